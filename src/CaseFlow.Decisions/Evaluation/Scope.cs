using System.Text.Json;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Evaluation;

/// <summary>The names an expression sees: its own first, then those around it.</summary>
internal abstract class Scope(Run run, Scope? parent)
{
    public Run Run => run;

    /// <summary>The value of <c>?</c> in a unary test.</summary>
    public virtual object? Input => parent?.Input;

    public bool TryFind(string name, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope.TryGet(name, out value)) return true;
        value = null;
        return false;
    }

    protected abstract bool TryGet(string name, out object? value);

    private Scope? Parent => parent;
}

/// <summary>No names at all.</summary>
internal sealed class EmptyScope(Run run) : Scope(run, null)
{
    protected override bool TryGet(string name, out object? value)
    {
        value = null;
        return false;
    }
}

/// <summary>Values by name: parameters, the results of required decisions, the entries of a context so far.</summary>
internal sealed class ContextScope(Run run, Scope? parent, FeelContext context) : Scope(run, parent)
{
    protected override bool TryGet(string name, out object? value) => context.TryGet(name, out value);
}

/// <summary>One name, such as the variable of a for.</summary>
internal sealed class VariableScope(Scope parent, string name, object? value) : Scope(parent.Run, parent)
{
    protected override bool TryGet(string wanted, out object? found)
    {
        found = value;
        return wanted == name;
    }
}

/// <summary>The item a filter looks at: <c>item</c> and, of a context, its entries.</summary>
internal sealed class ItemScope(Scope parent, object? item) : Scope(parent.Run, parent)
{
    protected override bool TryGet(string name, out object? value)
    {
        if (item is FeelContext context && context.TryGet(name, out value)) return true;
        value = item;
        return name == "item";
    }
}

/// <summary>The input of unary tests, known as <c>?</c>.</summary>
internal sealed class InputScope(Scope parent, object? input) : Scope(parent.Run, parent)
{
    public override object? Input => input;

    protected override bool TryGet(string name, out object? value)
    {
        value = input;
        return name == "?";
    }
}

/// <summary>Workflow variables; each is turned into a FEEL value when it is first named.</summary>
internal sealed class JsonScope(Run run, IReadOnlyDictionary<string, JsonElement> variables) : Scope(run, null)
{
    private readonly Dictionary<string, object?> _values = [];

    protected override bool TryGet(string name, out object? value)
    {
        if (_values.TryGetValue(name, out value)) return true;
        if (!variables.TryGetValue(name, out var json)) return false;
        _values[name] = value = JsonValues.Read(json);
        return true;
    }
}
