using System.Text;

namespace CaseFlow.Decisions.Values;

/// <summary>Days, hours, minutes and seconds as one number of nanoseconds.</summary>
internal readonly record struct DayTimeDuration(Int128 Nanos)
{
    /// <summary>Leaves room to add two of them.</summary>
    private static readonly Int128 Limit = Int128.MaxValue / 4;

    public Int128 Days => Nanos / FeelTime.NanosPerDay;

    public int Hours => (int)(Nanos / (3600 * FeelTime.NanosPerSecond) % 24);

    public int Minutes => (int)(Nanos / (60 * FeelTime.NanosPerSecond) % 60);

    public int Seconds => (int)(Nanos / FeelTime.NanosPerSecond % 60);

    public FeelNumber TotalSeconds => FeelNumber.FromScaledBig(Nanos, 9);

    public static DayTimeDuration? Create(Int128 nanos) => Int128.Abs(nanos) <= Limit ? new DayTimeDuration(nanos) : null;

    public static DayTimeDuration? FromSeconds(FeelNumber? seconds) =>
        seconds is { } value && value.Abs() < FeelNumber.FromBig(Limit) ? Create((Int128)value.ToScaledBig(9)) : null;

    public override string ToString()
    {
        if (Nanos == 0) return "PT0S";
        var text = new StringBuilder(Nanos < 0 ? "-P" : "P");
        var positive = new DayTimeDuration(Int128.Abs(Nanos));
        var nano = (long)(positive.Nanos % FeelTime.NanosPerSecond);
        if (positive.Days > 0) text.Append(positive.Days).Append('D');
        if (positive.Nanos % FeelTime.NanosPerDay == 0) return text.ToString();
        text.Append('T');
        if (positive.Hours > 0) text.Append(positive.Hours).Append('H');
        if (positive.Minutes > 0) text.Append(positive.Minutes).Append('M');
        if (positive.Seconds == 0 && nano == 0) return text.ToString();
        text.Append(positive.Seconds);
        if (nano > 0) text.Append('.').Append(nano.ToString("000000000").TrimEnd('0'));
        return text.Append('S').ToString();
    }
}

/// <summary>Years and months as one number of months.</summary>
internal readonly record struct YearMonthDuration(long Months)
{
    public static YearMonthDuration? Create(Int128? months) =>
        months is { } value && Int128.Abs(value) <= long.MaxValue ? new YearMonthDuration((long)value) : null;

    public override string ToString()
    {
        if (Months == 0) return "P0M";
        var (years, months) = Math.DivRem(Math.Abs(Months), 12);
        return $"{(Months < 0 ? "-" : "")}P{(years > 0 ? $"{years}Y" : "")}{(months > 0 ? $"{months}M" : "")}";
    }
}
