using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary>One «name in list» of a for, some or every. <paramref name="End"/> is set where it was written as a bare a..b.</summary>
internal sealed record Iterator(string Name, Expression Source, Expression? End = null)
{
    /// <summary>The items to go through; null when there is nothing that could be gone through.</summary>
    public IEnumerable<object?>? Items(Scope scope)
    {
        var source = Source.Evaluate(scope);
        if (End is not null) return Between(scope.Run, source, End.Evaluate(scope));
        return source switch
        {
            null => null,
            FeelRange range => Closed(scope.Run, range),
            _ => FeelList.Of(source),
        };
    }

    private static IEnumerable<object?>? Closed(Run run, FeelRange range)
    {
        var items = Between(run, range.Start, range.End);
        if (items is null) return null;
        if (!range.StartIncluded) items = items.Where(item => Ordering.Compare(item, range.Start) != 0);
        return range.EndIncluded ? items : items.Where(item => Ordering.Compare(item, range.End) != 0);
    }

    /// <summary>Upwards or downwards, by one or by a day.</summary>
    private static IEnumerable<object?>? Between(Run run, object? from, object? to) => (from, to) switch
    {
        (FeelNumber { IsWhole: true } a, FeelNumber { IsWhole: true } b) when a.ToLong() is { } first && b.ToLong() is { } last =>
            Counted(first, last).Select(n => (object?)(FeelNumber)n),
        (FeelDate a, FeelDate b) => Counted(a.EpochDay, b.EpochDay).Select(day => (object?)FeelDate.FromEpochDay(day)),
        _ => run.Null(NullReason.Operands("..", from, to)) as IEnumerable<object?>,
    };

    private static IEnumerable<long> Counted(long first, long last)
    {
        var step = first <= last ? 1 : -1;
        for (var n = first; ; n += step)
        {
            yield return n;
            if (n == last) yield break;
        }
    }
}

/// <summary>for … return …: every combination, the last iterator fastest. <c>partial</c> is the list so far.</summary>
internal sealed class ForExpression(IReadOnlyList<Iterator> iterators, Expression result) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var results = new List<object?>();
        return Collect(scope, 0, results) ? new FeelList([.. results]) : null;
    }

    private bool Collect(Scope scope, int depth, List<object?> results)
    {
        if (depth == iterators.Count)
        {
            results.Add(result.Evaluate(new PartialScope(scope, results)));
            return true;
        }

        if (iterators[depth].Items(scope) is not { } items) return false;
        foreach (var item in items)
        {
            scope.Run.Spend(1);
            if (!Collect(new VariableScope(scope, iterators[depth].Name, item), depth + 1, results)) return false;
        }

        return true;
    }

    /// <summary>The list is copied only when it is named.</summary>
    private sealed class PartialScope(Scope parent, List<object?> results) : Scope(parent.Run, parent)
    {
        protected override bool TryGet(string name, out object? value)
        {
            value = null;
            if (name != "partial") return false;
            Run.Spend(results.Count);
            value = new FeelList([.. results]);
            return true;
        }
    }
}

/// <summary>some … satisfies …: an or over the list. every: an and.</summary>
internal sealed class QuantifiedExpression(bool every, IReadOnlyList<Iterator> iterators, Expression condition) : Expression
{
    public override object? Evaluate(Scope scope) => Logic.Value(Check(scope, 0));

    private bool? Check(Scope scope, int depth)
    {
        if (depth == iterators.Count) return Logic.Truth(condition.Evaluate(scope));
        if (iterators[depth].Items(scope) is not { } items) return null;
        bool? verdict = every;
        foreach (var item in items)
        {
            scope.Run.Spend(1);
            var one = Check(new VariableScope(scope, iterators[depth].Name, item), depth + 1);
            verdict = every ? Logic.And(verdict, one) : Logic.Or(verdict, one);
            if (verdict == !every) return verdict;
        }

        return verdict;
    }
}
