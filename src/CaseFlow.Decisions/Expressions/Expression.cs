using System.Runtime.CompilerServices;
using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary>A node of the parsed text. Parsed once, evaluated often and from many threads: it holds no state of an evaluation.</summary>
internal abstract class Expression
{
    /// <summary>The value, null for FEEL's null. Never throws but <see cref="FeelLimitException"/>.</summary>
    public abstract object? Evaluate(Scope scope);

    /// <summary>Whether the value is the same whatever is in scope, as that of a literal.</summary>
    public virtual bool IsConstant(out object? value)
    {
        value = null;
        return false;
    }
}

/// <summary>Stands between the levels of deep expressions: a stack that ends would end the process, so it is asked in time.</summary>
internal sealed class StackGuard(Expression inner) : Expression
{
    public Expression Inner => inner;

    public override object? Evaluate(Scope scope) =>
        RuntimeHelpers.TryEnsureSufficientExecutionStack() ? inner.Evaluate(scope) : throw new FeelLimitException(NullReason.TooDeep(scope.Run.Limits.Depth));
}

internal sealed class Literal(object? value) : Expression
{
    public object? Value => value;

    public override object? Evaluate(Scope scope) => value;

    public override bool IsConstant(out object? constant)
    {
        constant = value;
        return true;
    }
}

/// <summary>@"…" with a text that is no date, time or duration.</summary>
internal sealed class BadLiteral(string text) : Expression
{
    public override object? Evaluate(Scope scope) =>
        scope.Run.Null(NullReason.Invalid("@", "“{1}”不是日期、时间或时长", "\"{1}\" is no date, time or duration", text));
}

/// <summary>A variable, or where nothing in scope has the name, a built-in function.</summary>
internal sealed class NameExpression(string name, bool isBuiltIn = false) : Expression
{
    private readonly FeelFunction? _builtIn = Functions.BuiltIns.Find(name);

    public string Name => name;

    /// <summary>It is known that nothing in scope hides the built-in function of this name.</summary>
    public bool IsBuiltIn => isBuiltIn && _builtIn is not null;

    public override object? Evaluate(Scope scope) =>
        scope.TryFind(name, out var value) ? value : _builtIn ?? scope.Run.Null(NullReason.UnknownName(name));
}
