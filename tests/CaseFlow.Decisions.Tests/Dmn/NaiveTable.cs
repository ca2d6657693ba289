using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Models;

namespace CaseFlow.Decisions.Tests.Dmn;

/// <summary>A decision table as the specification reads: rule by rule, test by test. What the compiled table is measured with and compared to.</summary>
internal sealed class NaiveTable(DecisionTable table) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        if (table.Values(scope) is not { } values) return null;
        var matching = new List<int>();
        for (var rule = 0; rule < table.Rules.Length; rule++)
            if (Holds(scope, table.Rules[rule], values)) matching.Add(rule);
        return table.Answer(scope, values, matching);
    }

    private static bool Holds(Scope scope, TableRule rule, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            if (rule.Tests[i].Matches(scope, values[i]) != true) return false;
        return true;
    }

    /// <summary>The model with the tables of its decisions replaced by naive ones.</summary>
    public static DecisionModel In(string xml)
    {
        var model = DecisionModel.Parse(xml);
        foreach (var name in model.Decisions)
            if (model.Find<Decision>(name) is { Logic: DecisionTable written } decision) decision.Logic = new NaiveTable(written);
        return model;
    }
}
