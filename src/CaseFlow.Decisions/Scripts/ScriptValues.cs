using System.Globalization;
using System.Text.Json;

namespace CaseFlow.Decisions.Scripts;

/// <summary>Values as JavaScript has them: null, undefined, bool, double, string, List, Dictionary (in order of insertion), function. Here are its
/// conversions.</summary>
internal static class ScriptValues
{
    /// <summary>What JSON writers accept, with room for what is around.</summary>
    private const int DeepestValue = 48;

    public static object? From(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(From).ToList(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => From(member.Value)),
        JsonValueKind.Undefined => Undefined.Value,
        _ => null,
    };

    /// <summary>What JSON cannot hold (NaN, Infinity) becomes its text, a function or undefined becomes null.</summary>
    public static JsonElement ToJson(object? value, int depth = 0) => value switch
    {
        _ when depth > DeepestValue => throw new ScriptException($"a value is nested more than {DeepestValue} deep."),
        double number when !double.IsFinite(number) => JsonSerializer.SerializeToElement(Text(number)),
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 && !(number == 0 && double.IsNegative(number)) =>
            JsonSerializer.SerializeToElement((long)number),
        double number => JsonSerializer.SerializeToElement(number),
        string or bool => JsonSerializer.SerializeToElement(value),
        List<object?> list => JsonSerializer.SerializeToElement(list.Select(item => ToJson(item, depth + 1))),
        Dictionary<string, object?> members =>
            JsonSerializer.SerializeToElement(members.Where(member => member.Value is not (Undefined or ScriptFunction))
            .ToDictionary(member => member.Key, member => ToJson(member.Value, depth + 1))),
        _ => JsonSerializer.SerializeToElement<object?>(null),
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => true,
    };

    public static bool IsNothing(object? value) => value is null or Undefined;

    public static double Number(object? value) => value switch
    {
        null => 0,
        bool flag => flag ? 1 : 0,
        double number => number,
        string text when string.IsNullOrWhiteSpace(text) => 0,
        string text => double.TryParse(text.Trim(), NumberStyles.Float & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number
            : double.NaN,
        List<object?> { Count: 0 } => 0,
        List<object?> { Count: 1 } list => Number(Text(list)),
        _ => double.NaN,
    };

    public static string Text(object? value, int depth = 0) => value switch
    {
        null => "null",
        Undefined => "undefined",
        bool flag => flag ? "true" : "false",
        double number => Text(number),
        string text => text,
        List<object?> when depth > DeepestValue => throw new ScriptException($"a value is nested more than {DeepestValue} deep."),
        List<object?> list => string.Join(",", list.Select(item => IsNothing(item) ? "" : Text(item, depth + 1))),
        ScriptFunction => "function",
        _ => "[object Object]",
    };

    private static string Text(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0)
            return "0";
        var size = Math.Abs(number);
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (!text.Contains('E', StringComparison.Ordinal))
            return text;
        if (size is >= 1e-6 and < 1e21)
            return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        var (mantissa, exponent) = text.Split('E') is [var left, var right] ? (left, int.Parse(right, CultureInfo.InvariantCulture)) : (text, 0);
        return $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    public static string TypeOf(object? value) => value switch
    {
        Undefined => "undefined",
        bool => "boolean",
        double => "number",
        string => "string",
        ScriptFunction => "function",
        _ => "object",
    };

    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => x == y,
        (string x, string y) => x == y,
        (bool x, bool y) => x == y,
        _ => ReferenceEquals(a, b),
    };

    /// <summary>The loose equality <c>==</c>.</summary>
    public static bool Alike(object? a, object? b)
    {
        if (IsNothing(a) || IsNothing(b))
            return IsNothing(a) && IsNothing(b);
        if (a is double or bool || b is double or bool)
            return Number(a) == Number(b);
        return a is string || b is string ? Text(a) == Text(b) : ReferenceEquals(a, b);
    }

    /// <summary>Less than zero, zero or more; null if the two cannot be compared.</summary>
    public static int? Compare(object? a, object? b)
    {
        if (a is string left && b is string right)
            return string.CompareOrdinal(left, right);
        var (x, y) = (Number(a), Number(b));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }

    public static object? Add(ScriptRun run, object? a, object? b) =>
        a is string or List<object?> or Dictionary<string, object?> || b is string or List<object?> or Dictionary<string, object?>
            ? run.Sized(Text(a) + Text(b)) : Number(a) + Number(b);
}
