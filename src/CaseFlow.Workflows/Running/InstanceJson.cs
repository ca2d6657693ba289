using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.Workflows;

/// <summary>The stored form of an instance. Its member names are forever: rows written by any earlier release are read.</summary>
public static class InstanceJson
{
    /// <summary>Compact JSON; the same state always gives the same text.</summary>
    public static string Write(WorkflowInstance instance) => JsonSerializer.Serialize(instance, StoredJson.Compact.WorkflowInstance);

    /// <summary>The instance that <see cref="Write"/> wrote.</summary>
    public static WorkflowInstance Read(string json) =>
        JsonSerializer.Deserialize(json, StoredJson.Compact.WorkflowInstance) ?? throw new JsonException("An instance cannot be null.");
}

/// <summary>The stored form of an event: its members and its class name as <c>$type</c>.</summary>
public static class JournalJson
{
    /// <summary>Compact JSON.</summary>
    public static string Write(WorkflowEvent happened) => JsonSerializer.Serialize(happened, StoredJson.Compact.WorkflowEvent);

    /// <summary>The events of a burst as a JSON array.</summary>
    public static string Write(IReadOnlyList<WorkflowEvent> happened) => JsonSerializer.Serialize(happened, StoredJson.Compact.IReadOnlyListWorkflowEvent);

    /// <summary>The event that <see cref="Write(WorkflowEvent)"/> wrote. An unknown name throws: the journal was written by a later release.</summary>
    public static WorkflowEvent Read(string json) =>
        JsonSerializer.Deserialize(json, StoredJson.Compact.WorkflowEvent) ?? throw new JsonException("An event cannot be null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(WorkflowInstance))]
[JsonSerializable(typeof(WorkflowEvent))]
[JsonSerializable(typeof(IReadOnlyList<WorkflowEvent>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Chinese stays Chinese: escaped it would take twice the bytes, and nobody could read a journal. The text goes into json columns and nowhere into HTML.</summary>
    public static StoredJson Compact => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
