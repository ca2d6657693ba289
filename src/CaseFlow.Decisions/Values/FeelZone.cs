namespace CaseFlow.Decisions.Values;

/// <summary>Where a time is told: a fixed offset, or a named region whose offset depends on the day.</summary>
internal sealed record FeelZone
{
    private readonly TimeZoneInfo? _region;

    private FeelZone(int offsetSeconds) => OffsetSeconds = offsetSeconds;

    private FeelZone(string id, TimeZoneInfo region) => (Id, _region, OffsetSeconds) = (id, region, (int)region.BaseUtcOffset.TotalSeconds);

    public static FeelZone Utc { get; } = new(0);

    /// <summary>The region's name, or null for a fixed offset.</summary>
    public string? Id { get; }

    /// <summary>The fixed offset; of a region its offset without daylight saving.</summary>
    public int OffsetSeconds { get; }

    public static FeelZone? Offset(long seconds) => Math.Abs(seconds) <= 18 * 3600 ? new FeelZone((int)seconds) : null;

    /// <summary>A name of the IANA time zone database; null when the machine does not know it.</summary>
    public static FeelZone? Region(string id) =>
        id.Length > 0 && char.IsAsciiLetter(id[0]) && !id.Contains(' ') && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var region)
            ? new FeelZone(id, region)
            : null;

    public int OffsetAt(FeelDate date, FeelTime time) => Within(date, time) is { } local ? (int)_region!.GetUtcOffset(local).TotalSeconds : OffsetSeconds;

    /// <summary>The offset in force at an instant, given as seconds since 1970 UTC.</summary>
    public int OffsetAtInstant(long epochSeconds) =>
        _region is not null && epochSeconds is > -62_000_000_000 and < 253_000_000_000
            ? (int)_region.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(epochSeconds)).TotalSeconds
            : OffsetSeconds;

    public bool Equals(FeelZone? other) => other is not null && Id == other.Id && (Id is not null || OffsetSeconds == other.OffsetSeconds);

    public override int GetHashCode() => HashCode.Combine(Id, OffsetSeconds);

    public override string ToString()
    {
        if (Id is not null) return "@" + Id;
        if (OffsetSeconds == 0) return "Z";
        var (hours, rest) = Math.DivRem(Math.Abs(OffsetSeconds), 3600);
        var seconds = rest % 60 == 0 ? "" : $":{rest % 60:00}";
        return $"{(OffsetSeconds < 0 ? '-' : '+')}{hours:00}:{rest / 60:00}{seconds}";
    }

    /// <summary>The rules of regions are known for the years of <see cref="DateTime"/> only; outside them the standard offset stands.</summary>
    private DateTime? Within(FeelDate date, FeelTime time) =>
        _region is not null && date.Year is > 1 and < 9999
            ? new DateTime(date.Year, date.Month, date.Day, time.Hour, time.Minute, time.Second, DateTimeKind.Unspecified)
            : null;
}
