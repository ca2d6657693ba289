using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.Cases.Running;

/// <summary>How values of a case travel as JSON: camelCase, enums as words, Chinese left readable.</summary>
public static class CaseJson
{
    /// <summary>The options used for variables, facts, job payloads and answers.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A value as a JSON element.</summary>
    public static JsonElement Element(object? value) => JsonSerializer.SerializeToElement(value, Options);
}
