using System.Text.Json;
using CaseFlow.Cases.Accounts;

namespace CaseFlow.Cases.Running;

/// <summary>The surroundings of an activity request: which instance, which case, which visit, who, when. Set by the runner before each request; one per DI scope.</summary>
public sealed class CaseScope
{
    /// <summary>The case that is being advanced. Its state and facts are written once, at the end of the burst.
    /// An activity that can run without a case (<see cref="Workflows.ActivityAttribute.NeedsCase"/>) asks <see cref="CaseId"/> first.</summary>
    public CaseRecord Case => Open.Record;

    /// <summary>The case's id; null if the instance runs without a case.</summary>
    public long? CaseId => Open.Case?.Id;

    /// <summary>The workflow instance that is being advanced: the case's own, a child of it, or one without a case.</summary>
    public string InstanceId => Open.Instance.Id;

    /// <summary>The visit that issued the request: with the instance a stable key for anything it causes.</summary>
    public long Token { get; private set; }

    /// <summary>Node id of the activity.</summary>
    public string Activity { get; private set; } = "";

    /// <summary>Who caused the burst; <see cref="Actor.System"/> for timers and jobs.</summary>
    public Actor Actor { get; internal set; } = Actor.System;

    /// <summary>The instant of the burst.</summary>
    public DateTimeOffset Now { get; internal set; }

    /// <summary>The process version the instance runs on.</summary>
    internal Definitions.ProcessVersion Process => Open.Process;

    /// <summary>The instance itself.</summary>
    internal OpenInstance Open { get; private set; } = null!;

    /// <summary>Why an operator intervened, if one did.</summary>
    internal string? Reason { get; set; }

    /// <summary>The decision rows of this burst, in order: what the caller is told.</summary>
    internal List<DecisionRow> Decisions { get; } = [];

    /// <summary>The decision tables that were asked in this burst, and why they answered what they did.</summary>
    internal List<(long? CaseId, Activities.Why Why)> Explained { get; } = [];

    /// <summary>What workflows of this burst answered to the HTTP request they came from.</summary>
    internal List<Http.WrittenAnswer> Answers { get; } = [];

    /// <summary>Where the scope stands, to come back to after a child ran inside a request.</summary>
    internal (OpenInstance Open, long Token, string Activity) Place => (Open, Token, Activity);

    internal void Stand((OpenInstance Open, long Token, string Activity) place) => (Open, Token, Activity) = place;

    internal void Stand(OpenInstance open, long token = 0, string activity = "") => (Open, Token, Activity) = (open, token, activity);
}

/// <summary>A case as a burst sees it. Only activities change it, by the setters below.</summary>
public sealed class CaseRecord
{
    /// <summary>Row id; also the id of its workflow instance.</summary>
    public required long Id { get; init; }

    /// <summary>The number people use (办件编码).</summary>
    public required string Number { get; init; }

    /// <summary>Eight characters for paper and phone.</summary>
    public required string QueryCode { get; init; }

    /// <summary>Which process, e.g. <c>id-card-reissue</c>.</summary>
    public required string Process { get; init; }

    /// <summary>The released version this case stays on for life.</summary>
    public required int Version { get; init; }

    /// <summary>The office that owns the case (受理点).</summary>
    public required string Office { get; init; }

    /// <summary><c>app</c> or <c>counter</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The person the case is about.</summary>
    public required Guid Applicant { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>State code of the process, e.g. <c>ACCEPTED</c>.</summary>
    public string State { get; set; } = "";

    /// <summary>Set by CloseCase.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What the process wants shown of this case: never personal data.</summary>
    public Dictionary<string, JsonElement> Facts { get; init; } = [];

    /// <summary>Whether the row must be written at the end of the burst.</summary>
    internal bool Changed { get; set; }

    /// <summary>What belongs to it.</summary>
    internal CaseContents Contents { get; init; } = null!;
}

/// <summary>A row of the decision log: what was decided, why, by which rules, when and by whom.</summary>
/// <param name="Decision">The process's word for what was decided; <c>ASKED</c> where a decision table was asked.</param>
/// <param name="Rules">Numbers of the rulebook.</param>
/// <param name="Why">How a decision table came to this, if one stands behind it.</param>
public sealed record DecisionRow(string Step, string Decision, string? Reason, IReadOnlyList<string> Rules, DateTimeOffset At, string By, Activities.Why? Why = null);
