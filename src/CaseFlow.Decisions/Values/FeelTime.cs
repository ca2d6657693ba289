namespace CaseFlow.Decisions.Values;

/// <summary>A time of day to the nanosecond, with or without a zone.</summary>
internal readonly record struct FeelTime(long NanoOfDay, FeelZone? Zone = null)
{
    public const long NanosPerSecond = 1_000_000_000;
    public const long NanosPerDay = 86_400 * NanosPerSecond;

    public int SecondOfDay => (int)(NanoOfDay / NanosPerSecond);

    public int Hour => SecondOfDay / 3600;

    public int Minute => SecondOfDay / 60 % 60;

    public int Second => SecondOfDay % 60;

    public static FeelTime? Create(long hour, long minute, long second, long nano, FeelZone? zone) =>
        hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59 && nano is >= 0 and < NanosPerSecond
            ? new FeelTime(((hour * 60 + minute) * 60 + second) * NanosPerSecond + nano, zone)
            : null;

    public static FeelTime From(DateTimeOffset instant) => new(instant.TimeOfDay.Ticks * 100, FeelZone.Offset((long)instant.Offset.TotalSeconds));

    /// <summary>Round the clock, as often as it takes.</summary>
    public FeelTime Plus(Int128 nanos)
    {
        var moved = (NanoOfDay + nanos) % NanosPerDay;
        return this with { NanoOfDay = (long)(moved < 0 ? moved + NanosPerDay : moved) };
    }

    /// <summary>Nanoseconds of the day in UTC, for comparing; a time without zone counts as it stands.</summary>
    public long UtcNanos => NanoOfDay - (Zone?.OffsetSeconds ?? 0) * NanosPerSecond;

    public override string ToString()
    {
        var nano = NanoOfDay % NanosPerSecond;
        var fraction = nano == 0 ? "" : "." + nano.ToString("000000000").TrimEnd('0');
        return $"{Hour:00}:{Minute:00}:{Second:00}{fraction}{Zone}";
    }
}
