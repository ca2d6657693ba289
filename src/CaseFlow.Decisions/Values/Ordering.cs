namespace CaseFlow.Decisions.Values;

/// <summary>The order of numbers, strings (by code point), dates, times and durations; null for anything that cannot be compared.</summary>
internal static class Ordering
{
    public static int? Compare(object? a, object? b) =>
        a is FeelNumber x && b is FeelNumber y ? x.CompareTo(y) : a is null || b is null ? null : CompareOthers(a, b);

    private static int? CompareOthers(object a, object b) => (a, b) switch
    {
        (string x, string y) => CompareText(x, y),
        (FeelDate x, FeelDate y) => x.CompareTo(y),
        (FeelTime x, FeelTime y) => Compare(x, y),
        (FeelDateTime x, FeelDateTime y) => Compare(x, y),
        (DayTimeDuration x, DayTimeDuration y) => x.Nanos.CompareTo(y.Nanos),
        (YearMonthDuration x, YearMonthDuration y) => x.Months.CompareTo(y.Months),
        _ => null,
    };

    /// <summary>The specification compares times by whole seconds. A time with a zone and one without cannot be compared.</summary>
    public static int? Compare(FeelTime a, FeelTime b) =>
        a.Zone is null != b.Zone is null ? null : Math.DivRem(a.UtcNanos, FeelTime.NanosPerSecond).Quotient.CompareTo(b.UtcNanos / FeelTime.NanosPerSecond);

    public static int? Compare(FeelDateTime a, FeelDateTime b) =>
        a.Zone is null != b.Zone is null ? null : Seconds(a).CompareTo(Seconds(b));

    private static Int128 Seconds(FeelDateTime value) =>
        (Int128)(value.Date.EpochDay * 86_400 - (value.OffsetSeconds ?? 0)) + value.Time.SecondOfDay;

    /// <summary>UTF-16 puts surrogates below U+E000; shifting them up gives the order of code points.</summary>
    private static int CompareText(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[same]).CompareTo(Rank(b[same]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
