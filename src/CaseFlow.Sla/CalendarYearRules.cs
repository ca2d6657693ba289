using System.Collections.Immutable;

namespace CaseFlow.Sla;

/// <summary>What makes a year table wrong, or worth a second look.</summary>
internal static class CalendarYearRules
{
    private const int Earliest = 2000, Latest = 2100;

    public static ImmutableArray<CalendarFault> Check(CalendarYear table)
    {
        var faults = ImmutableArray.CreateBuilder<CalendarFault>();
        if (string.IsNullOrWhiteSpace(table.Calendar))
            faults.Add(Error("calendar-name-missing", "缺少日历名称。请填写 calendar，例如 cn-mainland。", "The calendar has no name. Fill in calendar, such as cn-mainland.", "$.calendar"));
        if (table.Year is < Earliest or > Latest)
            faults.Add(Error("calendar-year-out-of-range", $"年份 {table.Year} 不在 {Earliest}–{Latest} 之间。", $"The year {table.Year} is not between {Earliest} and {Latest}.", "$.year"));

        var rest = new HashSet<DateOnly>();
        for (var i = 0; i < table.Holidays.Length; i++)
            CheckDay(faults, table, table.Holidays[i].Date, rest, $"$.holidays[{i}]");

        var worked = new HashSet<DateOnly>();
        for (var i = 0; i < table.Workdays.Length; i++)
        {
            var (day, path) = (table.Workdays[i], $"$.workdays[{i}]");
            CheckDay(faults, table, day, worked, path);
            if (rest.Contains(day))
                faults.Add(Error("calendar-day-both", $"{day:yyyy-MM-dd} 既是放假日又是上班日。请只保留一项。", $"{day:yyyy-MM-dd} is both a holiday and a working day. Keep one of the two.", path));
            else if (!IsWeekend(day))
                faults.Add(Warning("calendar-workday-on-weekday", $"{day:yyyy-MM-dd} 本来就是工作日，无需列为调休上班日。", $"{day:yyyy-MM-dd} is a working day anyway; listing it changes nothing.", path));
        }

        if (table is { Published: true, Holidays.IsEmpty: true })
            faults.Add(Warning("calendar-no-holidays", $"{table.Year} 年已标为公布，但没有任何放假日。", $"{table.Year} is marked as published but has no holiday at all.", "$.holidays"));
        return faults.ToImmutable();
    }

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    internal static CalendarFault Error(string code, string zh, string en, string path) => new(FaultSeverity.Error, code, zh, en, path);

    private static CalendarFault Warning(string code, string zh, string en, string path) => new(FaultSeverity.Warning, code, zh, en, path);

    private static void CheckDay(ImmutableArray<CalendarFault>.Builder faults, CalendarYear table, DateOnly day, HashSet<DateOnly> seen, string path)
    {
        if (day.Year != table.Year)
            faults.Add(Error("calendar-day-outside-year", $"{day:yyyy-MM-dd} 不在 {table.Year} 年内。", $"{day:yyyy-MM-dd} does not lie in {table.Year}.", path));
        if (!seen.Add(day))
            faults.Add(Error("calendar-day-twice", $"{day:yyyy-MM-dd} 重复列出。", $"{day:yyyy-MM-dd} is listed twice.", path));
    }
}
