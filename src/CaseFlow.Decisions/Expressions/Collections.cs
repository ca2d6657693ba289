using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

internal sealed class ListExpression(IReadOnlyList<Expression> items) : Expression
{
    public IReadOnlyList<Expression> Items => items;

    public override object? Evaluate(Scope scope)
    {
        scope.Run.Spend(1 + items.Count);
        var values = new object?[items.Count];
        for (var i = 0; i < values.Length; i++) values[i] = items[i].Evaluate(scope);
        return new FeelList(values);
    }

    public override bool IsConstant(out object? value)
    {
        var values = new object?[items.Count];
        var constant = true;
        for (var i = 0; i < values.Length && constant; i++) constant = items[i].IsConstant(out values[i]);
        value = constant ? new FeelList(values) : null;
        return constant;
    }
}

/// <summary>{ a: 1, b: a + 1 }: each entry sees those before it.</summary>
internal sealed class ContextExpression(IReadOnlyList<KeyValuePair<string, Expression>> entries) : Expression
{
    public IReadOnlyCollection<string> Names => [.. entries.Select(entry => entry.Key)];

    public override object? Evaluate(Scope scope)
    {
        scope.Run.Spend(1 + entries.Count);
        var context = new FeelContext();
        var inside = new ContextScope(scope.Run, scope, context);
        foreach (var (name, expression) in entries)
        {
            if (context.Has(name)) return scope.Run.Null(NullReason.Duplicate(name));
            context.Set(name, expression.Evaluate(inside));
        }

        return context;
    }
}

/// <summary>[1..5], (a..b], ]1..2[.</summary>
internal sealed class RangeExpression : Expression
{
    private readonly bool _startIncluded;
    private readonly bool _endIncluded;
    private readonly object? _fixed;

    public RangeExpression(bool startIncluded, Expression start, Expression end, bool endIncluded)
    {
        (_startIncluded, Start, End, _endIncluded) = (startIncluded, start, end, endIncluded);
        // With literal ends, as in most cells of tables, the value is always the same.
        if (start.IsConstant(out var first) && end.IsConstant(out var last)) _fixed = Made(new Run(default), first, last);
    }

    public Expression Start { get; }

    public Expression End { get; }

    public override object? Evaluate(Scope scope) => _fixed ?? Made(scope.Run, Start.Evaluate(scope), End.Evaluate(scope));

    /// <summary>Ends that do not fit each other are no constant: their null has a reason, which belongs to the evaluation.</summary>
    public override bool IsConstant(out object? value) => (value = _fixed) is not null;

    private object? Made(Run run, object? from, object? to)
    {
        if ((from is not null && Ordering.Compare(from, from) is null) || (to is not null && Ordering.Compare(to, to) is null) ||
            (from is not null && to is not null && Ordering.Compare(from, to) is null))
            return run.Incomparable(from, to);
        return new FeelRange(_startIncluded, from, to, _endIncluded);
    }
}

/// <summary>(&lt; 10) as a value.</summary>
internal sealed class ComparisonRangeExpression(Comparison comparison, Expression endpoint) : Expression
{
    public override object? Evaluate(Scope scope) => FeelRange.FromComparison(comparison.Symbol, endpoint.Evaluate(scope));
}
