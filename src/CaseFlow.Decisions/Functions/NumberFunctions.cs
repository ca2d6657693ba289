using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>10.3.4.5: numbers.</summary>
internal static class NumberFunctions
{
    public static void Define(BuiltIns all)
    {
        all.Add("decimal", "n: number, scale: number", FeelType.Number, call => Round(call, Rounding.HalfEven));
        all.Add("floor", "n: number, scale?: number", FeelType.Number, call => Round(call, Rounding.Floor));
        all.Add("ceiling", "n: number, scale?: number", FeelType.Number, call => Round(call, Rounding.Ceiling));
        all.Add("round up", "n: number, scale: number", FeelType.Number, call => Round(call, Rounding.Up));
        all.Add("round down", "n: number, scale: number", FeelType.Number, call => Round(call, Rounding.Down));
        all.Add("round half up", "n: number, scale: number", FeelType.Number, call => Round(call, Rounding.HalfUp));
        all.Add("round half down", "n: number, scale: number", FeelType.Number, call => Round(call, Rounding.HalfDown));
        all.Add("abs", "n: number", FeelType.Number, call => call.Number(0).Abs());
        all.Add("abs", "n: days and time duration", FeelType.DayTime, call => new DayTimeDuration(Int128.Abs(((DayTimeDuration)call[0]!).Nanos)));
        all.Add("abs", "n: years and months duration", FeelType.YearMonth, call => new YearMonthDuration(Math.Abs(((YearMonthDuration)call[0]!).Months)));
        all.Add("modulo", "dividend: number, divisor: number", FeelType.Number, call =>
            call.Number(1).IsZero ? call.Run.Null(NullReason.DivisionByZero()) : call.Ranged(FeelNumber.Modulo(call.Number(0), call.Number(1))));
        all.Add("sqrt", "number: number", FeelType.Number, call => Costly(call, call.Number(0).Sqrt));
        all.Add("log", "number: number", FeelType.Number, call => Costly(call, call.Number(0).Ln));
        all.Add("exp", "number: number", FeelType.Number, call => Costly(call, call.Number(0).Exp));
        all.Add("odd", "number: number", FeelType.Boolean, call => Parity(call, odd: true));
        all.Add("even", "number: number", FeelType.Boolean, call => Parity(call, odd: false));
    }

    /// <summary>Takes as long as dozens of sums.</summary>
    private static object? Costly(Call call, Func<FeelNumber?> compute)
    {
        call.Run.Spend(50);
        return call.Ranged(compute());
    }

    /// <summary>A fraction is neither odd nor even.</summary>
    private static object? Parity(Call call, bool odd) =>
        call.Number(0).IsWhole ? FeelNumber.Modulo(call.Number(0), 2) == FeelNumber.One == odd : false;

    private static object? Round(Call call, Rounding rounding)
    {
        var scale = call.Has(1) ? call.Number(1).ToInt() : 0;
        return scale is >= -6111 and <= 6176
            ? call.Number(0).Round(scale.Value, rounding)
            : call.Null("小数位数应在 -6111 与 6176 之间", "the scale must lie between -6111 and 6176");
    }
}
