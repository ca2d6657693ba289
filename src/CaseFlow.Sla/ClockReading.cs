using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseFlow.Sla;

/// <summary>The lamp of a clock.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClockColour>))]
public enum ClockColour
{
    /// <summary>绿: time enough.</summary>
    Green,

    /// <summary>黄牌预警.</summary>
    Amber,

    /// <summary>催办: the last day has begun.</summary>
    FinalDay,

    /// <summary>红牌: the deadline has passed. A pause begun after that does not hide it.</summary>
    Red,

    /// <summary>挂起: paused before its deadline.</summary>
    Paused,

    /// <summary>The promise is no longer open: done, or kept by an attempt.</summary>
    Stopped,
}

/// <summary>How a promise ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClockOutcome>))]
public enum ClockOutcome
{
    /// <summary>Done by the deadline.</summary>
    [JsonStringEnumMemberName("MET")]
    Met,

    /// <summary>An attempt by the deadline failed on the recipient's side, and the policy lets that count.</summary>
    [JsonStringEnumMemberName("MET_BY_ATTEMPT")]
    MetByAttempt,

    /// <summary>The deadline passed.</summary>
    [JsonStringEnumMemberName("BREACHED")]
    Breached,
}

/// <summary>When a stage is due, and whether it was missed.</summary>
/// <param name="Date">The last day for it; null while the stage from which it counts has not been reached.</param>
/// <param name="DueInstant">The first instant that is too late: 24:00 of that day.</param>
public sealed record StageDue(string Stage, DateOnly? Date, DateTimeOffset? DueInstant, string Reason, bool Missed, DateTimeOffset? DoneAt);

/// <summary>What a clock says at one instant. While it is paused, every date is what it would be if it were resumed at that instant.</summary>
public sealed record ClockReading
{
    /// <summary>The last day of the promise.</summary>
    public required DateOnly DeadlineDate { get; init; }

    /// <summary>24:00 of that day: the first instant that is too late.</summary>
    public required DateTimeOffset DeadlineInstant { get; init; }

    /// <summary>暂定: counts over days whose year table is not published yet.</summary>
    public required bool Provisional { get; init; }

    /// <summary>Start of the amber day; null when the policy has none. While paused: if it were resumed now.</summary>
    public required DateTimeOffset? AmberFrom { get; init; }

    /// <summary>Start of the final day; null when the policy has none. While paused: if it were resumed now.</summary>
    public required DateTimeOffset? FinalDayFrom { get; init; }

    /// <summary>When the red card falls due; null when the policy has none. While paused: if it were resumed now.</summary>
    public required DateTimeOffset? RedFrom { get; init; }

    /// <summary>One for each stage of the policy, in its order.</summary>
    public required ImmutableArray<StageDue> StageDues { get; init; }

    /// <summary>The days the budget is made of, day 1 first; for a clock of calendar days they are calendar days.</summary>
    public required ImmutableArray<DateOnly> WorkingDays { get; init; }

    /// <summary>Days used up to the end (or today), pauses not counted.</summary>
    public required int UsedDays { get; init; }

    /// <summary>Days used after the deadline, pauses not counted.</summary>
    public required int OverdueDays { get; init; }

    /// <summary>Days not counted because the clock was paused.</summary>
    public required int PausedDays { get; init; }

    /// <summary>Those of the paused days whose reason lies with the office.</summary>
    public required int OwnFaultDays { get; init; }

    /// <summary>Used and paused days together: what the applicant lived through.</summary>
    public required int RawDays { get; init; }

    /// <summary>Days left after today; 0 on the last day and later.</summary>
    public required int RemainingDays { get; init; }

    /// <summary>The lamp.</summary>
    public required ClockColour Colour { get; init; }

    /// <summary>Null while the promise can still be kept, and when it was abandoned in time. Breached from the instant the deadline passes, stopped or not.</summary>
    public required ClockOutcome? Outcome { get; init; }

    /// <summary>The outcome if an attempt never counted: both are reported.</summary>
    public required ClockOutcome? OutcomeWithoutAttempt { get; init; }

    /// <summary>Cards can still fall due: neither stopped, nor kept by an attempt.</summary>
    public required bool IsOpen { get; init; }
}
