using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>A value that must be of a declared type: coerced to it, or null with a reason.</summary>
internal sealed class TypedExpression(string what, FeelType type, Expression inner) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var value = inner.Evaluate(scope);
        return type.TryCoerce(scope.Run, value, out var coerced) ? coerced : scope.Run.Null(NullReason.WrongType(what, type.Name, value));
    }
}

/// <summary>Text that could not be read: the finding has told the designer; whoever evaluates it all the same gets null.</summary>
internal sealed class UnreadableExpression(string what, Words complaint) : Expression
{
    public override object? Evaluate(Scope scope) => scope.Run.Null(NullReason.Unreadable(what, complaint));
}

/// <summary>A boxed context; an entry without a name is the result of the whole.</summary>
internal sealed class BoxedContext(IReadOnlyList<KeyValuePair<string, Expression>> entries, Expression? result) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        scope.Run.Spend(1 + entries.Count);
        var context = new FeelContext();
        var inside = new ContextScope(scope.Run, scope, context);
        foreach (var (name, expression) in entries) context.Set(name, expression.Evaluate(inside));
        return result is null ? context : result.Evaluate(inside);
    }
}

/// <summary>A boxed if: unlike the written one it has no answer when the condition is neither true nor false nor null.</summary>
internal sealed class BoxedConditional(Expression condition, Expression then, Expression otherwise) : Expression
{
    public override object? Evaluate(Scope scope) => condition.Evaluate(scope) switch
    {
        true => then.Evaluate(scope),
        false or null => otherwise.Evaluate(scope),
        var value => scope.Run.Null(NullReason.Expected("if", "boolean", value)),
    };
}

/// <summary>A relation: a table of values, each row a context.</summary>
internal sealed class RelationExpression(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<Expression>> rows) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        scope.Run.Spend(1 + rows.Count);
        return new FeelList([.. rows.Select(row => new FeelContext(columns.Zip(row, (name, cell) => KeyValuePair.Create(name, cell.Evaluate(scope)))))]);
    }
}

/// <summary>A boxed filter; its match is evaluated once an item.</summary>
internal sealed class BoxedFilter(Expression source, Expression match) : Expression
{
    public override object? Evaluate(Scope scope) => FilterExpression.Apply(scope, source.Evaluate(scope), match);
}

/// <summary>A boxed function definition.</summary>
internal sealed class BoxedFunction(string name, IReadOnlyList<FeelParameter> parameters, FeelType result, Expression body) : Expression
{
    public override object? Evaluate(Scope scope) => new Closure(name, parameters, result, scope, body.Evaluate);
}
