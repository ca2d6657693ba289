using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>
/// All values of one kind, cut at some constants: below the first, the first itself, between it and the second, and so on. A test that compares
/// its input with these constants only answers the same for every value of a piece, so one sample a piece tells all. Truth values have two pieces.
/// </summary>
internal sealed class Pieces
{
    private static readonly PieceKind[] Kinds =
    [
        new(typeof(FeelNumber), BetweenNumbers), new(typeof(string), BetweenTexts), new(typeof(FeelDate), BetweenDates),
        new(typeof(DayTimeDuration), BetweenDayTimes), new(typeof(YearMonthDuration), BetweenYearMonths), new(typeof(bool), (_, _) => null),
    ];

    private readonly PieceKind _kind;
    private readonly object[] _cuts;

    private Pieces(PieceKind kind, object[] cuts, object?[] samples) => (_kind, _cuts, Samples) = (kind, cuts, samples);

    /// <summary>A value of each piece; null for a piece no value can lie in, such as that between two days that follow each other.</summary>
    public IReadOnlyList<object?> Samples { get; }

    /// <summary>Null when the constants are of several kinds, of one without a total order, or none; nulls among them are passed by.</summary>
    public static Pieces? Of(IEnumerable<object?> constants)
    {
        var values = constants.OfType<object>().ToList();
        if (values.Count == 0 || Array.Find(Kinds, kind => kind.Type == values[0].GetType()) is not { } kind) return null;
        if (values.Exists(value => value.GetType() != kind.Type)) return null;
        if (kind.Type == typeof(bool)) return new Pieces(kind, [true], [false, true]);
        values.Sort((a, b) => Ordering.Compare(a, b)!.Value);
        var cuts = values.Where((value, i) => i == 0 || Ordering.Compare(values[i - 1], value) != 0).ToArray();
        var samples = new object?[2 * cuts.Length + 1];
        for (var i = 0; i < samples.Length; i++)
        {
            if (i % 2 == 1) samples[i] = cuts[i / 2];
            else if (!kind.TrySample(i == 0 ? null : cuts[i / 2 - 1], i / 2 == cuts.Length ? null : cuts[i / 2], out samples[i])) return null;
        }

        return new Pieces(kind, cuts, samples);
    }

    /// <summary>The piece the value lies in; -1 if it is of another kind.</summary>
    public int Find(object? value)
    {
        if (value is null || value.GetType() != _kind.Type) return -1;
        if (value is bool truth) return truth ? 1 : 0;
        int low = 0, high = _cuts.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Ordering.Compare(value, _cuts[middle])!.Value;
            if (order == 0) return 2 * middle + 1;
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return 2 * low;
    }

    private static object? BetweenNumbers(object? low, object? high)
    {
        if (low is null) return FeelNumber.Subtract((FeelNumber)high!, FeelNumber.One)?.Round(0, Rounding.Floor);
        var next = FeelNumber.Add(((FeelNumber)low).Round(0, Rounding.Floor), FeelNumber.One);
        if (high is null || (next is { } whole && whole < (FeelNumber)high)) return next;
        return FeelNumber.Add((FeelNumber)low, (FeelNumber)high) is { } sum ? FeelNumber.Divide(sum, 2) : null;
    }

    /// <summary>Something a person might type, if that lies there.</summary>
    private static object? BetweenTexts(object? low, object? high) =>
        new[] { "other", "x", $"{low}a", $"{low}\0" }.FirstOrDefault(text => IsBetween(low, text, high)) ?? (low is null && !"".Equals(high) ? "" : null);

    private static object? BetweenDates(object? low, object? high) => FeelDate.FromEpochDay(low is FeelDate day ? day.EpochDay + 1 : ((FeelDate)high!).EpochDay - 1);

    private static object? BetweenDayTimes(object? low, object? high)
    {
        var second = (Int128)FeelTime.NanosPerSecond;
        if (low is not DayTimeDuration from) return DayTimeDuration.Create(((DayTimeDuration)high!).Nanos - second);
        var next = DayTimeDuration.Create(from.Nanos + second);
        return IsBetween(low, next, high) ? next : DayTimeDuration.Create(from.Nanos + 1);
    }

    private static object? BetweenYearMonths(object? low, object? high) =>
        low is YearMonthDuration months ? YearMonthDuration.Create((Int128)months.Months + 1) : YearMonthDuration.Create((Int128)((YearMonthDuration)high!).Months - 1);

    private static bool IsBetween(object? low, object? value, object? high) =>
        (low is null || Ordering.Compare(low, value) < 0) && (high is null || Ordering.Compare(value, high) < 0);

    /// <summary>A kind of values with a total order, and how to find one between two of them; null stands for no border.</summary>
    private sealed record PieceKind(Type Type, Func<object?, object?, object?> Between)
    {
        /// <summary>False when it is not known whether a value lies there: numbers so large that the next one is the same.</summary>
        public bool TrySample(object? low, object? high, out object? sample)
        {
            sample = Between(low, high);
            if (sample is not null && IsBetween(low, sample, high)) return true;
            sample = null;
            return Type != typeof(FeelNumber);
        }
    }
}
