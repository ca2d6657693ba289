using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;

namespace CaseFlow.Cases.Definitions;

/// <summary>Checks form data against the JSON Schema (2020-12) keywords that forms use. No schema library restores here;
/// an unknown keyword is a fault of the form, found when its definition is imported, so nothing is silently unchecked.</summary>
internal static class FormSchema
{
    private static readonly HashSet<string> Annotations = ["$schema", "$id", "title", "description", "default", "examples", "enumNames", "$comment"];
    private static readonly HashSet<string> Checks =
    [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "pattern", "minLength", "maxLength",
        "minimum", "maximum", "minItems", "maxItems", "format",
    ];

    /// <summary>What must be filled in where a task ends with an outcome: <c>{"Reject": ["reason"]}</c>. A rejection without its reason is no decision, an acceptance needs none.</summary>
    public const string RequiredFor = "x-required-for";

    /// <summary>Keywords the checker does not know, as JSON paths. Annotations may be extended by <c>x-…</c>; the one that makes values leave must say how soon, and what an outcome needs must be in the form.</summary>
    public static IEnumerable<string> UnknownKeywords(JsonElement schema, string path = "$")
    {
        if (schema.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Annotations.Contains(keyword.Name) && !Checks.Contains(keyword.Name) && !keyword.Name.StartsWith("x-", StringComparison.Ordinal))
                yield return $"{path}.{keyword.Name}";
            if (keyword.Name == Artefacts.Keyword && !Artefacts.IsDuration(keyword.Value))
                yield return $"{path}.{keyword.Name}";
            if (keyword.Name == RequiredFor && NamesOthers(keyword.Value, schema))
                yield return $"{path}.{keyword.Name}";
            var nested = keyword.Name switch
            {
                "properties" => keyword.Value.EnumerateObject().Select(property => (property.Value, $"{path}.properties.{property.Name}")),
                "items" => [(keyword.Value, $"{path}.items")],
                _ => [],
            };
            foreach (var unknown in nested.SelectMany(child => UnknownKeywords(child.Item1, child.Item2)))
                yield return unknown;
        }
    }

    /// <summary>The fields of a form that carry a mark of the product, such as <c>x-leaves-after</c>, with what the mark says.</summary>
    public static IEnumerable<(string Name, JsonElement Mark)> Marked(JsonElement schema, string keyword)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            yield break;
        foreach (var field in properties.EnumerateObject())
            if (field.Value.TryGetProperty(keyword, out var mark))
                yield return (field.Name, mark);
    }

    private static bool NamesOthers(JsonElement required, JsonElement schema) =>
        required.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties)
        || required.EnumerateObject().Any(outcome => outcome.Value.ValueKind != JsonValueKind.Array || outcome.Value.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String || !properties.TryGetProperty(name.GetString()!, out _)));

    /// <summary>Every fault of the data with which a task is to end, each with the field it concerns.</summary>
    public static IEnumerable<Refusal> ValidateFor(string outcome, JsonElement schema, JsonElement data) =>
        Validate(schema, data).Concat(data.ValueKind == JsonValueKind.Object && schema.TryGetProperty(RequiredFor, out var required) && required.TryGetProperty(outcome, out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!).Where(name => !data.TryGetProperty(name, out var value) || IsBlank(value))
                .Select(name => Fault("form-required", $"data.{name}", "按此结果办结时必填。", "This is required to end with that outcome."))
            : []);

    private static bool IsBlank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>Every fault of the data, each with the field it concerns.</summary>
    public static IEnumerable<Refusal> Validate(JsonElement schema, JsonElement data, string field = "data")
    {
        if (schema.TryGetProperty("type", out var type) && !HasType(data, type))
            return [Fault("form-type", field, $"类型应为 {type}。", $"Expected the type {type}.")];
        var faults = new List<Refusal>();
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(value => JsonElement.DeepEquals(value, data)))
            faults.Add(Fault("form-enum", field, $"取值应为以下之一：{string.Join("、", allowed.EnumerateArray())}。", $"Expected one of {string.Join(", ", allowed.EnumerateArray())}."));
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, data))
            faults.Add(Fault("form-const", field, $"取值应为 {constant}。", $"Expected {constant}."));
        switch (data.ValueKind)
        {
            case JsonValueKind.Object: CheckObject(schema, data, field, faults); break;
            case JsonValueKind.Array: CheckArray(schema, data, field, faults); break;
            case JsonValueKind.String: CheckString(schema, data.GetString()!, field, faults); break;
            case JsonValueKind.Number: CheckNumber(schema, data.GetDecimal(), field, faults); break;
            default: break;
        }
        return faults;
    }

    private static void CheckObject(JsonElement schema, JsonElement data, string field, List<Refusal> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Select(name => name.GetString()!).Where(name => !data.TryGetProperty(name, out _))
                .Select(name => Fault("form-required", $"{field}.{name}", "此项必填。", "This is required.")));
        var closed = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False;
        foreach (var member in data.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var property))
                faults.AddRange(Validate(property, member.Value, $"{field}.{member.Name}"));
            else if (closed)
                faults.Add(Fault("form-unknown", $"{field}.{member.Name}", "表单中没有此项。", "The form has no such field."));
        }
    }

    private static void CheckArray(JsonElement schema, JsonElement data, string field, List<Refusal> faults)
    {
        var length = data.GetArrayLength();
        if (Below(schema, "minItems", length) || Above(schema, "maxItems", length))
            faults.Add(Fault("form-items", field, "项数不符合要求。", "Too few or too many items."));
        if (schema.TryGetProperty("items", out var items))
            faults.AddRange(data.EnumerateArray().SelectMany((item, i) => Validate(items, item, $"{field}[{i}]")));
    }

    private static void CheckString(JsonElement schema, string text, string field, List<Refusal> faults)
    {
        if (Below(schema, "minLength", text.Length) || Above(schema, "maxLength", text.Length))
            faults.Add(Fault("form-length", field, "长度不符合要求。", "Too short or too long."));
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            faults.Add(Fault("form-pattern", field, "格式不正确。", "The format is wrong."));
        if (schema.TryGetProperty("format", out var format) && !HasFormat(text, format.GetString()!))
            faults.Add(Fault("form-format", field, $"应为有效的 {format}。", $"Expected a valid {format}."));
    }

    private static void CheckNumber(JsonElement schema, decimal number, string field, List<Refusal> faults)
    {
        if (Below(schema, "minimum", number) || Above(schema, "maximum", number))
            faults.Add(Fault("form-range", field, "数值超出范围。", "The number is out of range."));
    }

    private static bool Below(JsonElement schema, string keyword, decimal value) => schema.TryGetProperty(keyword, out var limit) && value < limit.GetDecimal();

    private static bool Above(JsonElement schema, string keyword, decimal value) => schema.TryGetProperty(keyword, out var limit) && value > limit.GetDecimal();

    private static bool HasFormat(string text, string format) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "date-time" => DateTimeOffset.TryParse(text, out _),
        _ => true,
    };

    private static bool HasType(JsonElement data, JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(one => HasType(data, one)) : type.GetString() switch
        {
            "object" => data.ValueKind == JsonValueKind.Object,
            "array" => data.ValueKind == JsonValueKind.Array,
            "string" => data.ValueKind == JsonValueKind.String,
            "boolean" => data.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => data.ValueKind == JsonValueKind.Number,
            "integer" => data.ValueKind == JsonValueKind.Number && data.TryGetDecimal(out var number) && number == decimal.Truncate(number),
            "null" => data.ValueKind == JsonValueKind.Null,
            _ => false,
        };

    private static Refusal Fault(string code, string field, string zh, string en) => new(code, zh, en, field);
}
