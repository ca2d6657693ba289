using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>One column of inputs.</summary>
/// <param name="Type">What its values are: as the column declares, or as the input does that it shows.</param>
/// <param name="IsInput">It shows an input as it is: its value does not follow from those of other columns.</param>
internal sealed record InputColumn(string Label, Expression Expression, FeelType Type, bool IsInput, UnaryTests? AllowedValues);

/// <summary><paramref name="Priorities"/> are the allowed values in the order they were listed: the first weighs most.</summary>
internal sealed record OutputColumn(string Name, FeelType Type, IReadOnlyList<Expression> Priorities, UnaryTests? AllowedValues, Expression? Default);

/// <summary><paramref name="Texts"/> are the tests as they are written.</summary>
internal sealed record TableRule(string Id, int Index, UnaryTests[] Tests, string[] Texts, Expression[] Outputs, IReadOnlyList<string> Annotations);

/// <summary>A decision table: the rules whose tests all hold, put together as the hit policy says.</summary>
internal sealed class DecisionTable(string name, HitPolicy policy, InputColumn[] inputs, OutputColumn[] outputs, TableRule[] rules) : Expression
{
    private readonly Lazy<TableIndex> _index = new(() => new TableIndex(rules, inputs.Length));

    public string Name => name;

    public HitPolicy Policy => policy;

    public InputColumn[] Inputs => inputs;

    public OutputColumn[] Outputs => outputs;

    public TableRule[] Rules => rules;

    public override object? Evaluate(Scope scope)
    {
        if (Values(scope) is not { } values) return null;
        scope.Run.Spend(1 + rules.Length / 8);
        return Answer(scope, values, _index.Value.Matches(scope, rules, values, policy == HitPolicy.First ? 1 : int.MaxValue));
    }

    /// <summary>What stands in the columns; null, with the reason told, when a value is not allowed.</summary>
    public object?[]? Values(Scope scope)
    {
        var values = new object?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            values[i] = inputs[i].Expression.Evaluate(scope);
            if (inputs[i].AllowedValues is not { } allowed || allowed.Matches(scope, values[i]) is true) continue;
            scope.Run.Null(NullReason.WrongType(inputs[i].Label, "allowed", values[i]));
            return null;
        }

        return values;
    }

    /// <summary>The answer, given the numbers of the rules that match.</summary>
    public object? Answer(Scope scope, object?[] values, List<int> matching)
    {
        if (matching.Count == 0) return Default(scope);
        var hits = new List<Hit>(matching.Count);
        foreach (var rule in matching) hits.Add(new Hit(this, rules[rule], values, Output(scope, rules[rule])));
        if (policy.Choose(this, scope, hits) is not { } chosen) return null;
        foreach (var hit in chosen) scope.Run.Trace.Add(hit);
        return policy.Combine(scope.Run, [.. chosen.Select(hit => hit.Output)]);
    }

    /// <summary>Lower is weightier: the places of the outputs in their lists of allowed values, column by column from the left.</summary>
    public int[] Priority(Scope scope, Hit hit) =>
        [.. outputs.Select((column, index) => Place(scope, column, outputs.Length == 1 ? hit.Output : (hit.Output as FeelContext)?.Entries[index].Value))];

    private static int Place(Scope scope, OutputColumn column, object? output)
    {
        for (var i = 0; i < column.Priorities.Count; i++)
            if (Equality.Same(scope.Run, column.Priorities[i].Evaluate(scope), output)) return i;
        return column.Priorities.Count;
    }

    private object? Output(Scope scope, TableRule rule)
    {
        if (outputs.Length == 1) return Checked(scope, outputs[0], rule.Outputs[0].Evaluate(scope));
        return new FeelContext(outputs.Select((column, i) => KeyValuePair.Create(column.Name, Checked(scope, column, rule.Outputs[i].Evaluate(scope)))));
    }

    private static object? Checked(Scope scope, OutputColumn column, object? value)
    {
        if (!column.Type.TryCoerce(scope.Run, value, out var coerced)) return scope.Run.Null(NullReason.WrongType(column.Name, column.Type.Name, value));
        return column.AllowedValues is null || coerced is null || column.AllowedValues.Matches(scope, coerced) is true
            ? coerced
            : scope.Run.Null(NullReason.WrongType(column.Name, column.Type.Name, value));
    }

    /// <summary>No rule matched: the default outputs if there are any.</summary>
    private object? Default(Scope scope)
    {
        if (outputs.All(column => column.Default is null)) return policy.Nothing(scope.Run, name);
        var value = outputs.Length == 1
            ? outputs[0].Default!.Evaluate(scope)
            : new FeelContext(outputs.Select(column => KeyValuePair.Create(column.Name, column.Default?.Evaluate(scope))));
        return policy.IsMultiple && value is not FeelList ? new FeelList([value]) : value;
    }
}
