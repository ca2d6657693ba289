using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

internal sealed record InputColumn(string Label, Expression Expression, UnaryTests? AllowedValues);

/// <summary><paramref name="Priorities"/> are the allowed values in the order they were listed: the first weighs most.</summary>
internal sealed record OutputColumn(string Name, FeelType Type, IReadOnlyList<Expression> Priorities, UnaryTests? AllowedValues, Expression? Default);

internal sealed record TableRule(string Id, int Index, UnaryTests[] Tests, Expression[] Outputs, IReadOnlyList<string> Annotations);

/// <summary>A decision table: the rules whose tests all hold, put together as the hit policy says.</summary>
internal sealed class DecisionTable(string name, HitPolicy policy, InputColumn[] inputs, OutputColumn[] outputs, TableRule[] rules) : Expression
{
    private readonly string[] _labels = [.. inputs.Select(input => input.Label)];

    public override object? Evaluate(Scope scope)
    {
        var values = new object?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            values[i] = inputs[i].Expression.Evaluate(scope);
            if (inputs[i].AllowedValues is { } allowed && allowed.Matches(scope, values[i]) is not true)
                return scope.Run.Null(NullReason.WrongType(inputs[i].Label, "allowed", values[i]));
        }

        var hits = new List<Hit>();
        scope.Run.Spend(1 + rules.Length / 8);
        foreach (var rule in rules)
        {
            if (!Matches(scope, rule, values)) continue;
            hits.Add(new Hit(name, rule.Id, rule.Index, rule.Annotations, _labels, values, Output(scope, rule)));
            if (policy == HitPolicy.First) break;
        }

        var chosen = hits.Count == 0 ? null : policy.Choose(this, scope, hits);
        foreach (var hit in chosen ?? []) scope.Run.Trace.Add(hit);
        return hits.Count == 0 ? Default(scope) : chosen is null ? null : policy.Combine(scope.Run, [.. chosen.Select(hit => hit.Output)]);
    }

    public string Name => name;

    /// <summary>Lower is weightier: the places of the outputs in their lists of allowed values, column by column from the left.</summary>
    public int[] Priority(Scope scope, Hit hit) =>
        [.. outputs.Select((column, index) => Place(scope, column, outputs.Length == 1 ? hit.Output : (hit.Output as FeelContext)?.Entries[index].Value))];

    private static int Place(Scope scope, OutputColumn column, object? output)
    {
        for (var i = 0; i < column.Priorities.Count; i++)
            if (Equality.Same(scope.Run, column.Priorities[i].Evaluate(scope), output)) return i;
        return column.Priorities.Count;
    }

    private static bool Matches(Scope scope, TableRule rule, object?[] values)
    {
        var tests = rule.Tests;
        for (var i = 0; i < tests.Length; i++)
            if (!tests[i].AcceptsAll && tests[i].Matches(scope, values[i]) != true) return false;
        return true;
    }

    private object? Output(Scope scope, TableRule rule)
    {
        if (outputs.Length == 1) return Checked(scope, outputs[0], rule.Outputs[0].Evaluate(scope));
        return new FeelContext(outputs.Select((column, i) => KeyValuePair.Create(column.Name, Checked(scope, column, rule.Outputs[i].Evaluate(scope)))));
    }

    private static object? Checked(Scope scope, OutputColumn column, object? value)
    {
        if (!column.Type.TryCoerce(value, out var coerced)) return scope.Run.Null(NullReason.WrongType(column.Name, column.Type.Name, value));
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
