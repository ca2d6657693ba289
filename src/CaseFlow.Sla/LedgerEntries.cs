namespace CaseFlow.Sla;

/// <summary>The ledger after an entry, or the untouched ledger and why the entry was refused.</summary>
public sealed record LedgerEntry(ClockLedger Ledger, ClockRefusal? Refused = null)
{
    /// <summary>The ledger, where a refusal would be a bug of the caller.</summary>
    public ClockLedger OrThrow() => Refused is { } no ? throw new InvalidOperationException($"{no.Code}: {no.En}") : Ledger;
}

public sealed partial record ClockLedger
{
    /// <summary>The promise stands still from here on.</summary>
    public LedgerEntry Pause(DateTimeOffset at, string reason, string actor) =>
        Refusal(at)
        ?? (OpenPause is not null ? No("clock-already-paused", "时限已处于挂起状态。", "The clock is already paused.") : null)
        ?? PauseRefusal(reason)
        ?? new(this with { Pauses = Pauses.Add(new(at, null, reason, actor) { OwnFault = Policy.PauseReasons.Any(known => known.Code == reason && known.OwnFault) }) });

    /// <summary>The promise runs again; the working days after the day of the pause up to today are not counted.</summary>
    public LedgerEntry Resume(DateTimeOffset at, string? actor = null) =>
        Refusal(at)
        ?? (OpenPause is { } open
            ? new(this with { Pauses = Pauses.SetItem(Pauses.Length - 1, open with { To = at, EndedBy = actor }) })
            : No("clock-not-paused", "时限未处于挂起状态。", "The clock is not paused."));

    /// <summary>An attempt failed on the recipient's side. Only the first is kept; later ones change nothing.</summary>
    public LedgerEntry RecordAttempt(DateTimeOffset at) => Refusal(at) ?? new(AttemptedAt is null ? this with { AttemptedAt = at } : this);

    /// <summary>A stage was reached. Only the first time is kept; the outside world repeats itself.</summary>
    public LedgerEntry ReachStage(string stage, DateTimeOffset at) =>
        Refusal(at)
        ?? (Policy.Stages.Any(s => s.Stage == stage) ? null : No("clock-unknown-stage", $"该时限没有环节 {stage}。", $"The clock has no stage {stage}."))
        ?? new(StageDone.ContainsKey(stage) ? this : this with { StageDone = StageDone.Add(stage, at) });

    /// <summary>The promise falls away undone: the case was withdrawn, rejected or cancelled. It counts neither as met nor, before the deadline, as breached.</summary>
    public LedgerEntry Abandon(DateTimeOffset at) => Stop(at) is { Refused: null } stopped ? new(stopped.Ledger with { Abandoned = true }) : Stop(at);

    /// <summary>What was promised is done. A pause that lasts ends with it.</summary>
    public LedgerEntry Stop(DateTimeOffset at) =>
        Refusal(at)
        ?? new(this with
        {
            StoppedAt = at,
            Pauses = OpenPause is { } open ? Pauses.SetItem(Pauses.Length - 1, open with { To = at }) : Pauses,
        });

    private LedgerEntry? PauseRefusal(string reason)
    {
        if (Pauses.Length >= Policy.MaxPauses)
            return No("clock-pause-limit", $"挂起次数已达上限（{Policy.MaxPauses} 次）。", $"The clock may be paused {Policy.MaxPauses} times only.");
        if (PausedCalendarDays >= Policy.MaxPausedDays)
            return No("clock-pause-days-used", $"挂起天数已用完（累计 {Policy.MaxPausedDays} 天）。", $"The {Policy.MaxPausedDays} days of pauses are used up.");
        if (!Policy.PauseReasons.IsEmpty && Policy.PauseReasons.All(known => known.Code != reason))
            return No("clock-pause-reason-unknown", $"挂起原因 {reason} 不在允许范围内。允许：{string.Join("、", Policy.PauseReasons.Select(known => known.Code))}。",
                $"{reason} is no reason for a pause. Reasons: {string.Join(", ", Policy.PauseReasons.Select(known => known.Code))}.");
        return null;
    }

    private LedgerEntry? Refusal(DateTimeOffset at)
    {
        if (StoppedAt is not null)
            return No("clock-stopped", "时限已终止，不能再变更。", "The clock has stopped; nothing can be entered any more.");
        if (at < StartedAt)
            return No("clock-before-start", "时间早于受理时间。", "The time lies before the start of the clock.");
        if (Pauses is [.., var last] && at < (last.To ?? last.From))
            return No("clock-before-last-pause", "时间早于上一次挂起或恢复的时间。", "The time lies before the last pause or resumption.");
        return null;
    }

    private LedgerEntry No(string code, string zh, string en) => new(this, new(code, zh, en));
}
