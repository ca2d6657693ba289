using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseFlow.Sla;

/// <summary>What a budget counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClockUnit>))]
public enum ClockUnit
{
    /// <summary>工作日: weekends and holidays do not count, make-up days do.</summary>
    WorkingDays,

    /// <summary>自然日: every day counts; a last day that is a rest day moves to the first working day after (民法典 203).</summary>
    CalendarDays,
}

/// <summary>A part of the way with a limit of its own (环节时限). It is counted from the start of the clock: the stage must be reached by the end of counted day <see cref="Day"/>;
/// or from an earlier stage: within <see cref="Days"/> days after <see cref="After"/> was reached, and not before that.</summary>
/// <param name="Stage">The name by which the stage is reported as reached.</param>
/// <param name="Day">Counted day, 1 … budget; 0 where it is counted from an earlier stage.</param>
/// <param name="Reason">The code of the card when it is not, such as <c>HANDOVER_LATE</c>.</param>
public sealed record StageLimit(string Stage, int Day, string Reason)
{
    /// <summary>The earlier stage from whose day the limit counts; that day itself does not count.</summary>
    public string? After { get; init; }

    /// <summary>Days of the unit after that stage.</summary>
    public int? Days { get; init; }
}

/// <summary>Why a clock may stand still (rulebook 4.3).</summary>
/// <param name="Code">The stable code.</param>
/// <param name="OwnFault">The applicant is not made to wait for it on paper, but who supervises counts these days as the office's own (设备故障、不可抗力).</param>
public sealed record PauseReason(string Code, bool OwnFault = false)
{
    /// <summary>What people call it, by locale.</summary>
    public ImmutableDictionary<string, string> Title { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A promise: how many days, from when to warn, and what counts as kept. Declared in the workflow and versioned with it.</summary>
/// <param name="Name">Names the clock within its case.</param>
/// <param name="Budget">Days of the unit; the first is the first one after the day of acceptance.</param>
public sealed record ClockPolicy(string Name, ClockUnit Unit, int Budget)
{
    /// <summary>黄牌: amber from the start of this counted day; null = never.</summary>
    public int? AmberFromDay { get; init; }

    /// <summary>催办: the final-day reminder at the start of this counted day; null = none.</summary>
    public int? FinalDay { get; init; }

    /// <summary>红牌: raise a red card the instant the deadline has passed.</summary>
    public bool Red { get; init; }

    /// <summary>Limits of single stages.</summary>
    public ImmutableArray<StageLimit> Stages { get; init; } = [];

    /// <summary>Count a day of acceptance that is a day of the unit as day 1. The law does not (民法典 201).</summary>
    public bool CountAcceptanceDay { get; init; }

    /// <summary>A first attempt in time that failed on the recipient's side keeps the promise.</summary>
    public bool AttemptCountsAsMet { get; init; } = true;

    /// <summary>How often the clock may be paused; null = no limit.</summary>
    public int? MaxPauses { get; init; }

    /// <summary>Calendar days that all pauses together may last; when they are used up the clock runs again by itself. Null = no limit.</summary>
    public int? MaxPausedDays { get; init; }

    /// <summary>The only reasons for a pause; empty = any.</summary>
    public ImmutableArray<PauseReason> PauseReasons { get; init; } = [];

    /// <summary>The working-day calendar it counts by.</summary>
    public string Calendar { get; init; } = "cn-mainland";

    /// <summary>What people call the promise, by locale (<c>zh-CN</c>, <c>en</c>).</summary>
    public ImmutableDictionary<string, string> Title { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Everything that would keep this clock from being armed; empty when it is sound.</summary>
    public ImmutableArray<ClockRefusal> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<ClockRefusal>();
        if (string.IsNullOrWhiteSpace(Name))
            faults.Add(new("policy-name-missing", "时限没有名称。", "The clock has no name."));
        if (Budget is < 1 or > 3660)
            faults.Add(new("policy-budget-out-of-range", $"时限天数 {Budget} 不在 1–3660 之间。", $"The budget of {Budget} days is not between 1 and 3660."));
        DayWithin(faults, AmberFromDay, "amberFromDay");
        DayWithin(faults, FinalDay, "finalDay");
        foreach (var stage in Stages)
            if (stage.After is null)
                DayWithin(faults, stage.Day, $"stages.{stage.Stage}");
            else
            {
                DayWithin(faults, stage.Days ?? 0, $"stages.{stage.Stage}");
                if (stage.After == stage.Stage || Stages.All(one => one.Stage != stage.After))
                    faults.Add(new("policy-stage-after-unknown", $"环节 {stage.Stage} 的起算环节 {stage.After} 不存在。", $"The stage {stage.Stage} counts from {stage.After}, which is no other stage of the clock."));
            }
        foreach (var twice in Stages.GroupBy(s => s.Stage).Where(g => g.Count() > 1))
            faults.Add(new("policy-stage-twice", $"环节 {twice.Key} 重复设定。", $"The stage {twice.Key} is limited twice."));
        if (MaxPauses < 0)
            faults.Add(new("policy-pauses-negative", "可挂起次数不能为负。", "The number of pauses cannot be negative."));
        if (MaxPausedDays < 0)
            faults.Add(new("policy-pauses-negative", "可挂起天数不能为负。", "The days of pauses cannot be negative."));
        return faults.ToImmutable();
    }

    private void DayWithin(ImmutableArray<ClockRefusal>.Builder faults, int? day, string name)
    {
        if (day is { } d && (d < 1 || d > Budget))
            faults.Add(new("policy-day-out-of-range", $"{name} = {d} 不在 1–{Budget} 之间。", $"{name} = {d} is not between 1 and {Budget}."));
    }
}

/// <summary>Why something was not done to a clock. The code is stable.</summary>
public sealed record ClockRefusal(string Code, string Zh, string En);

/// <summary>The policy of a clock cannot be armed; every fault at once.</summary>
public sealed class ClockPolicyException(ImmutableArray<ClockRefusal> faults) : Exception(string.Join(" ", faults.Select(f => $"{f.Code}: {f.En}")))
{
    /// <summary>All of them.</summary>
    public ImmutableArray<ClockRefusal> Faults { get; } = faults;
}
