using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

internal sealed class ArithmeticExpression(Expression left, string operation, Expression right) : Expression
{
    private readonly Func<Run, object?, object?, object?> _apply = operation switch
    {
        "+" => Arithmetic.Add,
        "-" => Arithmetic.Subtract,
        "*" => Arithmetic.Multiply,
        "/" => Arithmetic.Divide,
        _ => Arithmetic.Power,
    };

    public override object? Evaluate(Scope scope) => _apply(scope.Run, left.Evaluate(scope), right.Evaluate(scope));
}

internal sealed class NegateExpression(Expression operand) : Expression
{
    public override object? Evaluate(Scope scope) => Arithmetic.Negate(scope.Run, operand.Evaluate(scope));

    /// <summary>-5 is as much a number as 5.</summary>
    public override bool IsConstant(out object? value)
    {
        var negated = operand.IsConstant(out value) && value is FeelNumber;
        value = negated ? -(FeelNumber)value! : null;
        return negated;
    }
}
