using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>What one stimulus did: the new state and the events that made it. A refused stimulus changes nothing and has no events.</summary>
public sealed record Burst(WorkflowInstance Instance, ImmutableArray<WorkflowEvent> Events, Refusal? Refused = null)
{
    /// <summary>Every reason of a refusal, the first of them <see cref="Refused"/>; empty if it was not refused.</summary>
    public ImmutableArray<Refusal> Reasons { get; init; } = Refused is null ? [] : [Refused];
}

/// <summary>Why a stimulus was refused.</summary>
/// <param name="Code">Stable, for programs: <c>already-started</c>, <c>not-running</c>, <c>not-waiting</c>, <c>unknown-outcome</c>,
/// <c>event-not-awaited</c>; of an operator's commands <c>unknown-variable</c>, <c>ambiguous-variable</c>, <c>conversion-failed</c>, <c>not-open</c>,
/// <c>unknown-activity</c>, <c>unreachable-activity</c>, <c>move-not-possible</c>.</param>
public sealed record Refusal(string Code, string Zh, string En);
