using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Reads members as tolerantly as Elsa: names without regard to case, lists wrapped by its payload serialiser unwrapped.</summary>
internal static class Json
{
    public static JsonElement? Get(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        if (value.TryGetProperty(name, out var exact))
            return Present(exact);
        foreach (var member in value.EnumerateObject())
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                return Present(member.Value);
        return null;
    }

    public static string? Text(JsonElement value, string name) => Get(value, name) is { } member ? AsText(member) : null;

    public static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    public static int? Number(JsonElement value, string name) => Get(value, name) is { ValueKind: JsonValueKind.Number } member
        && member.TryGetInt32(out var number) ? number : null;

    public static bool Flag(JsonElement value, string name) => Get(value, name) is { ValueKind: JsonValueKind.True };

    /// <summary>The items of a list; a lone object counts as a list of one.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value, string name)
    {
        var list = Get(value, name);
        while (list is { ValueKind: JsonValueKind.Object } wrapped)
        {
            if ((Get(wrapped, "$values") ?? Get(wrapped, "_items")) is not { } inner)
                return [wrapped];
            list = inner;
        }

        return list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];
    }

    private static JsonElement? Present(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;
}
