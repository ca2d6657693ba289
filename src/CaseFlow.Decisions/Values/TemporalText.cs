using System.Text.RegularExpressions;

namespace CaseFlow.Decisions.Values;

/// <summary>Reads dates, times and durations in their ISO 8601 spelling (the lexical forms of XML Schema); null when the text is none.</summary>
internal static partial class TemporalText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>No time limit: the patterns are linear, and a machine that is busy for a second must not turn a date into an exception.</summary>
    private const int Patience = Timeout.Infinite;

    public static FeelDate? Date(string text) => DatePattern.Match(text) is { Success: true } match ? DateOf(match) : null;

    public static FeelTime? Time(string text) => TimePattern.Match(text) is { Success: true } match ? TimeOf(match) : null;

    /// <summary>A date alone is its midnight.</summary>
    public static FeelDateTime? DateTime(string text)
    {
        var separator = text.IndexOf('T', StringComparison.Ordinal);
        if (separator < 0) return Date(text) is { } day ? FeelDateTime.Midnight(day) : null;
        if (Date(text[..separator]) is not { } date) return null;
        var clock = text[(separator + 1)..];
        // 24:00:00 is the next day's midnight, in a date and time only.
        if (clock.StartsWith("24:00:00", StringComparison.Ordinal) && Time("00" + clock[2..]) is { NanoOfDay: 0 } midnight)
            return FeelDate.FromEpochDay(date.EpochDay + 1) is { } next ? new FeelDateTime(next, midnight) : null;
        return Time(clock) is { } time ? new FeelDateTime(date, time) : null;
    }

    /// <summary>A <see cref="DayTimeDuration"/>, a <see cref="YearMonthDuration"/> or null.</summary>
    public static object? Duration(string text)
    {
        if (YearMonthPattern.Match(text) is { Success: true } months)
        {
            if (Whole(months, "y") is not { } y || Whole(months, "m") is not { } m) return null;
            var total = (Int128)y * 12 + m;
            return YearMonthDuration.Create(months.Groups["sign"].Success ? -total : total);
        }

        if (DayTimePattern.Match(text) is not { Success: true } match) return null;
        if (Whole(match, "d") is not { } days || Whole(match, "h") is not { } hours) return null;
        if (Whole(match, "m") is not { } minutes || Whole(match, "s") is not { } seconds) return null;
        var whole = (((Int128)days * 24 + hours) * 60 + minutes) * 60 + seconds;
        var nanos = whole * FeelTime.NanosPerSecond + Nanos(match);
        return DayTimeDuration.Create(match.Groups["sign"].Success ? -nanos : nanos);
    }

    /// <summary>The value of a literal written @"…".</summary>
    public static object? Any(string text)
    {
        if (text.Length > 0 && (text[0] == 'P' || text.StartsWith("-P", StringComparison.Ordinal))) return Duration(text);
        if (text.Contains('T', StringComparison.Ordinal) && DateTime(text) is { } dateTime) return dateTime;
        return Date(text) is { } date ? date : Time(text) is { } time ? time : null;
    }

    private static FeelDate? DateOf(Match match)
    {
        var year = match.Groups["year"].ValueSpan;
        if (year.Length > 10) return null;
        var value = long.Parse(year);
        if (match.Groups["minus"].Success) value = -value;
        return FeelDate.Create(value, int.Parse(match.Groups["month"].ValueSpan), int.Parse(match.Groups["day"].ValueSpan));
    }

    private static FeelTime? TimeOf(Match match)
    {
        FeelZone? zone = null;
        if (match.Groups["z"].Success) zone = FeelZone.Utc;
        else if (match.Groups["region"].Success && (zone = FeelZone.Region(match.Groups["region"].Value)) is null) return null;
        else if (match.Groups["offset"].Success && (zone = OffsetOf(match)) is null) return null;
        return FeelTime.Create(Part(match, "hour"), Part(match, "minute"), Part(match, "second"), Nanos(match), zone);
    }

    private static FeelZone? OffsetOf(Match match)
    {
        var (hours, minutes, seconds) = (Part(match, "oh"), Part(match, "om"), match.Groups["os"].Success ? Part(match, "os") : 0);
        if (minutes > 59 || seconds > 59) return null;
        var total = (hours * 60 + minutes) * 60 + seconds;
        return FeelZone.Offset(match.Groups["offset"].ValueSpan[0] == '-' ? -total : total);
    }

    private static int Part(Match match, string group) => int.Parse(match.Groups[group].ValueSpan);

    private static long? Whole(Match match, string group) =>
        !match.Groups[group].Success ? 0 : long.TryParse(match.Groups[group].ValueSpan, out var whole) ? whole : null;

    /// <summary>Digits beyond the nanosecond are cut off.</summary>
    private static long Nanos(Match match) =>
        match.Groups["fraction"] is { Success: true } fraction ? long.Parse(fraction.Value.PadRight(9, '0')[..9]) : 0;

    [GeneratedRegex(@"\A(?<minus>-)?(?<year>[1-9][0-9]{4,}|[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})\z",
        Options, Patience)]
    private static partial Regex DatePattern { get; }

    [GeneratedRegex(
        @"\A(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?" +
        @"((?<z>[Zz])|(?<offset>[+-](?<oh>[0-9]{2}):(?<om>[0-9]{2})(:(?<os>[0-9]{2}))?)|@(?<region>[A-Za-z0-9_/+-]+))?\z",
        Options, Patience)]
    private static partial Regex TimePattern { get; }

    [GeneratedRegex(@"\A(?<sign>-)?P(?=[0-9])((?<y>[0-9]+)Y)?((?<m>[0-9]+)M)?\z", Options, Patience)]
    private static partial Regex YearMonthPattern { get; }

    [GeneratedRegex(
        @"\A(?<sign>-)?P(?=[0-9T])((?<d>[0-9]+)D)?(T(?=[0-9])((?<h>[0-9]+)H)?((?<m>[0-9]+)M)?((?<s>[0-9]+)(\.(?<fraction>[0-9]*))?S)?)?\z",
        Options, Patience)]
    private static partial Regex DayTimePattern { get; }
}
