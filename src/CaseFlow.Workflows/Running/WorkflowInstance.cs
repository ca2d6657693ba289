using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.Workflows;

/// <summary>Where an instance stands. An instance that waits or has incidents is <see cref="Running"/>.</summary>
public enum InstanceStatus
{
    /// <summary>Nothing has happened yet.</summary>
    New,

    /// <summary>Under way, waiting, or held up by incidents.</summary>
    Running,

    /// <summary>Came to its end.</summary>
    Finished,

    /// <summary>Was ended from outside.</summary>
    Cancelled,
}

/// <summary>The state of one running workflow: what folding its journal gives. Immutable; only <see cref="Apply"/> makes a new one.</summary>
public sealed record WorkflowInstance
{
    /// <summary>The key the caller gave it.</summary>
    public required string Id { get; init; }

    /// <summary>The definition it is pinned to.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>The version it is pinned to.</summary>
    public int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public InstanceStatus Status { get; init; }

    /// <summary>How many events it has seen. A token is the number of the event that scheduled its visit, so tokens never repeat.</summary>
    public long Sequence { get; init; }

    /// <summary>The name a workflow gave it.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The workflow inputs it was started with; nothing once it has ended.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Input { get; init; } = EmptyValues;

    /// <summary>The workflow outputs so far.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Output { get; init; } = EmptyValues;

    /// <summary>The open visits by token. A visit that has ended is only in the journal.</summary>
    public ImmutableSortedDictionary<long, Visit> Visits { get; init; } = ImmutableSortedDictionary<long, Visit>.Empty;

    /// <summary>Tokens scheduled but not yet begun, first in, first out. Empty between bursts unless the endless-loop limit stopped one.</summary>
    public ImmutableList<long> Queue { get; init; } = [];

    /// <summary>Everything the instance waits for, oldest first.</summary>
    [JsonIgnore]
    public IEnumerable<Waiting> Waiting => Visits.Values.Where(visit => visit.Waiting is not null).Select(visit => visit.Waiting!);

    /// <summary>What an operator must look at.</summary>
    [JsonIgnore]
    public IEnumerable<Waiting> Incidents => Waiting.Where(waiting => waiting.Kind == WaitKind.Incident);

    internal static ImmutableSortedDictionary<string, JsonElement> EmptyValues { get; } = ImmutableSortedDictionary.Create<string,
        JsonElement>(StringComparer.Ordinal);

    /// <summary>An instance to which nothing has happened yet.</summary>
    public static WorkflowInstance Create(string id) => new() { Id = id };

    /// <summary>The state that a journal tells of.</summary>
    public static WorkflowInstance Fold(string id, IEnumerable<WorkflowEvent> journal) =>
        journal.Aggregate(Create(id), (instance, happened) => instance.Apply(happened));

    /// <summary>The state after an event. The only writer of state; inside the engine its only caller is the recording of an event.</summary>
    public WorkflowInstance Apply(WorkflowEvent happened) => Folding.Apply(this with { Sequence = Sequence + 1 }, happened);
}

/// <summary>One visit of one activity.</summary>
/// <param name="Token">Names this visit; never given again.</param>
/// <param name="Activity">The node id.</param>
/// <param name="Parent">The visit of the container.</param>
public sealed record Visit(long Token, string Activity, long? Parent)
{
    /// <summary>False while it stands in the queue.</summary>
    public bool Begun { get; init; }

    /// <summary>What its activity keeps for later: a loop index, the arrows a flowchart has counted.</summary>
    public ImmutableSortedDictionary<string, JsonElement> State { get; init; } = WorkflowInstance.EmptyValues;

    /// <summary>Values of the variables it declares, by variable id.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Variables { get; init; } = WorkflowInstance.EmptyValues;

    /// <summary>What it waits for.</summary>
    public Waiting? Waiting { get; init; }
}

/// <summary>What a visit can wait for.</summary>
public enum WaitKind
{
    /// <summary>A person.</summary>
    Task,

    /// <summary>An instant.</summary>
    Timer,

    /// <summary>An event from outside.</summary>
    Event,

    /// <summary>The answer to a request.</summary>
    Request,

    /// <summary>An operator.</summary>
    Incident,

    /// <summary>A request to an HTTP endpoint.</summary>
    HttpRequest,
}

/// <summary>A visit that goes on only when something from outside arrives.</summary>
/// <param name="Activity">The node id.</param>
public sealed record Waiting(long Token, string Activity, WaitKind Kind)
{
    /// <summary>Names of the events any of which ends the wait.</summary>
    public ImmutableArray<string> EventNames { get; init; } = [];

    /// <summary>Roles or sources that may send them; empty: anybody who may see the case.</summary>
    public ImmutableArray<string> Senders { get; init; } = [];

    /// <summary>What the awaited events must be about; null: what the instance is about.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The ports a person may leave a task by.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    /// <summary>When a timer fires, or a task should be done.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The form of a task or of an event.</summary>
    public string? Form { get; init; }

    /// <summary>A task's name, a request's type, an endpoint's path, or an incident's code.</summary>
    public string? Name { get; init; }

    /// <summary>Why an incident cannot go on.</summary>
    public string? Message { get; init; }
}
