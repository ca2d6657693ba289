using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Sla;

/// <summary>An interval in which the promise does not run. The day it begins on counts, the day it ends on does not.</summary>
/// <param name="To">Null while it lasts.</param>
/// <param name="Reason">The coded reason.</param>
/// <param name="Actor">Who approved it.</param>
public sealed record Pause(DateTimeOffset From, DateTimeOffset? To, string Reason, string Actor)
{
    /// <summary>The reason lies with the office: its days are counted separately for who supervises.</summary>
    public bool OwnFault { get; init; }

    /// <summary>Who let the clock run again; <see cref="ClockLedger.Limit"/> when the days of pauses were used up.</summary>
    public string? EndedBy { get; init; }
}

/// <summary>
/// Everything that ever happened to one clock. There is no deadline in here: a deadline is read from the ledger and a calendar (<see cref="Clock.Read"/>),
/// so nothing can move it without leaving an entry.
/// </summary>
/// <param name="StartedAt">The instant of acceptance; only its date in Shanghai counts.</param>
public sealed partial record ClockLedger(ClockPolicy Policy, DateTimeOffset StartedAt)
{
    /// <summary>Oldest first; they never overlap and only the last may be open.</summary>
    public ImmutableArray<Pause> Pauses { get; init; } = [];

    /// <summary>The first attempt that failed on the recipient's side.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>When the promised thing was done, or the promise fell away.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>It was stopped without being kept: the case was withdrawn or rejected. Such a clock was never met; it may have been breached.</summary>
    public bool Abandoned { get; init; }

    /// <summary>When each stage was reached first.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> StageDone { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The version of the calendar the promise was counted by; 0 = any, for what-if questions.</summary>
    public int CalendarVersion { get; init; }

    /// <summary>A later version was weighed and the promise kept as it was: up to this day no notice is outstanding, though the pinned version does not know it.</summary>
    public DateOnly? SettledUntil { get; init; }

    /// <summary>Who ended a pause when no days of pauses were left.</summary>
    public const string Limit = "limit";

    /// <summary>The pause that lasts, if one does.</summary>
    public Pause? OpenPause => Pauses is [.., { To: null } last] ? last : null;

    /// <summary>When the pause that lasts ends by itself, because the days of all pauses are then used up; null when it does not, or none lasts.</summary>
    public DateTimeOffset? PauseEndsAt => OpenPause is { } open && Policy.MaxPausedDays is { } most
        ? ShanghaiTime.StartOf(ShanghaiTime.DateOf(open.From).AddDays(Math.Max(0, most - PausedCalendarDays))) : null;

    /// <summary>Calendar days of the pauses that have ended.</summary>
    public int PausedCalendarDays => Pauses.Sum(pause => pause.To is { } to ? ShanghaiTime.DateOf(to).DayNumber - ShanghaiTime.DateOf(pause.From).DayNumber : 0);

    /// <summary>Whether the clock ran at an instant of the past: neither stopped, nor kept by an attempt, nor paused before it.</summary>
    public bool RanAt(DateTimeOffset instant) =>
        !(StoppedAt < instant) && !(Policy.AttemptCountsAsMet && AttemptedAt < instant) && !Pauses.Any(pause => pause.From < instant && !(pause.To <= instant));

    /// <summary>Begins a promise and pins it to this version of the calendar. Throws <see cref="ClockPolicyException"/> when the policy cannot be armed.</summary>
    public static ClockLedger Start(ClockPolicy policy, DateTimeOffset at, WorkingCalendar calendar)
    {
        var faults = policy.Faults();
        if (policy.Calendar != calendar.Id)
            faults = faults.Add(new("policy-other-calendar", $"时限按日历 {policy.Calendar} 计算，不是 {calendar.Id}。", $"The clock counts by the calendar {policy.Calendar}, not {calendar.Id}."));
        return faults.IsEmpty ? new(policy, at) { CalendarVersion = calendar.Version } : throw new ClockPolicyException(faults);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ClockLedger Parse(string json) => JsonSerializer.Deserialize<ClockLedger>(json, SlaJson.Options) ?? throw new JsonException("A ledger cannot be null.");

    /// <summary>The whole ledger with its policy.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SlaJson.Options);
}
