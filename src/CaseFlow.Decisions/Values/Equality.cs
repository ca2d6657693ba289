using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>The = of the language: null when two values of different kinds are asked. What has to be gone through is paid for.</summary>
internal static class Equality
{
    private const int MaxDepth = 200;

    public static bool? Of(Run run, object? a, object? b) => Of(run, a, b, 0);

    public static bool Same(Run run, object? a, object? b) => Of(run, a, b, 0) == true;

    private static bool? Of(Run run, object? a, object? b, int depth)
    {
        if (a is null || b is null) return a is null && b is null;
        return (a, b) switch
        {
            (FeelNumber x, FeelNumber y) => x == y,
            (string x, string y) => Texts(run, x, y),
            (bool x, bool y) => x == y,
            (FeelDate x, FeelDate y) => x == y,
            (FeelTime x, FeelTime y) => Ordering.Compare(x, y) is { } order ? order == 0 : null,
            (FeelDateTime x, FeelDateTime y) => Ordering.Compare(x, y) is { } order ? order == 0 : null,
            (DayTimeDuration x, DayTimeDuration y) => x == y,
            (YearMonthDuration x, YearMonthDuration y) => x == y,
            (FeelList x, FeelList y) => depth < MaxDepth ? Lists(run, x, y, depth + 1) : null,
            (FeelContext x, FeelContext y) => depth < MaxDepth ? Contexts(run, x, y, depth + 1) : null,
            (FeelRange x, FeelRange y) => Ranges(run, x, y, depth + 1),
            (FeelFunction x, FeelFunction y) => ReferenceEquals(x, y),
            _ => null,
        };
    }

    private static bool Texts(Run run, string a, string b)
    {
        if (a.Length != b.Length) return false;
        run.WeighTexts(a, b);
        return a == b;
    }

    private static bool Lists(Run run, FeelList a, FeelList b, int depth)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Count != b.Count) return false;
        run.Spend(1 + a.Count);
        for (var i = 0; i < a.Count; i++)
            if (Of(run, a[i], b[i], depth) != true) return false;
        return true;
    }

    private static bool Contexts(Run run, FeelContext a, FeelContext b, int depth)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Count != b.Count) return false;
        run.Spend(1 + a.Count);
        foreach (var (name, value) in a.Entries)
            if (!b.TryGet(name, out var other) || Of(run, value, other, depth) != true) return false;
        return true;
    }

    private static bool Ranges(Run run, FeelRange a, FeelRange b, int depth) =>
        a.Operator == b.Operator && a.StartIncluded == b.StartIncluded && a.EndIncluded == b.EndIncluded &&
        Of(run, a.Start, b.Start, depth) == true && Of(run, a.End, b.End, depth) == true;
}
