using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HandlebarsDotNet;

namespace CaseFlow.Cases.Papers;

/// <summary>The templates of messages (<c>name.sms.hbs</c>, plain text) and papers (<c>name.html.hbs</c>, escaped), by locale. Logic-less: a designer may edit them.
/// Read once at the start.</summary>
public sealed class Templates
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private readonly ConcurrentDictionary<(string Locale, string Name), HandlebarsTemplate<object, object>> compiled = new();
    private readonly Dictionary<(string Locale, string Name), string> sources = [];
    private readonly Dictionary<string, Dictionary<string, string>> reasons = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> words = [];

    /// <summary>Reads every locale below a folder.</summary>
    public Templates(string folder)
    {
        foreach (var locale in Directory.EnumerateDirectories(folder).Where(path => !path.EndsWith("samples", StringComparison.Ordinal)))
        {
            foreach (var file in Directory.EnumerateFiles(locale, "*.hbs"))
                sources[(Path.GetFileName(locale), Path.GetFileNameWithoutExtension(file))] = File.ReadAllText(file);
            var reason = reasons[Path.GetFileName(locale)] = Read<Dictionary<string, string>>(Path.Combine(locale, "reasons.json"));
            var others = Read<Dictionary<string, Dictionary<string, string>>>(Path.Combine(locale, "words.json"));
            words[Path.GetFileName(locale)] = others.Append(KeyValuePair.Create("reason", reason)).ToDictionary(kind => kind.Key, kind => (IReadOnlyDictionary<string, string>)kind.Value);
        }
    }

    /// <summary>How codes are called in a language, by their kind: <c>state</c>, <c>step</c>, <c>decision</c>, <c>reason</c> and so on; null for a language that is not there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Words(string locale) => words.GetValueOrDefault(locale);

    /// <summary>What a code of one kind is called, by language; empty where it has no name.</summary>
    public ImmutableDictionary<string, string> Words(string kind, string code) => words.Keys.Select(locale => (locale, text: words[locale].GetValueOrDefault(kind)?.GetValueOrDefault(code)))
        .Where(word => word.text is not null).ToImmutableDictionary(word => word.locale, word => word.text!);

    private static T Read<T>(string file) where T : new() => File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file))! : new T();

    /// <summary>Whether there is such a template; the name has its ending, e.g. <c>accepted.sms</c>.</summary>
    public bool Has(string locale, string name) => sources.ContainsKey((locale, name));

    /// <summary>Renders a template with a model of plain values.</summary>
    public string Render(string locale, string name, JsonElement model) =>
        compiled.GetOrAdd((locale, name), Compile)(Plain(model)!).Trim() + (name.EndsWith(".html", StringComparison.Ordinal) ? "\n" : "");

    private HandlebarsTemplate<object, object> Compile((string Locale, string Name) key)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = key.Name.EndsWith(".sms", StringComparison.Ordinal), ThrowOnUnresolvedBindingExpression = false });
        var chinese = key.Locale.StartsWith("zh", StringComparison.Ordinal);
        handlebars.RegisterHelper("date", (writer, _, arguments) => writer.WriteSafeString(Date(arguments[0], chinese ? "M月d日" : "d MMMM")));
        handlebars.RegisterHelper("longDate", (writer, _, arguments) => writer.WriteSafeString(Date(arguments[0], chinese ? "yyyy年M月d日" : "d MMMM yyyy")));
        // {{reason code}} is its text; {{reason code "basis"}} the rule it follows from, {{reason code "next"}} what to do instead: empty where there is none.
        handlebars.RegisterHelper("reason", (writer, _, arguments) => writer.Write(arguments.Length > 1
            ? reasons[key.Locale].GetValueOrDefault($"{arguments[0]}.{arguments[1]}", "") : reasons[key.Locale].GetValueOrDefault($"{arguments[0]}", $"{arguments[0]}")));
        handlebars.RegisterHelper("mask-waybill", (writer, _, arguments) => writer.Write(People.Masks.Waybill($"{arguments[0]}")));
        handlebars.RegisterHelper("qr", (writer, _, arguments) => writer.WriteSafeString(QrCode.Svg($"{arguments[0]}")));
        // {{signature "visitor" "领取人签名"}} is the place for a signature: whom the paper asks, and what stands there.
        handlebars.RegisterHelper("signature", (writer, _, arguments) => writer.WriteSafeString(Signatures.Place($"{arguments[0]}", $"{arguments[1]}")));
        handlebars.RegisterHelper("eq", (_, arguments) => $"{arguments[0]}" == $"{arguments[1]}");
        return handlebars.Compile(sources.TryGetValue(key, out var source) ? source : throw new InvalidOperationException($"There is no template {key.Name} for {key.Locale}."));
    }

    private static string Date(object? value, string format) => DateOnly.TryParse($"{value}", English, out var date) ? date.ToString(format, English)
        : DateTimeOffset.TryParse($"{value}", English, out var instant) ? instant.ToOffset(Sla.ShanghaiTime.Offset).ToString(format, English) : $"{value}";

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
