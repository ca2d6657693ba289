using System.Text.Json;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Cases;

/// <summary>A case as a person who may see it sees it. Personal data are masked.</summary>
public sealed record CaseView(
    long Id, string Number, string QueryCode, string Process, int Version, string State, bool Closed, string Office, string Channel,
    PersonView Applicant, IReadOnlyDictionary<string, JsonElement> Facts, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    IReadOnlyList<ClockView> Clocks, IReadOnlyList<TaskView> Tasks, IReadOnlyList<AwaitedEvents> Awaits, IReadOnlyList<IncidentSummary> Incidents);

/// <summary>A person with masks on. Staff see the name, 310100********9918, 190****0001 and the address to the road; a portal sees 张*, 3****************8, 190****0001 and the district.</summary>
public sealed record PersonView(Guid Id, string Name, string IdNumber, string? Mobile, string? Address = null);

/// <summary>Events the case waits for, and who may send them.</summary>
public sealed record AwaitedEvents(IReadOnlyList<string> Events, IReadOnlyList<string> Senders, string? Form);

/// <summary>Something an operator must look at.</summary>
public sealed record IncidentSummary(long Id, string Activity, string Code, string Message, DateTimeOffset RaisedAt);

/// <summary>What a command did to a case: the case as it is now, and the decision rows that were added.</summary>
/// <param name="Doubts">What was taken as given and is worth a look.</param>
public sealed record CaseChange(CaseView Case, IReadOnlyList<DecisionRow> Decisions, IReadOnlyList<People.Doubt>? Doubts = null);

/// <summary>One row of a case list.</summary>
public sealed record CaseListRow(long Id, string Number, string Process, string State, bool Closed, string Office, Guid ApplicantId, string ApplicantName, DateTimeOffset OpenedAt,
    DateOnly? Deadline, bool? Provisional, string? Colour);

/// <summary>A page by key: pass <paramref name="Next"/> as <c>after</c> to read on; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
