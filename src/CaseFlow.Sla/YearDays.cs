namespace CaseFlow.Sla;

/// <summary>One year ready for counting: the kind of each day, and how many working days lie before it.</summary>
internal sealed class YearDays
{
    private readonly DayKind[] kinds;
    private readonly short[] workingBefore;
    private readonly short[] working;

    public YearDays(int year, CalendarYear? table)
    {
        First = new DateOnly(year, 1, 1);
        kinds = new DayKind[DateTime.IsLeapYear(year) ? 366 : 365];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = CalendarYearRules.IsWeekend(First.AddDays(i)) ? DayKind.Weekend : DayKind.Working;

        foreach (var day in table?.Workdays ?? [])
            if (kinds[Index(day)] == DayKind.Weekend)
                kinds[Index(day)] = DayKind.MakeUpWorking;
        foreach (var holiday in table?.Holidays ?? [])
            kinds[Index(holiday.Date)] = DayKind.Holiday;

        workingBefore = new short[kinds.Length + 1];
        for (var i = 0; i < kinds.Length; i++)
            workingBefore[i + 1] = (short)(workingBefore[i] + (IsWorked(kinds[i]) ? 1 : 0));
        working = [.. Enumerable.Range(0, kinds.Length).Where(i => IsWorked(kinds[i])).Select(i => (short)i)];
    }

    public DateOnly First { get; }

    public int Total => working.Length;

    public DayKind KindOf(DateOnly date) => kinds[Index(date)];

    /// <summary>Working days of this year up to and including the date.</summary>
    public int UpTo(DateOnly date) => workingBefore[Index(date) + 1];

    /// <summary>The working day with this number, the first being 1.</summary>
    public DateOnly Nth(int number) => First.AddDays(working[number - 1]);

    public static bool IsWorked(DayKind kind) => kind is DayKind.Working or DayKind.MakeUpWorking;

    private static int Index(DateOnly date) => date.DayOfYear - 1;
}
