using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>What one stimulus did: the new state and the events that made it. A refused stimulus changes nothing and has no events.</summary>
public sealed record Burst(WorkflowInstance Instance, ImmutableArray<WorkflowEvent> Events, Refusal? Refused = null);

/// <summary>Why a stimulus was refused.</summary>
/// <param name="Code">Stable, for programs: <c>already-started</c>, <c>not-running</c>, <c>not-waiting</c>, <c>unknown-outcome</c>,
/// <c>event-not-awaited</c>.</param>
public sealed record Refusal(string Code, string Zh, string En);
