using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary><c>source.name</c>: an entry of a context, a component of a date, time, duration or range; of a list, that of each item.</summary>
internal sealed class PathExpression(Expression source, string name) : Expression
{
    private const int MaxNames = 20;

    public Expression Source => source;

    public string Name => name;

    /// <summary>The names of the whole path; empty where it does not begin with a name, or is longer than anybody writes: each node holds its own.</summary>
    public IReadOnlyList<string> Names { get; } = (source is StackGuard guard ? guard.Inner : source) switch
    {
        NameExpression root => [root.Name, name],
        PathExpression { Names: { Count: > 0 and < MaxNames } names } => [.. names, name],
        _ => [],
    };

    public override object? Evaluate(Scope scope) => Of(scope.Run, source.Evaluate(scope), name);

    public static object? Of(Run run, object? value, string name)
    {
        if (value is FeelContext context) return context.TryGet(name, out var entry) ? entry : run.Null(NullReason.NoEntry(name, value));
        if (value is FeelList list)
        {
            run.Spend(1 + list.Count);
            return new FeelList([.. list.Select(item => Of(run, item, name))]);
        }

        return TryComponent(value, name, out var component) ? component : run.Null(NullReason.NoEntry(name, value));
    }

    private static bool TryComponent(object? value, string name, out object? component)
    {
        component = null;
        return value switch
        {
            FeelDate date => Found(OfDate(date, name), out component),
            FeelTime time when name is "timezone" or "time offset" => Zone(time.Zone, time.Zone?.OffsetSeconds, name, out component),
            FeelTime time => Found(OfTime(time, name), out component),
            FeelDateTime both when name is "timezone" or "time offset" => Zone(both.Zone, both.OffsetSeconds, name, out component),
            FeelDateTime both => Found(OfDate(both.Date, name) ?? OfTime(both.Time, name), out component),
            DayTimeDuration duration => Found(OfDuration(duration, name), out component),
            YearMonthDuration duration => Found(OfDuration(duration, name), out component),
            FeelRange range => OfRange(range, name, out component),
            _ => false,
        };
    }

    private static bool Found(FeelNumber? number, out object? component)
    {
        component = number;
        return number is not null;
    }

    private static FeelNumber? OfDate(FeelDate date, string name) => name switch
    {
        "year" => date.Year,
        "month" => date.Month,
        "day" => date.Day,
        "weekday" => date.Weekday,
        _ => null,
    };

    private static FeelNumber? OfTime(FeelTime time, string name) => name switch
    {
        "hour" => time.Hour,
        "minute" => time.Minute,
        "second" => time.Second,
        _ => null,
    };

    private static FeelNumber? OfDuration(DayTimeDuration duration, string name) => name switch
    {
        "days" => (long)duration.Days,
        "hours" => duration.Hours,
        "minutes" => duration.Minutes,
        "seconds" => duration.Seconds,
        _ => null,
    };

    private static FeelNumber? OfDuration(YearMonthDuration duration, string name) => name switch
    {
        "years" => duration.Months / 12,
        "months" => duration.Months % 12,
        _ => null,
    };

    /// <summary>A local time has neither; a fixed offset has no time zone name.</summary>
    private static bool Zone(FeelZone? zone, int? offset, string name, out object? component)
    {
        component = name == "timezone" ? zone?.Id : offset is { } seconds ? new DayTimeDuration(seconds * (Int128)FeelTime.NanosPerSecond) : null;
        return true;
    }

    private static bool OfRange(FeelRange range, string name, out object? component)
    {
        component = name switch
        {
            "start" => range.Start,
            "end" => range.End,
            "start included" => range.StartIncluded,
            "end included" => range.EndIncluded,
            _ => null,
        };
        return name is "start" or "end" or "start included" or "end included";
    }
}
