using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary>One of = != &lt; &lt;= &gt; &gt;=. Null when the two cannot be compared.</summary>
internal sealed class Comparison
{
    private readonly bool _less;
    private readonly bool _equal;
    private readonly bool _greater;
    private readonly bool _ordered;

    private Comparison(string symbol, bool less, bool equal, bool greater) =>
        (Symbol, _less, _equal, _greater, _ordered) = (symbol, less, equal, greater, less != greater);

    public static Comparison AtLeast { get; } = new(">=", false, true, true);

    public static Comparison AtMost { get; } = new("<=", true, true, false);

    public string Symbol { get; }

    /// <summary>False for = and !=.</summary>
    public bool IsOrdered => _ordered;

    public static Comparison? Find(string symbol) => symbol switch
    {
        "=" => new Comparison(symbol, false, true, false),
        "!=" => new Comparison(symbol, true, false, true),
        "<" => new Comparison(symbol, true, false, false),
        ">" => new Comparison(symbol, false, false, true),
        "<=" => AtMost,
        ">=" => AtLeast,
        _ => null,
    };

    public bool? Test(Run run, object? left, object? right)
    {
        run.WeighTexts(left, right);
        if (!_ordered)
        {
            if (Equality.Of(run, left, right) is { } equal) return equal == _equal;
        }
        else if (Ordering.Compare(left, right) is { } order)
        {
            return order < 0 ? _less : order == 0 ? _equal : _greater;
        }

        run.Incomparable(left, right);
        return null;
    }
}

internal sealed class ComparisonExpression(Expression left, Comparison comparison, Expression right) : Expression
{
    public override object? Evaluate(Scope scope) => Logic.Value(comparison.Test(scope.Run, left.Evaluate(scope), right.Evaluate(scope)));
}

internal sealed class BetweenExpression(Expression value, Expression low, Expression high) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var tested = value.Evaluate(scope);
        var fromLow = Comparison.AtLeast.Test(scope.Run, tested, low.Evaluate(scope));
        return Logic.Value(Logic.And(fromLow, Comparison.AtMost.Test(scope.Run, tested, high.Evaluate(scope))));
    }
}
