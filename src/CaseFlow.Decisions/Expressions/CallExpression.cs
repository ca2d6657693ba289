using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary><c>f(1, 2)</c></summary>
internal sealed class CallExpression(Expression function, string text, IReadOnlyList<Expression> arguments) : Expression
{
    /// <summary>As in date("2026-01-01"): its value is known without any variable.</summary>
    public bool IsOfLiterals => arguments.All(argument => argument is Literal);

    /// <summary>A date that is written down, as date("2026-01-01").</summary>
    public override bool IsConstant(out object? value)
    {
        value = null;
        if (function is not NameExpression { IsBuiltIn: true, Name: "date" or "time" or "date and time" or "duration" } || arguments.Count == 0 || !IsOfLiterals) return false;
        value = Evaluate(new EmptyScope(new Run(default)));
        return value is not null;
    }

    public override object? Evaluate(Scope scope)
    {
        if (function.Evaluate(scope) is not FeelFunction called) return scope.Run.Null(NullReason.NotAFunction(text));
        var values = new object?[arguments.Count];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Evaluate(scope);
        return called.Call(scope.Run, values);
    }
}

/// <summary><c>f(a: 1, b: 2)</c></summary>
internal sealed class NamedCallExpression(Expression function, string text, IReadOnlyList<KeyValuePair<string, Expression>> arguments) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        if (function.Evaluate(scope) is not FeelFunction called) return scope.Run.Null(NullReason.NotAFunction(text));
        return called.CallNamed(scope.Run, [.. arguments.Select(argument => KeyValuePair.Create(argument.Key, argument.Value.Evaluate(scope)))]);
    }
}
