using System.Text;
using System.Text.Json;

namespace CaseFlow.Decisions.Scripts;

/// <summary>Global functions and the members of values. Nothing here changes a value or looks outside.</summary>
internal static partial class ScriptLibrary
{
    private static readonly Dictionary<string, object?> Globals = new()
    {
        ["String"] = Function(arguments => arguments.Count == 0 ? "" : ScriptValues.Text(arguments[0])),
        ["Number"] = Function(arguments => arguments.Count == 0 ? 0d : ScriptValues.Number(arguments[0])),
        ["parseGuid"] = Function(arguments => Guid.TryParse(ScriptValues.Text(At(arguments, 0)), out var id) ? id.ToString() : throw new ScriptException("that is no GUID.")),
        ["bytesFromString"] = Function(arguments => Bytes(Encoding.UTF8.GetBytes(ScriptValues.Text(At(arguments, 0))))),
        ["bytesToString"] = Function(arguments => Encoding.UTF8.GetString(Bytes(At(arguments, 0)))),
        ["bytesFromBase64"] = Function(arguments => Bytes(FromBase64(At(arguments, 0)))),
        ["bytesToBase64"] = Function(arguments => Convert.ToBase64String(Bytes(At(arguments, 0)))),
        ["stringToBase64"] = Function(arguments => Convert.ToBase64String(Encoding.UTF8.GetBytes(ScriptValues.Text(At(arguments, 0))))),
        ["stringFromBase64"] = Function(arguments => Encoding.UTF8.GetString(FromBase64(At(arguments, 0)))),
        ["Boolean"] = Function(arguments => ScriptValues.IsTrue(At(arguments, 0))),
        ["parseInt"] = Function(arguments => Math.Truncate(Leading(ScriptValues.Text(At(arguments, 0)), whole: true))),
        ["parseFloat"] = Function(arguments => Leading(ScriptValues.Text(At(arguments, 0)), whole: false)),
        ["isNaN"] = Function(arguments => double.IsNaN(ScriptValues.Number(At(arguments, 0)))),
        ["isNullOrEmpty"] = Function(arguments => ScriptValues.IsNothing(At(arguments, 0)) || ScriptValues.Text(arguments[0]).Length == 0),
        ["isNullOrWhiteSpace"] = Function(arguments => ScriptValues.IsNothing(At(arguments, 0)) || string.IsNullOrWhiteSpace(ScriptValues.Text(arguments[0]))),
        ["toJson"] = Function(arguments => JsonSerializer.Serialize(ScriptValues.ToJson(At(arguments, 0)), Relaxed)),
        ["JSON"] = new Dictionary<string, object?>
        {
            ["stringify"] = Function(arguments => At(arguments, 0) is Undefined ? Undefined.Value
                : JsonSerializer.Serialize(ScriptValues.ToJson(At(arguments, 0)), Relaxed)),
            ["parse"] = Function(arguments => Parse(ScriptValues.Text(At(arguments, 0)))),
        },
        ["Math"] = new Dictionary<string, object?>
        {
            ["abs"] = Function(arguments => Math.Abs(Number(arguments))),
            ["ceil"] = Function(arguments => Math.Ceiling(Number(arguments))),
            ["floor"] = Function(arguments => Math.Floor(Number(arguments))),
            ["round"] = Function(arguments => Math.Floor(Number(arguments) + 0.5)),
            ["trunc"] = Function(arguments => Math.Truncate(Number(arguments))),
            ["sqrt"] = Function(arguments => Math.Sqrt(Number(arguments))),
            ["pow"] = Function(arguments => Math.Pow(Number(arguments), ScriptValues.Number(At(arguments, 1)))),
            ["min"] = Function(arguments => arguments.Select(ScriptValues.Number).DefaultIfEmpty(double.PositiveInfinity).Min()),
            ["max"] = Function(arguments => arguments.Select(ScriptValues.Number).DefaultIfEmpty(double.NegativeInfinity).Max()),
            ["PI"] = Math.PI,
        },
        ["Array"] = new Dictionary<string, object?> { ["isArray"] = Function(arguments => At(arguments, 0) is List<object?>) },
        ["Object"] = new Dictionary<string, object?>
        {
            ["keys"] = Function(arguments => Members(arguments).Select(member => (object?)member.Key).ToList()),
            ["values"] = Function(arguments => Members(arguments).Select(member => member.Value).ToList()),
            ["fromEntries"] = Function(arguments => Items(At(arguments, 0)).OfType<List<object?>>().Where(pair => pair.Count > 1)
                .GroupBy(pair => ScriptValues.Text(pair[0])).ToDictionary(group => group.Key, group => group.Last()[1])),
            ["entries"] = Function(arguments => Members(arguments).Select(member => (object?)new List<object?> { member.Key, member.Value }).ToList()),
        },
    };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static object? Global(string name) => Globals.TryGetValue(name, out var value) ? value : Undefined.Value;

    public static IEnumerable<object?> Items(object? value) => value switch
    {
        List<object?> list => list,
        string text => text.Select(character => (object?)character.ToString()),
        _ => throw new ScriptException($"{ScriptValues.Text(value)} cannot be spread."),
    };

    public static object? Member(ScriptRun run, object? owner, object? key)
    {
        run.Step();
        return owner switch
        {
            null or Undefined => throw new ScriptException($"cannot read '{ScriptValues.Text(key)}' of {ScriptValues.Text(owner)}."),
            Dictionary<string, object?> members => members.TryGetValue(ScriptValues.Text(key), out var value) ? value : Undefined.Value,
            List<object?> list when key is "length" => (double)list.Count,
            string text when key is "length" => (double)text.Length,
            List<object?> list => Index(key, list.Count) is { } index ? list[index] : Undefined.Value,
            string text => Index(key, text.Length) is { } index ? text[index].ToString() : Undefined.Value,
            _ => Undefined.Value,
        };
    }

    public static object? CallMethod(ScriptRun run, object? owner, string name, IReadOnlyList<object?> arguments)
    {
        run.Step();
        var result = owner switch
        {
            null or Undefined => throw new ScriptException($"cannot call '{name}' of {ScriptValues.Text(owner)}."),
            string text => TextMethod(run, text, name, arguments),
            List<object?> list => ListMethod(run, list, name, arguments),
            double number => NumberMethod(number, name, arguments),
            Dictionary<string, object?> members when members.GetValueOrDefault(name) is ScriptFunction function => function(run, arguments),
            _ when name == "toString" => ScriptValues.Text(owner),
            _ => Missing,
        };
        return ReferenceEquals(result, Missing) ? throw new ScriptException($"'{name}' is not a function that is understood here.") : result is string made
            ? run.Sized(made) : result;
    }

    private static readonly object Missing = new();

    private static ScriptFunction Function(Func<IReadOnlyList<object?>, object?> body) => (run, arguments) =>
    {
        run.Step();
        return body(arguments) is var value && value is string text ? run.Sized(text) : value;
    };

    /// <summary>Bytes are a list of numbers.</summary>
    private static List<object?> Bytes(byte[] bytes) => [.. bytes.Select(value => (object?)(double)value)];

    private static byte[] Bytes(object? list) => [.. Items(list).Select(item => ScriptValues.Number(item) is >= 0 and <= 255 and var value ? (byte)value
        : throw new ScriptException("a byte is a number from 0 to 255."))];

    private static byte[] FromBase64(object? value)
    {
        try
        {
            return Convert.FromBase64String(ScriptValues.Text(value));
        }
        catch (FormatException)
        {
            throw new ScriptException("that is no base64 text.");
        }
    }

    private static object? At(IReadOnlyList<object?> arguments, int index) => index < arguments.Count ? arguments[index] : Undefined.Value;

    private static double Number(IReadOnlyList<object?> arguments) => At(arguments, 0) is var value && value is Undefined ? double.NaN
        : ScriptValues.Number(value);

    private static Dictionary<string, object?> Members(IReadOnlyList<object?> arguments) =>
        At(arguments, 0) as Dictionary<string, object?> ?? throw new ScriptException("an object was expected.");

    private static int? Index(object? key, int count) =>
        ScriptValues.Number(key) is var number && number >= 0 && number < count && number == Math.Floor(number) ? (int)number : null;

    private static double Leading(string text, bool whole)
    {
        text = text.Trim();
        for (var length = text.Length; length > 0; length--)
            if (double.TryParse(text.AsSpan(0, length), whole ? System.Globalization.NumberStyles.AllowLeadingSign : System.Globalization.NumberStyles.Float,
                null, out var number))
                return number;
        return double.NaN;
    }

    private static object? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return ScriptValues.From(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new ScriptException($"JSON.parse: {error.Message}");
        }
    }
}
