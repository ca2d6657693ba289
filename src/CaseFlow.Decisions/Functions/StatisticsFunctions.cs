using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>Sums, means, extremes and what else a list of values has to say. Numbers may be listed or given one by one.</summary>
internal static class StatisticsFunctions
{
    public static void Define(BuiltIns all)
    {
        all.Add("min", "list...: any", FeelType.Any, call => Extreme(call, call.List(0), -1));
        all.Add("max", "list...: any", FeelType.Any, call => Extreme(call, call.List(0), 1));
        all.Add("sum", "list...: any", FeelType.Any, call => Sum(call, call.List(0)));
        all.Add("product", "list...: number", FeelType.Number, call =>
            Numbers(call) is { Count: > 0 } numbers ? call.Ranged(Fold(numbers, FeelNumber.Multiply)) : null);
        all.Add("mean", "list...: number", FeelType.Number, call => Numbers(call) is { Count: > 0 } numbers ? call.Ranged(Mean(numbers)) : null);
        all.Add("median", "list...: number", FeelType.Number, call => Numbers(call) is { Count: > 0 } numbers ? call.Ranged(Median(numbers)) : null);
        all.Add("stddev", "list...: number", FeelType.Number, call => Numbers(call) is { Count: > 1 } numbers ? call.Ranged(Deviation(numbers)) : null);
        all.Add("mode", "list...: number", FeelType.List, call => call.Listed(Mode(Numbers(call))));
    }

    private static List<FeelNumber> Numbers(Call call) => [.. call.List(0).Cast<FeelNumber>()];

    /// <summary>Null when the list is empty or two of its items cannot be compared.</summary>
    public static object? Extreme(Call call, FeelList list, int sign)
    {
        if (list.Count == 0) return null;
        var best = list[0];
        if (Ordering.Compare(best, best) is null) return call.Run.Incomparable(best, best);
        foreach (var item in list)
        {
            call.Run.WeighTexts(item, best);
            if (Ordering.Compare(item, best) is not { } order) return call.Run.Incomparable(item, best);
            if (order * sign > 0) best = item;
        }

        return best;
    }

    /// <summary>Of numbers, or of durations of one kind.</summary>
    public static object? Sum(Call call, FeelList list)
    {
        if (list.Count == 0) return null;
        if (list.Any(item => item is not (FeelNumber or DayTimeDuration or YearMonthDuration)))
            return call.Null("只能求数字或时长之和", "only numbers or durations can be summed");
        var sum = list[0];
        foreach (var item in list.Skip(1)) sum = Arithmetic.Add(call.Run, sum, item);
        return sum;
    }

    private static FeelNumber? Fold(List<FeelNumber> numbers, Func<FeelNumber, FeelNumber, FeelNumber?> combine) =>
        numbers.Skip(1).Aggregate((FeelNumber?)numbers[0], (sum, number) => sum is { } known ? combine(known, number) : null);

    private static FeelNumber? Mean(List<FeelNumber> numbers) => Fold(numbers, FeelNumber.Add) is { } sum ? FeelNumber.Divide(sum, numbers.Count) : null;

    private static FeelNumber? Median(List<FeelNumber> numbers)
    {
        numbers.Sort();
        var middle = numbers.Count / 2;
        return numbers.Count % 2 == 1 ? numbers[middle] : Mean([numbers[middle - 1], numbers[middle]]);
    }

    /// <summary>Of a sample: divided by n - 1.</summary>
    private static FeelNumber? Deviation(List<FeelNumber> numbers)
    {
        if (Mean(numbers) is not { } mean) return null;
        FeelNumber? squares = FeelNumber.Zero;
        foreach (var number in numbers)
        {
            if (FeelNumber.Subtract(number, mean) is not { } off || FeelNumber.Multiply(off, off) is not { } square || squares is not { } sum) return null;
            squares = FeelNumber.Add(sum, square);
        }

        return squares is { } total && FeelNumber.Divide(total, numbers.Count - 1) is { } variance ? variance.Sqrt() : null;
    }

    /// <summary>The most frequent numbers, ascending.</summary>
    private static IEnumerable<object?> Mode(List<FeelNumber> numbers)
    {
        var groups = numbers.GroupBy(number => number).Select(group => (Number: group.Key, Count: group.Count())).ToList();
        var most = groups.Select(group => group.Count).DefaultIfEmpty().Max();
        return groups.Where(group => group.Count == most).OrderBy(group => group.Number).Select(group => (object?)group.Number).ToList();
    }
}
