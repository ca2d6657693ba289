using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace CaseFlow.Sla;

/// <summary>
/// One version of a working-day calendar: year tables, and plain Monday to Friday where there is none. It knows where its knowledge ends:
/// beyond the published years every answer is provisional. Immutable and safe to share.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly ImmutableSortedDictionary<int, CalendarYear> tables;
    private readonly Dictionary<DateOnly, string?> names = [];
    private readonly ConcurrentDictionary<int, YearDays> days = new();

    /// <param name="id">The calendar's name; every table must carry it.</param>
    /// <param name="years">At most one table a year, without errors.</param>
    /// <param name="version">Grows by one with each publication; a clock keeps the version its promise was counted by.</param>
    public WorkingCalendar(string id, IEnumerable<CalendarYear> years, int version = 1)
    {
        (Id, Version) = (id, version);
        tables = years.ToImmutableSortedDictionary(y => y.Year, y => y);
        foreach (var table in tables.Values)
        {
            var errors = table.Validate().Where(f => f.Severity == FaultSeverity.Error).ToImmutableArray();
            if (table.Calendar != id)
                errors = errors.Add(CalendarYearRules.Error("calendar-name-differs", $"{table.Year} 年的表属于 {table.Calendar}，不属于 {id}。", $"The table of {table.Year} belongs to {table.Calendar}, not to {id}.", "$.calendar"));
            if (!errors.IsEmpty)
                throw new CalendarYearException(errors);
            foreach (var holiday in table.Holidays)
                names[holiday.Date] = holiday.Name;
        }

        var published = tables.Values.Where(y => y.Published).Select(y => y.Year).ToList();
        if (published.Count == 0)
            return;
        var last = published[0];
        while (published.Contains(last + 1))
            last++;
        (CoveredFrom, CoveredUntil) = (new DateOnly(published[0], 1, 1), new DateOnly(last, 12, 31));
    }

    /// <summary>The calendar's name, such as <c>cn-mainland</c>.</summary>
    public string Id { get; }

    /// <summary>Which publication this is, counted from 1.</summary>
    public int Version { get; }

    /// <summary>The tables it was made from, oldest year first.</summary>
    public IEnumerable<CalendarYear> Years => tables.Values;

    /// <summary>First day of the published years; null when none is.</summary>
    public DateOnly? CoveredFrom { get; }

    /// <summary>Last day of the published years that follow each other without a gap; null when none is published.</summary>
    public DateOnly? CoveredUntil { get; }

    /// <summary>What the date is.</summary>
    public DayKind KindOf(DateOnly date) => DaysOf(date.Year).KindOf(date);

    /// <summary>The holiday's name; null on other days and for a holiday without one.</summary>
    public string? HolidayName(DateOnly date) => names.GetValueOrDefault(date);

    /// <summary>A plain weekday or a make-up day.</summary>
    public bool IsWorkingDay(DateOnly date) => YearDays.IsWorked(KindOf(date));

    /// <summary>No published table speaks for the date: a notice may still change what it is.</summary>
    public bool IsProvisional(DateOnly date) => !(date >= CoveredFrom && date <= CoveredUntil);

    /// <summary>The n-th working day after the date, the date itself not counted (民法典 201).</summary>
    public DateOnly NthWorkingDayAfter(DateOnly date, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var year = DaysOf(date.Year);
        n += year.UpTo(date);
        while (n > year.Total)
        {
            n -= year.Total;
            year = DaysOf(year.First.Year + 1);
        }

        return year.Nth(n);
    }

    /// <summary>Working days in (afterExclusive, untilInclusive]; 0 when the interval is empty.</summary>
    public int WorkingDaysBetween(DateOnly afterExclusive, DateOnly untilInclusive)
    {
        if (untilInclusive <= afterExclusive)
            return 0;
        var count = DaysOf(untilInclusive.Year).UpTo(untilInclusive) - DaysOf(afterExclusive.Year).UpTo(afterExclusive);
        for (var year = afterExclusive.Year; year < untilInclusive.Year; year++)
            count += DaysOf(year).Total;
        return count;
    }

    /// <summary>The date itself when it is worked, else the first working day after it (民法典 203).</summary>
    public DateOnly FirstWorkingDayOnOrAfter(DateOnly date) => IsWorkingDay(date) ? date : NthWorkingDayAfter(date, 1);

    /// <summary>The next version: this calendar with one table put in, in place of the year's old one.</summary>
    public WorkingCalendar Publish(CalendarYear table) => new(Id, tables.SetItem(table.Year, table).Values, Version + 1);

    private YearDays DaysOf(int year) => days.GetOrAdd(year, static (y, tables) => new YearDays(y, tables.GetValueOrDefault(y)), tables);
}
