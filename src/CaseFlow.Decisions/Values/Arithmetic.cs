using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>The operators + - * / ** over numbers, strings, dates, times and durations. Null, with a reason, where the specification has no row.</summary>
internal static class Arithmetic
{
    public static object? Add(Run run, object? a, object? b) => (a, b) switch
    {
        (FeelNumber x, FeelNumber y) => Ranged(run, "+", FeelNumber.Add(x, y)),
        (string x, string y) => run.Text(x + y),
        (FeelDateTime x, DayTimeDuration y) => Ranged(run, "+", x.Plus(y.Nanos)),
        (DayTimeDuration x, FeelDateTime y) => Ranged(run, "+", y.Plus(x.Nanos)),
        (FeelDateTime x, YearMonthDuration y) => Ranged(run, "+", x.AddMonths(y.Months)),
        (YearMonthDuration x, FeelDateTime y) => Ranged(run, "+", y.AddMonths(x.Months)),
        (FeelDate x, YearMonthDuration y) => Ranged(run, "+", x.AddMonths(y.Months)),
        (YearMonthDuration x, FeelDate y) => Ranged(run, "+", y.AddMonths(x.Months)),
        (FeelDate x, DayTimeDuration y) => Ranged(run, "+", FeelDateTime.Midnight(x).Plus(y.Nanos)?.Date),
        (DayTimeDuration x, FeelDate y) => Ranged(run, "+", FeelDateTime.Midnight(y).Plus(x.Nanos)?.Date),
        (FeelTime x, DayTimeDuration y) => x.Plus(y.Nanos),
        (DayTimeDuration x, FeelTime y) => y.Plus(x.Nanos),
        (DayTimeDuration x, DayTimeDuration y) => Ranged(run, "+", DayTimeDuration.Create(x.Nanos + y.Nanos)),
        (YearMonthDuration x, YearMonthDuration y) => Ranged(run, "+", YearMonthDuration.Create((Int128)x.Months + y.Months)),
        _ => run.Unfit("+", a, b),
    };

    public static object? Subtract(Run run, object? a, object? b) => (a, b) switch
    {
        (FeelNumber x, FeelNumber y) => Ranged(run, "-", FeelNumber.Subtract(x, y)),
        (FeelDateTime x, FeelDateTime y) => Between(run, x, y),
        (FeelDate x, FeelDate y) => Between(run, FeelDateTime.Midnight(x), FeelDateTime.Midnight(y)),
        (FeelDate x, FeelDateTime y) => Between(run, FeelDateTime.Midnight(x, FeelZone.Utc), y),
        (FeelDateTime x, FeelDate y) => Between(run, x, FeelDateTime.Midnight(y, FeelZone.Utc)),
        (FeelTime x, FeelTime y) when x.Zone is null == y.Zone is null => new DayTimeDuration(x.UtcNanos - y.UtcNanos),
        (FeelDateTime x, DayTimeDuration y) => Ranged(run, "-", x.Plus(-y.Nanos)),
        (FeelDateTime x, YearMonthDuration y) => Ranged(run, "-", x.AddMonths(-y.Months)),
        (FeelDate x, YearMonthDuration y) => Ranged(run, "-", x.AddMonths(-y.Months)),
        (FeelDate x, DayTimeDuration y) => Ranged(run, "-", FeelDateTime.Midnight(x).Plus(-y.Nanos)?.Date),
        (FeelTime x, DayTimeDuration y) => x.Plus(-y.Nanos),
        (DayTimeDuration x, DayTimeDuration y) => Ranged(run, "-", DayTimeDuration.Create(x.Nanos - y.Nanos)),
        (YearMonthDuration x, YearMonthDuration y) => Ranged(run, "-", YearMonthDuration.Create((Int128)x.Months - y.Months)),
        _ => run.Unfit("-", a, b),
    };

    public static object? Multiply(Run run, object? a, object? b) => (a, b) switch
    {
        (FeelNumber x, FeelNumber y) => Ranged(run, "*", FeelNumber.Multiply(x, y)),
        (DayTimeDuration x, FeelNumber y) => Ranged(run, "*", DayTimeDuration.FromSeconds(FeelNumber.Multiply(x.TotalSeconds, y))),
        (FeelNumber x, DayTimeDuration y) => Multiply(run, y, x),
        (YearMonthDuration x, FeelNumber y) => Ranged(run, "*", Months(FeelNumber.Multiply(x.Months, y))),
        (FeelNumber x, YearMonthDuration y) => Multiply(run, y, x),
        _ => run.Unfit("*", a, b),
    };

    public static object? Divide(Run run, object? a, object? b) => (a, b) switch
    {
        (FeelNumber or DayTimeDuration or YearMonthDuration, FeelNumber { IsZero: true }) => run.Null(NullReason.DivisionByZero()),
        (FeelNumber x, FeelNumber y) => Ranged(run, "/", FeelNumber.Divide(x, y)),
        (DayTimeDuration x, FeelNumber y) => Ranged(run, "/", DayTimeDuration.FromSeconds(FeelNumber.Divide(x.TotalSeconds, y))),
        (YearMonthDuration x, FeelNumber y) => Ranged(run, "/", Months(FeelNumber.Divide(x.Months, y))),
        (DayTimeDuration, DayTimeDuration { Nanos: var zero }) when zero == 0 => run.Null(NullReason.DivisionByZero()),
        (YearMonthDuration, YearMonthDuration { Months: 0 }) => run.Null(NullReason.DivisionByZero()),
        (DayTimeDuration x, DayTimeDuration y) => Ranged(run, "/", FeelNumber.Divide(x.TotalSeconds, y.TotalSeconds)),
        (YearMonthDuration x, YearMonthDuration y) => Ranged(run, "/", FeelNumber.Divide(x.Months, y.Months)),
        _ => run.Unfit("/", a, b),
    };

    public static object? Power(Run run, object? a, object? b) =>
        (a, b) is (FeelNumber x, FeelNumber y) ? Ranged(run, "**", Raised(run, x, y)) : run.Unfit("**", a, b);

    public static object? Negate(Run run, object? value) => value switch
    {
        FeelNumber number => -number,
        DayTimeDuration duration => new DayTimeDuration(-duration.Nanos),
        YearMonthDuration duration => new YearMonthDuration(-duration.Months),
        _ => run.Unfit("-", null, value),
    };

    /// <summary>As long as dozens of sums.</summary>
    private static FeelNumber? Raised(Run run, FeelNumber value, FeelNumber exponent)
    {
        run.Spend(50);
        return FeelNumber.Power(value, exponent);
    }

    private static object? Between(Run run, FeelDateTime a, FeelDateTime b) =>
        a.Zone is null == b.Zone is null ? Ranged(run, "-", DayTimeDuration.Create(a.EpochNanos - b.EpochNanos)) : run.Unfit("-", a, b);

    private static YearMonthDuration? Months(FeelNumber? months) => YearMonthDuration.Create(months?.ToLong());

    private static object? Ranged<T>(Run run, string operation, T? value)
        where T : struct =>
        value is { } result ? result : run.Null(NullReason.OutOfRange(operation));
}
