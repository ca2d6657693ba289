namespace CaseFlow.Decisions.Values;

/// <summary>A day and a time of day; with a zone it is an instant, without one a reading of a local clock.</summary>
internal readonly record struct FeelDateTime(FeelDate Date, FeelTime Time)
{
    public FeelZone? Zone => Time.Zone;

    public int? OffsetSeconds => Zone?.OffsetAt(Date, Time);

    /// <summary>Nanoseconds since 1970-01-01T00:00 UTC; without a zone the local reading counts as UTC.</summary>
    public Int128 EpochNanos => (Int128)(Date.EpochDay * 86_400 - (OffsetSeconds ?? 0)) * FeelTime.NanosPerSecond + Time.NanoOfDay;

    public static FeelDateTime From(DateTimeOffset instant) => new(FeelDate.From(instant), FeelTime.From(instant));

    public static FeelDateTime Midnight(FeelDate date, FeelZone? zone = null) => new(date, new FeelTime(0, zone));

    /// <summary>Moves along the line of instants; a region shows the result in the offset that then holds.</summary>
    public FeelDateTime? Plus(Int128 nanos)
    {
        if (Int128.Abs(nanos) > (Int128)FeelTime.NanosPerDay * 366 * FeelDate.MaxYear * 2) return null;
        var instant = EpochNanos + nanos;
        var offset = Zone is null ? 0 : Zone.OffsetAtInstant(Seconds(instant));
        var local = instant + (Int128)offset * FeelTime.NanosPerSecond;
        var day = (long)Floor(local, FeelTime.NanosPerDay);
        return FeelDate.FromEpochDay(day) is { } date ? new FeelDateTime(date, new FeelTime((long)(local - (Int128)day * FeelTime.NanosPerDay), Zone)) : null;
    }

    public FeelDateTime? AddMonths(long months) => Date.AddMonths(months) is { } date ? this with { Date = date } : null;

    public override string ToString() => $"{Date}T{Time}";

    private static long Seconds(Int128 nanos) => (long)Floor(nanos, FeelTime.NanosPerSecond);

    private static Int128 Floor(Int128 value, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(value, divisor);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
