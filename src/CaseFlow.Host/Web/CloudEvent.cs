using System.Text.Json;
using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Host.Web;

/// <summary>An event of an outside system, CloudEvents 1.0 as structured JSON. Extension attributes are allowed and not looked at.</summary>
/// <param name="Specversion">Always 1.0.</param>
/// <param name="Id">The system's own id of the event; the same id is applied once.</param>
/// <param name="Source">The system as it calls itself.</param>
/// <param name="Type">The event's name in processes, e.g. <c>post.event</c>.</param>
/// <param name="Subject">A case number, <c>case:NUMBER</c>, or a key that a case registered, e.g. <c>waybill:1100000000018</c>.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Data">The facts.</param>
internal sealed record CloudEvent(string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset? Time, JsonElement Data)
{
    private const int Longest = 256;

    /// <summary>Reads it, or refuses with everything that is wrong.</summary>
    public static CloudEvent Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Json.MaxDepth, AllowDuplicateProperties = false });
        var root = document.RootElement;
        List<Refusal> reasons = [];
        var read = new CloudEvent(Text("specversion"), Text("id"), Text("source"), Text("type"), Text("subject"), null, Data());
        if (read.Specversion is not ("" or "1.0"))
            reasons.Add(new Refusal("cloud-event-version", "仅支持 CloudEvents 1.0。", "Only CloudEvents 1.0 are read.", "specversion"));
        return reasons.Count == 0 ? read : throw new RefusedException(RefusalKind.Invalid, reasons);

        string Text(string name)
        {
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 and <= Longest } text)
                return text;
            reasons.Add(new Refusal("cloud-event-attribute", $"缺少属性“{name}”，或其不是1至{Longest}个字符的字符串。",
                $"The attribute '{name}' is missing or no string of 1 to {Longest} characters.", name));
            return "";
        }

        JsonElement Data()
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data))
                return JsonElement.Parse("{}");
            if (data.ValueKind != JsonValueKind.Object)
                reasons.Add(new Refusal("cloud-event-data", "data 必须是对象。", "data must be an object.", "data"));
            return data.Clone();
        }
    }
}
