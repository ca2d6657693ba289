namespace CaseFlow.Sla;

/// <summary>The wall clock of every promise: China has one zone and no daylight saving since 1991, so +08:00 is a fact, not a setting.</summary>
public static class ShanghaiTime
{
    /// <summary>Eight hours east of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The date people in Shanghai read off the wall at this instant.</summary>
    public static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    /// <summary>00:00 of the date; the end of the date (24:00) is the start of the next.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>24:00 of the date: the first instant that is too late for it (民法典 203).</summary>
    public static DateTimeOffset EndOf(DateOnly date) => StartOf(date.AddDays(1));
}
