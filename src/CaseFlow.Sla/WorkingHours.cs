namespace CaseFlow.Sla;

/// <summary>The hours of a working day in which work is done. Time outside them, at weekends and on holidays is no working time; make-up days are.</summary>
public sealed record WorkingHours(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>The length of a working day.</summary>
    public TimeSpan Day => Closes - Opens;

    /// <summary>Working time from one instant to another; zero when the second is not later. As cheap for a year as for an hour.</summary>
    public TimeSpan Between(WorkingCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        var (first, last) = (ShanghaiTime.DateOf(from), ShanghaiTime.DateOf(to));
        // Whole days from the first to the one before the last; then what had passed of the first is taken off, and what has passed of the last is added.
        return Day * calendar.WorkingDaysBetween(first.AddDays(-1), last.AddDays(-1)) - Passed(calendar, from) + Passed(calendar, to);
    }

    private TimeSpan Passed(WorkingCalendar calendar, DateTimeOffset at)
    {
        if (!calendar.IsWorkingDay(ShanghaiTime.DateOf(at)))
            return TimeSpan.Zero;
        var passed = TimeOnly.FromTimeSpan(at.ToOffset(ShanghaiTime.Offset).TimeOfDay).ToTimeSpan() - Opens.ToTimeSpan();
        return passed < TimeSpan.Zero ? TimeSpan.Zero : passed > Day ? Day : passed;
    }
}
