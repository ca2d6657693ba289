using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>Between JSON and FEEL: numbers keep every digit; dates, times, durations and ranges leave as their ISO text.</summary>
internal static class JsonValues
{
    private const int MaxDepth = 60;

    /// <summary>Whoever puts the JSON into a page escapes it there.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonElement True = JsonElement.Parse("true");
    private static readonly JsonElement False = JsonElement.Parse("false");

    public static JsonElement Null { get; } = JsonElement.Parse("null");

    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (FeelNumber)whole : FeelNumber.TryParse(json.GetRawText()),
        JsonValueKind.Array => new FeelList([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => new FeelContext(json.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Read(entry.Value)))),
        _ => null,
    };

    public static JsonElement Write(Run run, object? value) => value switch
    {
        null => Null,
        bool truth => truth ? True : False,
        FeelNumber number => JsonElement.Parse(run.Text(number.ToText())),
        _ => Write(writer => Write(run, writer, value)),
    };

    /// <summary>Whatever is written becomes one document: its parts are cheap afterwards.</summary>
    public static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain)) write(writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    public static void Write(Run run, Utf8JsonWriter writer, object? value) => Write(run, writer, value, 0);

    private static void Write(Run run, Utf8JsonWriter writer, object? value, int depth)
    {
        run.Spend(1);
        if (depth > MaxDepth) throw new FeelLimitException(NullReason.TooDeep(MaxDepth));
        switch (value)
        {
            case null or FeelFunction:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case FeelNumber number:
                writer.WriteRawValue(run.Text(number.ToText()));
                break;
            case FeelList list:
                writer.WriteStartArray();
                foreach (var item in list) Write(run, writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            case FeelContext context:
                writer.WriteStartObject();
                foreach (var (name, entry) in context.Entries)
                {
                    writer.WritePropertyName(name);
                    Write(run, writer, entry, depth + 1);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(ValueText.Of(run, value));
                break;
        }
    }

    /// <summary>A text becomes what its declared type says: "2026-03-01" is a date where a date is declared.</summary>
    public static object? Typed(object? value, FeelType type) => (value, type.Unwrapped) switch
    {
        (string text, var wanted) when wanted == FeelType.Date => TemporalText.Date(text) ?? value,
        (string text, var wanted) when wanted == FeelType.Time => TemporalText.Time(text) ?? value,
        (string text, var wanted) when wanted == FeelType.DateTime => TemporalText.DateTime(text) ?? value,
        (string text, var wanted) when wanted == FeelType.DayTime || wanted == FeelType.YearMonth => TemporalText.Duration(text) ?? value,
        (FeelList list, ListType wanted) => new FeelList([.. list.Select(item => Typed(item, wanted.Item))]),
        (FeelContext context, ContextType wanted) => new FeelContext(context.Entries.Select(entry =>
            wanted.Entries.FirstOrDefault(known => known.Name == entry.Key) is { } known
                ? KeyValuePair.Create(entry.Key, Typed(entry.Value, known.Type))
                : entry)),
        _ => value,
    };
}
