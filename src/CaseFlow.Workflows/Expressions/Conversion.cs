using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace CaseFlow.Workflows;

/// <summary>Values become the type that an input or variable declares. Elsa turns what it cannot convert into 0 or false; here it is an incident.</summary>
internal static class Conversion
{
    public static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    public static JsonElement Text(string value) => JsonSerializer.SerializeToElement(value);

    public static JsonElement Number(long value) => JsonSerializer.SerializeToElement(value);

    /// <summary>The value as the declared type. Null stays null; types the engine does not know leave the value as it is.</summary>
    public static JsonElement To(JsonElement value, string type)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Null;
        if (TypeNames.ElementOf(type) is not null)
            return value.ValueKind == JsonValueKind.String ? ParseOrFail(value, type) : value;
        return TypeNames.Simple(type) switch
        {
            "string" => value.ValueKind == JsonValueKind.String ? value : Text(ToText(value)),
            "boolean" => ToFlag(value),
            "int16" or "int32" or "int64" or "long" => Number(decimal.ToInt64(decimal.Round(ToNumber(value, type), MidpointRounding.ToEven))),
            "decimal" or "double" or "single" => value.ValueKind == JsonValueKind.Number ? value : JsonSerializer.SerializeToElement(ToNumber(value, type)),
            "timespan" => Text(ToDuration(value).ToString("c", CultureInfo.InvariantCulture)),
            "datetime" or "datetimeoffset" => Text(ToInstant(value).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)),
            "json" or "jsonobject" or "jsonarray" or "jsonnode" or "objectdictionary" or "objectmap" or "stringdictionary" or "stringmap" =>
                value.ValueKind == JsonValueKind.String ? ParseOrFail(value, type) : value,
            _ => value,
        };
    }

    public static string ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => JsonSerializer.Serialize(value),
    };

    public static ImmutableArray<string> ToNames(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.TrimStart().StartsWith('['))
            value = ParseOrFail(value, "String[]");
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(ToText)] : ToText(value) is { Length: > 0 } one ? [one] : [];
    }

    public static TimeSpan ToDuration(JsonElement value)
    {
        var text = ToText(value);
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock))
            return clock;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            throw Failed(value, "TimeSpan");
        }
    }

    public static DateTimeOffset ToInstant(JsonElement value) =>
        DateTimeOffset.TryParse(ToText(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
            : throw Failed(value, "DateTimeOffset");

    private static JsonElement ToFlag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value,
        JsonValueKind.Number => JsonSerializer.SerializeToElement(value.GetDouble() != 0),
        JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => JsonSerializer.SerializeToElement(flag),
        _ => throw Failed(value, "Boolean"),
    };

    private static decimal ToNumber(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => throw Failed(value, type),
    };

    private static JsonElement ParseOrFail(JsonElement value, string type)
    {
        try
        {
            using var document = JsonDocument.Parse(value.GetString()!);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Failed(value, type);
        }
    }

    private static ActivityFault Failed(JsonElement value, string type)
    {
        var text = JsonSerializer.Serialize(value);
        return new("conversion-failed", $"{(text.Length > 100 ? text[..100] + "…" : text)} cannot be converted to {type}.");
    }
}

/// <summary>Type aliases of definition files, read as tolerantly as Elsa does.</summary>
internal static class TypeNames
{
    private static readonly string[] Collections =
        ["List", "IEnumerable", "ICollection", "IList", "IReadOnlyCollection", "IReadOnlyList", "ISet", "HashSet", "Collection"];

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Int16", "Int32", "Int64", "Long", "Single", "Double", "Decimal", "Boolean", "String", "Object", "ByteArray", "Guid", "DateTime", "DateTimeOffset",
        "TimeSpan", "Stream",
        "JSON", "JsonElement", "JsonNode", "JsonObject", "JsonArray", "StringDictionary", "ObjectDictionary", "StringMap", "ObjectMap",
    };

    public static bool IsKnown(string type) => Known.Contains(Bare(ElementOf(type) ?? type));

    public static bool IsFlag(string type) => string.Equals(Bare(type), "Boolean", StringComparison.OrdinalIgnoreCase);

    public static string Simple(string type) => Bare(type).ToLowerInvariant();

    public static string? ElementOf(string type)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
            return type[..^2];
        var open = type.IndexOf('<', StringComparison.Ordinal);
        return open > 0 && type.EndsWith('>') && Collections.Contains(type[..open]) ? type[(open + 1)..^1] : null;
    }

    private static string Bare(string type) => type.TrimEnd('?');
}
