using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>
/// An interval. <paramref name="Operator"/> is set when it was written as a comparison, such as (&lt; 10): then a null end is open,
/// it equals only another comparison, and != is the one that is no interval. Otherwise a null end is unknown.
/// </summary>
internal sealed record FeelRange(bool StartIncluded, object? Start, object? End, bool EndIncluded, string? Operator = null)
{
    public static FeelRange FromComparison(string comparison, object? value) => comparison switch
    {
        "<" => new FeelRange(false, null, value, false, comparison),
        "<=" => new FeelRange(false, null, value, true, comparison),
        ">" => new FeelRange(false, value, null, false, comparison),
        ">=" => new FeelRange(true, value, null, false, comparison),
        _ => new FeelRange(true, value, value, true, comparison),
    };

    /// <summary>False when an end is unknown: nothing can be said about what lies inside.</summary>
    public bool HasEnds => Operator is not null || (Start is not null && End is not null);

    /// <summary>Null when the value cannot be compared with the ends.</summary>
    public bool? Contains(Run run, object? value)
    {
        if (Operator == "=") return Equality.Of(run, value, Start);
        if (Operator == "!=") return !Equality.Of(run, value, Start);
        if (value is null || (Start is null && End is null) || !HasEnds) return null;
        run.WeighTexts(value, Start);
        run.WeighTexts(value, End);
        var fromStart = Start is null ? 1 : Ordering.Compare(value, Start);
        var toEnd = End is null ? -1 : Ordering.Compare(value, End);
        if (fromStart is null || toEnd is null) return null;
        return (fromStart > 0 || (fromStart == 0 && StartIncluded)) && (toEnd < 0 || (toEnd == 0 && EndIncluded));
    }
}
