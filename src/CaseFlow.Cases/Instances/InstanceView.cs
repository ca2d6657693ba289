using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Instances;

/// <summary>A workflow instance that runs without a case.</summary>
/// <param name="Definition">The definition it runs, with <paramref name="Version"/>: it stays on that for life.</param>
/// <param name="Status"><c>Running</c> (also while it waits or has incidents), <c>Finished</c> or <c>Cancelled</c>.</param>
/// <param name="CorrelationId">What it is about: events published for that reach it.</param>
/// <param name="Parent">The instance that started it.</param>
/// <param name="Output">The workflow outputs so far.</param>
public sealed record InstanceView(string Id, string Definition, int Version, string Status, string? Name, string? CorrelationId, string? Parent, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    IReadOnlyDictionary<string, JsonElement> Output, IReadOnlyList<InstanceWait> Waits, IReadOnlyList<IncidentSummary> Incidents);

/// <summary>Something an instance waits for.</summary>
/// <param name="Activity">Node id of the activity.</param>
/// <param name="Kind"><c>Timer</c>, <c>Event</c> or <c>Request</c> (work outside, or a child).</param>
/// <param name="Events">The events any of which ends the wait.</param>
/// <param name="Due">When a timer fires.</param>
public sealed record InstanceWait(string Activity, WaitKind Kind, IReadOnlyList<string> Events, DateTimeOffset? Due);
