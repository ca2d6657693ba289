using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>How the value of an input is found. Parsed when the definition is read, evaluated whenever the activity begins.</summary>
internal abstract record Expression
{
    public abstract JsonElement Evaluate(Scope scope);

    /// <summary>The value where it must be true or false.</summary>
    public virtual JsonElement Decide(Scope scope) => Evaluate(scope);

    /// <summary>Names it reads, for validation.</summary>
    public virtual IEnumerable<string> Names => [];
}

/// <summary>An input as a definition gives it.</summary>
/// <param name="Type">What the activity wants; the value is converted to it.</param>
/// <param name="Path">Where it stands in the file.</param>
internal sealed record InputValue(string Name, string Type, Expression Expression, string Path);

internal sealed record LiteralExpression(JsonElement Value) : Expression
{
    public override JsonElement Evaluate(Scope scope) => Value;
}

/// <param name="Name">What a loop calls the variable when nobody declared it: <c>CurrentValue</c>.</param>
internal sealed record VariableExpression(string Id, string? Name) : Expression
{
    public override JsonElement Evaluate(Scope scope) => scope.Variable(Id, Name);
}

internal sealed record InputExpression(string Name) : Expression
{
    public override JsonElement Evaluate(Scope scope) => scope.WorkflowInput(Name) ?? Conversion.Null;
}
