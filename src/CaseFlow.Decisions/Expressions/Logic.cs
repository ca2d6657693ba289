using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Expressions;

/// <summary>Three-valued logic: null stands for unknown, and so does anything that is neither true nor false.</summary>
internal static class Logic
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>As a value; the two truths are boxed once for all.</summary>
    public static object? Value(bool? truth) => truth is null ? null : truth.Value ? True : False;

    public static bool? Truth(object? value) => value is bool truth ? truth : null;

    public static bool? And(bool? left, bool? right) => left & right;

    public static bool? Or(bool? left, bool? right) => left | right;
}

internal sealed class AndExpression(Expression left, Expression right) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var first = Logic.Truth(left.Evaluate(scope));
        return Logic.Value(first == false ? false : Logic.And(first, Logic.Truth(right.Evaluate(scope))));
    }
}

internal sealed class OrExpression(Expression left, Expression right) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var first = Logic.Truth(left.Evaluate(scope));
        return Logic.Value(first == true ? true : Logic.Or(first, Logic.Truth(right.Evaluate(scope))));
    }
}

internal sealed class IfExpression(Expression condition, Expression then, Expression otherwise) : Expression
{
    public override object? Evaluate(Scope scope) => condition.Evaluate(scope) is true ? then.Evaluate(scope) : otherwise.Evaluate(scope);
}
