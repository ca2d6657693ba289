using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Expressions;

/// <summary>Three-valued logic: anything that is neither true nor false counts as unknown.</summary>
internal static class Logic
{
    public static object? And(object? left, object? right) =>
        left is false || right is false ? false : left is true && right is true ? true : null;

    public static object? Or(object? left, object? right) =>
        left is true || right is true ? true : left is false && right is false ? false : null;
}

internal sealed class AndExpression(Expression left, Expression right) : Expression
{
    public override object? Evaluate(Scope scope) => left.Evaluate(scope) is var first && first is false ? false : Logic.And(first, right.Evaluate(scope));
}

internal sealed class OrExpression(Expression left, Expression right) : Expression
{
    public override object? Evaluate(Scope scope) => left.Evaluate(scope) is var first && first is true ? true : Logic.Or(first, right.Evaluate(scope));
}

internal sealed class IfExpression(Expression condition, Expression then, Expression otherwise) : Expression
{
    public override object? Evaluate(Scope scope) => condition.Evaluate(scope) is true ? then.Evaluate(scope) : otherwise.Evaluate(scope);
}
