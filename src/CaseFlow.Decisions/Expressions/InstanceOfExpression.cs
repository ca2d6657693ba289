using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

internal sealed class InstanceOfExpression(Expression value, string typeName, FeelType? type) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var tested = value.Evaluate(scope);
        if (type is null) return scope.Run.Null(NullReason.Invalid("instance of", "没有名为“{1}”的类型", "there is no type '{1}'", typeName));
        return tested is null ? type == FeelType.Nothing : type.Includes(scope.Run, tested);
    }
}
