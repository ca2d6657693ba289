namespace CaseFlow.Sla;

/// <summary>Reads a clock: the only place where a ledger becomes dates.</summary>
public static class Clock
{
    /// <summary>What the clock says at <paramref name="now"/>. A pinned ledger is read by its own version of the calendar only.</summary>
    public static ClockReading Read(ClockLedger ledger, WorkingCalendar calendar, DateTimeOffset now)
    {
        // Reading a promise by another table than its own is the silent move this room exists to prevent.
        if (ledger.Policy.Calendar != calendar.Id || (ledger.CalendarVersion != 0 && ledger.CalendarVersion != calendar.Version))
            throw new ArgumentException(
                $"The clock {ledger.Policy.Name} counts by {ledger.Policy.Calendar} version {ledger.CalendarVersion}, not {calendar.Id} version {calendar.Version}.", nameof(calendar));
        return ReadBy(ledger, calendar, now);
    }

    internal static ClockReading ReadBy(ClockLedger ledger, WorkingCalendar calendar, DateTimeOffset now)
    {
        var policy = ledger.Policy;
        var days = new DayCount(ledger, calendar, now);
        var counted = days.Counted(policy.Budget);
        var due = days.Due(policy.Budget);
        var deadline = ShanghaiTime.EndOf(due);

        var strict = Outcome(ledger, deadline, now);
        var attempted = policy.AttemptCountsAsMet && ledger.AttemptedAt < deadline && strict != ClockOutcome.Met;
        var isOpen = ledger.StoppedAt is null && !attempted;
        var amberFrom = policy.AmberFromDay is { } amber ? ShanghaiTime.StartOf(counted[amber - 1]) : (DateTimeOffset?)null;
        var finalDayFrom = policy.FinalDay is { } final ? ShanghaiTime.StartOf(days.Due(final)) : (DateTimeOffset?)null;

        var end = DayCount.Later(days.Start, ShanghaiTime.DateOf((attempted ? ledger.AttemptedAt : ledger.StoppedAt) ?? now));
        return new()
        {
            DeadlineDate = due,
            DeadlineInstant = deadline,
            Provisional = IsOpenQuestion(days.Origin.AddDays(1), ledger, calendar) || IsOpenQuestion(due, ledger, calendar),
            AmberFrom = amberFrom,
            FinalDayFrom = finalDayFrom,
            RedFrom = policy.Red ? deadline : null,
            StageDues = [.. policy.Stages.Select(s => StageDueOf(s, ledger, days, now))],
            WorkingDays = counted,
            UsedDays = days.Used(days.Origin, end),
            OverdueDays = days.Used(due, end),
            PausedDays = days.Paused(days.Origin, end),
            OwnFaultDays = days.Paused(days.Origin, end, ownFault: true),
            RawDays = days.Raw(days.Origin, end),
            RemainingDays = days.Used(end, due),
            Colour = !isOpen ? ClockColour.Stopped
                : now >= deadline ? ClockColour.Red
                : ledger.OpenPause is not null ? ClockColour.Paused
                : now >= finalDayFrom ? ClockColour.FinalDay
                : now >= amberFrom ? ClockColour.Amber
                : ClockColour.Green,
            Outcome = attempted ? ClockOutcome.MetByAttempt : strict,
            OutcomeWithoutAttempt = strict,
            IsOpen = isOpen,
        };
    }

    private static ClockOutcome? Outcome(ClockLedger ledger, DateTimeOffset deadline, DateTimeOffset now) =>
        (ledger.StoppedAt ?? now) >= deadline ? ClockOutcome.Breached
        : ledger.StoppedAt is null || ledger.Abandoned ? null
        : ClockOutcome.Met;

    private static StageDue StageDueOf(StageLimit limit, ClockLedger ledger, DayCount days, DateTimeOffset now)
    {
        DateTimeOffset? done = ledger.StageDone.TryGetValue(limit.Stage, out var at) ? at : null;
        DateTimeOffset begun = default;
        if (limit.After is { } earlier && !ledger.StageDone.TryGetValue(earlier, out begun))
            return new(limit.Stage, null, null, limit.Reason, Missed: false, done);
        var date = limit.After is null ? days.Due(limit.Day) : days.Due(limit.Days ?? 1, ShanghaiTime.DateOf(begun));
        // A stage nobody reported is judged when the whole is done: what was delivered in time had been handed over.
        var missed = (done ?? ledger.StoppedAt ?? now) >= ShanghaiTime.EndOf(date);
        return new(limit.Stage, date, ShanghaiTime.EndOf(date), limit.Reason, missed, done);
    }

    private static bool IsOpenQuestion(DateOnly date, ClockLedger ledger, WorkingCalendar calendar) =>
        calendar.IsProvisional(date) && !(date <= ledger.SettledUntil);
}
