using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>10.3.4.8: how points and ranges lie to each other. A point is the range from itself to itself.</summary>
internal static class RangeFunctions
{
    public static void Define(BuiltIns all)
    {
        Relation(all, "before", points: true, Before);
        Relation(all, "after", points: true, (a, b) => Before(b, a));
        Relation(all, "meets", points: false, Meets);
        Relation(all, "met by", points: false, (a, b) => Meets(b, a));
        Relation(all, "overlaps", points: false, (a, b) => !Before(a, b) & !Before(b, a));
        Relation(all, "overlaps before", points: false, OverlapsBefore);
        Relation(all, "overlaps after", points: false, OverlapsAfter);
        Relation(all, "finishes", points: true, Finishes);
        Relation(all, "finished by", points: true, (a, b) => Finishes(b, a));
        Relation(all, "includes", points: true, (a, b) => During(b, a));
        Relation(all, "during", points: true, During);
        Relation(all, "starts", points: true, Starts);
        Relation(all, "started by", points: true, (a, b) => Starts(b, a));
        Relation(all, "coincides", points: true, (a, b) => SameStart(a, b) & SameEnd(a, b));
    }

    private static void Relation(BuiltIns all, string name, bool points, Func<FeelRange, FeelRange, bool?> holds)
    {
        var (first, second) = points ? ("any", "any") : ("range", "range");
        foreach (var (a, b) in new[] { ("point1", "point2"), ("point", "range"), ("range", "point"), ("range1", "range2") })
            all.Add(name, $"{a}: {first}, {b}: {second}", FeelType.Boolean, call => Ask(call, holds));
    }

    private static object? Ask(Call call, Func<FeelRange, FeelRange, bool?> holds)
    {
        if (Closed(call[0]) is not { } a || Closed(call[1]) is not { } b)
            return call.Null("参数应为可比较的值或区间", "the arguments must be ranges or values that can be compared");
        return holds(a, b) ?? call.Run.Incomparable(call[0], call[1]);
    }

    private static FeelRange? Closed(object? value) => value switch
    {
        FeelRange { HasEnds: true } range when range.Operator != "!=" => range,
        FeelRange => null,
        null => null,
        FeelList { Count: 1 } list => Closed(list[0]),
        _ => Ordering.Compare(value, value) is null ? null : new FeelRange(true, value, value, true),
    };

    /// <summary>The order of two starts: an open end lies before everything, an excluded start just behind its value.</summary>
    private static int? Starting(FeelRange a, FeelRange b) => (a.Start, b.Start) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Ordering.Compare(a.Start, b.Start) is { } order ? order != 0 ? order : b.StartIncluded.CompareTo(a.StartIncluded) : null,
    };

    private static int? Ending(FeelRange a, FeelRange b) => (a.End, b.End) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => Ordering.Compare(a.End, b.End) is { } order ? order != 0 ? order : a.EndIncluded.CompareTo(b.EndIncluded) : null,
    };

    private static bool? Before(FeelRange a, FeelRange b)
    {
        if (a.End is null || b.Start is null) return false;
        return Ordering.Compare(a.End, b.Start) is { } order ? order < 0 || (order == 0 && !(a.EndIncluded && b.StartIncluded)) : null;
    }

    private static bool? Meets(FeelRange a, FeelRange b)
    {
        if (a.End is null || b.Start is null) return false;
        return Ordering.Compare(a.End, b.Start) is { } order ? order == 0 && a.EndIncluded && b.StartIncluded : null;
    }

    private static bool? OverlapsBefore(FeelRange a, FeelRange b) => Less(Starting(a, b)) & !Before(a, b) & NotGreater(Ending(a, b));

    private static bool? OverlapsAfter(FeelRange a, FeelRange b) => Less(Starting(b, a)) & !Before(b, a) & NotGreater(Ending(b, a));

    private static bool? Finishes(FeelRange a, FeelRange b) => SameEnd(a, b) & NotGreater(Starting(b, a));

    private static bool? Starts(FeelRange a, FeelRange b) => SameStart(a, b) & NotGreater(Ending(a, b));

    private static bool? During(FeelRange a, FeelRange b) => NotGreater(Starting(b, a)) & NotGreater(Ending(a, b));

    private static bool? SameStart(FeelRange a, FeelRange b) => Starting(a, b) is { } order ? order == 0 : null;

    private static bool? SameEnd(FeelRange a, FeelRange b) => Ending(a, b) is { } order ? order == 0 : null;

    private static bool? Less(int? order) => order is { } known ? known < 0 : null;

    private static bool? NotGreater(int? order) => order is { } known ? known <= 0 : null;
}
