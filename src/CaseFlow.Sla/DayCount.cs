using System.Collections.Immutable;

namespace CaseFlow.Sla;

/// <summary>Counts the days of one ledger in its own unit. A pause that lasts is taken to end at <paramref name="now"/>.</summary>
internal sealed class DayCount(ClockLedger ledger, WorkingCalendar calendar, DateTimeOffset now)
{
    /// <summary>Working days are counted; otherwise calendar days, to which a make-up day is a day like any other.</summary>
    public bool AreWorking { get; } = ledger.Policy.Unit == ClockUnit.WorkingDays;

    public DateOnly Start { get; } = ShanghaiTime.DateOf(ledger.StartedAt);

    /// <summary>Counting begins after this date.</summary>
    public DateOnly Origin => ledger.Policy.CountAcceptanceDay ? Start.AddDays(-1) : Start;

    /// <summary>Days of the unit in (after, until], pauses or not.</summary>
    public int Raw(DateOnly after, DateOnly until) =>
        until <= after ? 0 : AreWorking ? calendar.WorkingDaysBetween(after, until) : until.DayNumber - after.DayNumber;

    /// <summary>Days of the unit in (after, until] that lie in a pause.</summary>
    /// <param name="ownFault">Only the pauses whose reason lies with the office.</param>
    public int Paused(DateOnly after, DateOnly until, bool ownFault = false) =>
        ledger.Pauses.Where(p => p.OwnFault || !ownFault).Sum(p => Raw(Later(after, From(p)), Earlier(until, To(p))));

    public int Used(DateOnly after, DateOnly until) => Raw(after, until) - Paused(after, until);

    /// <summary>A pause takes the days after the one it begins on, up to and with the one it ends on.</summary>
    public bool IsPaused(DateOnly date) => PauseOn(date) is not null;

    public string? ReasonOf(DateOnly date) => PauseOn(date)?.Reason;

    public bool IsOfUnit(DateOnly date) => !AreWorking || calendar.IsWorkingDay(date);

    /// <summary>
    /// The last day for something promised within n days. Only pauses that begin before that day is over move it: what is late stays late.
    /// A pause on the very last day leaves the rest of that day, to be had on the day of resumption or the first working day after it.
    /// </summary>
    /// <param name="after">Counting begins after this date: the acceptance, or the day an earlier stage was reached.</param>
    public DateOnly Due(int n, DateOnly? after = null)
    {
        var origin = after ?? Origin;
        var (due, excluded) = (Nth(n, origin), 0);
        foreach (var pause in ledger.Pauses.Where(p => To(p) >= origin))
        {
            if (pause.From >= ShanghaiTime.EndOf(due))
                break;
            var to = To(pause);
            excluded += Raw(Later(From(pause), origin), to);
            due = Later(Nth(n + excluded, origin), to > due ? calendar.FirstWorkingDayOnOrAfter(to) : due);
        }

        return due;
    }

    /// <summary>The first n days of the unit that no pause takes.</summary>
    public ImmutableArray<DateOnly> Counted(int n)
    {
        var counted = ImmutableArray.CreateBuilder<DateOnly>(n);
        for (var day = Origin.AddDays(1); counted.Count < n; day = day.AddDays(1))
            if (IsOfUnit(day) && !IsPaused(day))
                counted.Add(day);
        return counted.MoveToImmutable();
    }

    public static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private Pause? PauseOn(DateOnly date) => ledger.Pauses.FirstOrDefault(p => From(p) < date && date <= To(p));

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly From(Pause pause) => ShanghaiTime.DateOf(pause.From);

    private DateOnly To(Pause pause) => Later(From(pause), ShanghaiTime.DateOf(pause.To ?? now));

    private DateOnly Nth(int n, DateOnly origin) =>
        AreWorking ? calendar.NthWorkingDayAfter(origin, n) : calendar.FirstWorkingDayOnOrAfter(origin.AddDays(n));
}
