using System.Text.Json;

namespace CaseFlow.Cases.Operating.Operations;

/// <summary>The operators' commands that can be carried out on many subjects at once. The names are stored.</summary>
public enum OperationCommand
{
    /// <summary>Run faulted activities again; the subjects are incidents.</summary>
    RetryIncident,

    /// <summary>Leave faulted activities by one of their ports; the subjects are incidents.</summary>
    SkipIncident,

    /// <summary>Correct variables; the subjects are cases.</summary>
    SetVariables,

    /// <summary>Move visits to another activity; the subjects are cases.</summary>
    MoveToActivity,

    /// <summary>Cancel; the subjects are cases.</summary>
    CancelCase,

    /// <summary>Take tasks; the subjects are tasks.</summary>
    ClaimTask,

    /// <summary>Give tasks back; the subjects are tasks.</summary>
    ReleaseTask,

    /// <summary>Give tasks to a colleague; the subjects are tasks.</summary>
    AssignTask,

    /// <summary>Complete tasks by one of their outcomes; the subjects are tasks.</summary>
    CompleteTask,

    /// <summary>Start jobs anew that were given up; the subjects are jobs. For administrators.</summary>
    RetryJob,

    /// <summary>Urge who handles them (催办); the subjects are cases. For managers.</summary>
    UrgeCase,
}

/// <summary>What the command needs besides its subject.</summary>
/// <param name="Outcome">SkipIncident: the port. CompleteTask: the outcome.</param>
/// <param name="Values">SetVariables: values by variable.</param>
/// <param name="Activity">MoveToActivity: where to.</param>
/// <param name="From">MoveToActivity: the activity all of whose visits end.</param>
/// <param name="State">CancelCase: the state people see afterwards.</param>
/// <param name="To">AssignTask: login of the colleague.</param>
/// <param name="Data">CompleteTask: the form, the same for all.</param>
public sealed record OperationArguments(string? Outcome = null, Dictionary<string, JsonElement>? Values = null, string? Activity = null, string? From = null, string? State = null, string? To = null,
    JsonElement? Data = null);

/// <summary>Which subjects: those of a list, or all that meet every condition given.</summary>
/// <param name="Ids">Ids of incidents, tasks or jobs, or numbers of cases; at most 1,000.</param>
/// <param name="Version">Of the process.</param>
/// <param name="Code">Of the incident; for cases: they have such an open incident.</param>
/// <param name="Activity">Where the incident stands, by id or node id.</param>
/// <param name="Office">Of the case, with everything below it.</param>
/// <param name="RaisedBefore">The incident was raised, or the job given up, before this instant.</param>
/// <param name="State">Of the case.</param>
/// <param name="Kind">Of the job.</param>
/// <param name="Cases">Numbers of cases: only what belongs to them.</param>
public sealed record OperationSelection(IReadOnlyList<string>? Ids = null, string? Process = null, int? Version = null, string? Code = null, string? Activity = null, string? Office = null,
    DateTimeOffset? RaisedBefore = null, string? State = null, string? Kind = null, IReadOnlyList<string>? Cases = null)
{
    /// <summary>Nothing is asked for: that is a mistake, not everything.</summary>
    internal bool IsEmpty => this == new OperationSelection() || Ids is { Count: 0 } || Cases is { Count: 0 };
}

/// <summary>A command that is being carried out on many subjects.</summary>
/// <param name="Status"><c>running</c>, <c>finished</c> or <c>cancelled</c> (what was done stays done).</param>
/// <param name="Total">How many subjects; <paramref name="Done"/> and <paramref name="Failed"/> of them are through.</param>
public sealed record OperationView(long Id, string Command, string Reason, JsonElement Selection, JsonElement Arguments, string Status, int Total, int Done, int Failed, string StartedBy,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? EndedBy);

/// <summary>One subject of an operation.</summary>
/// <param name="Subject">The id of the incident, case or job.</param>
/// <param name="Status"><c>waiting</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Reasons">Why it failed.</param>
public sealed record OperationItemView(int Place, long Subject, string? CaseNumber, string Status, IReadOnlyList<OperationFault> Reasons, DateTimeOffset? At);

/// <summary>Why a subject failed.</summary>
public sealed record OperationFault(string Code, string Zh, string En);
