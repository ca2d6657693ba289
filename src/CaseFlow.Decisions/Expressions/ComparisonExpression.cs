using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

internal sealed class ComparisonExpression(Expression left, string comparison, Expression right) : Expression
{
    public override object? Evaluate(Scope scope) => Apply(scope.Run, left.Evaluate(scope), comparison, right.Evaluate(scope));

    public static object? Apply(Run run, object? left, string comparison, object? right)
    {
        var result = comparison switch
        {
            "=" => Equality.Of(run, left, right),
            "!=" => !Equality.Of(run, left, right),
            "<" => Ordering.Compare(left, right) < 0,
            "<=" => Ordering.Compare(left, right) <= 0,
            ">" => Ordering.Compare(left, right) > 0,
            _ => Ordering.Compare(left, right) >= 0,
        };
        if (comparison is not ("=" or "!=") && result == false && Ordering.Compare(left, right) is null) result = null;
        return result ?? run.Incomparable(left, right);
    }
}

internal sealed class BetweenExpression(Expression value, Expression low, Expression high) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var (tested, start, end) = (value.Evaluate(scope), low.Evaluate(scope), high.Evaluate(scope));
        return Logic.And(ComparisonExpression.Apply(scope.Run, tested, ">=", start), ComparisonExpression.Apply(scope.Run, tested, "<=", end));
    }
}
