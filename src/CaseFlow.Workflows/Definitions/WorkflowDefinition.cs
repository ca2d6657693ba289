using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>One version of a workflow, read and analysed once, then shared by every instance pinned to it.</summary>
public sealed class WorkflowDefinition
{
    /// <summary>The id shared by all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version number.</summary>
    public required int Version { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs an instance is started with.</summary>
    public required ImmutableArray<WorkflowParameter> Inputs { get; init; }

    /// <summary>Outputs an instance may set.</summary>
    public required ImmutableArray<WorkflowParameter> Outputs { get; init; }

    /// <summary>The ports it offers when used as an activity, besides <c>Done</c>.</summary>
    public required ImmutableArray<string> Outcomes { get; init; }

    /// <summary>Whether it may start while others run.</summary>
    public ActivationStrategy Activation { get; init; }

    /// <summary>The workflow itself as a node: its only child is the root activity.</summary>
    public required ActivityNode Root { get; init; }

    /// <summary>Every activity by node id, those of workflows used as activities included.</summary>
    public required FrozenDictionary<string, ActivityNode> Nodes { get; init; }

    /// <summary>Some script asks for outputs of activities by name, so they are kept.</summary>
    internal bool KeepsResults { get; init; }

    /// <summary>The file as it was read, unknown members and all.</summary>
    public required JsonElement Source { get; init; }

    /// <summary>Other definitions may use it as an activity.</summary>
    public bool IsUsableAsActivity => Json.Flag(Json.Get(Source, "options") ?? Source, "usableAsActivity") || Json.Flag(Source, "usableAsActivity");

    /// <summary>What the designer shows of it where it is used as an activity.</summary>
    public ActivityDescriptor AsActivity()
    {
        var descriptor = new Activities.EmbeddedWorkflow(this).Descriptor;
        var about = Json.Text(Source, "description") is { Length: > 0 } text ? text : Name;
        return (descriptor with { Category = Json.Text(Json.Get(Source, "options") ?? Source, "activityCategory") ?? descriptor.Category }).About(about, about);
    }
}

/// <summary>A declared input or output of a workflow.</summary>
public sealed record WorkflowParameter(string Name, string Type)
{
    internal static ImmutableArray<WorkflowParameter> ReadAll(JsonElement source, string member) =>
        [.. Json.Items(source, member)
            .Where(item => Json.Text(item, "name") is not null)
            .Select(item => new WorkflowParameter(Json.Text(item, "name")!, (Json.Text(item, "type") ?? "Object") + (Json.Flag(item, "isArray") ? "[]" : "")))];

    internal static void Check(ImmutableArray<WorkflowParameter> parameters, string member, Findings findings)
    {
        foreach (var (parameter, index) in parameters.Select((parameter, index) => (parameter, index)).Where(item => !TypeNames.IsKnown(item.parameter.Type)))
            findings.Warn("unknown-type", null, $"$.{member}[{index}].type", $"“{parameter.Name}”的类型“{parameter.Type}”未知，按 Object 处理。",
                $"The type '{parameter.Type}' of '{parameter.Name}' is unknown; it is treated as Object.");
    }
}

/// <summary>A declared variable. Values are kept by id; expressions read it by name.</summary>
internal sealed record Variable(string Id, string Name, string Type, JsonElement Default);

/// <summary>One activity of a definition. Built by the reader, then only read.</summary>
public sealed class ActivityNode
{
    internal ActivityNode()
    {
    }

    /// <summary>Unique in the definition: the ids from the workflow down, joined by colons.</summary>
    public required string NodeId { get; init; }

    /// <summary>The id in the file, unique within its container.</summary>
    public required string Id { get; init; }

    /// <summary>The activity type, e.g. <c>Elsa.If</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The name people see.</summary>
    public string? Name { get; init; }

    /// <summary>The activity as the file has it.</summary>
    public required JsonElement Source { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required string JsonPath { get; init; }

    /// <summary>The container; null for the workflow itself.</summary>
    public ActivityNode? Parent { get; init; }

    /// <summary>Activities directly inside, in file order.</summary>
    public ImmutableArray<ActivityNode> Children { get; internal set; } = [];

    /// <summary>The flow ports it can be left by.</summary>
    public ImmutableArray<string> Ports { get; internal set; } = ["Done"];

    /// <summary>The workflow that it stands for; its activities have this node's id before their own. Null for any other activity.</summary>
    public WorkflowDefinition? Workflow => (Kind as Activities.EmbeddedWorkflow)?.Child;

    internal ActivityKind Kind { get; init; } = Activities.UnknownActivity.Kind;
    internal bool IsWorkflow => Kind is Activities.EmbeddedWorkflow;
    internal ImmutableArray<Variable> Variables { get; set; } = [];
    internal ImmutableSortedDictionary<string, InputValue> Inputs { get; set; } = ImmutableSortedDictionary.Create<string, InputValue>(StringComparer.Ordinal);
    internal ImmutableSortedDictionary<string, string> Outputs { get; set; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Every expression of the activity and where it stands.</summary>
    internal List<(Expression Expression, string JsonPath)> Expressions { get; } = [];

    /// <summary>What its kind worked out once: a flowchart's graph, a switch's cases.</summary>
    internal object? Detail { get; set; }
}
