using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>What an operator may do to a running instance besides retrying and skipping: correct variables, go on elsewhere. Refused with every reason, or done.</summary>
public static class Repair
{
    /// <summary>Node ids of the activities that a visit can be moved to, its own first container first; empty for the workflow itself.</summary>
    public static IEnumerable<string> TargetsOf(WorkflowDefinition definition, WorkflowInstance instance, long token) =>
        Around(instance, token).Select(visit => definition.Nodes[visit.Activity]).Where(node => node.Kind.CanBeEnteredAnywhere)
            .SelectMany(node => node.Children.Where(child => IsReached(node, child)).Select(child => child.NodeId));

    /// <summary>The variables that a visit declares: name, type and value.</summary>
    public static IEnumerable<(string Name, string Type, JsonElement Value)> VariablesOf(WorkflowDefinition definition, Visit visit) =>
        definition.Nodes[visit.Activity].Variables.Select(variable => (variable.Name, variable.Type, visit.Variables.GetValueOrDefault(variable.Id, variable.Default)));

    internal static ImmutableArray<Refusal> Check(WorkflowDefinition definition, WorkflowInstance instance, SetVariables set)
    {
        var reasons = ImmutableArray.CreateBuilder<Refusal>();
        if (set.Values.Count == 0)
            reasons.Add(new("no-variables", "未指定要修改的变量。", "No variable is named."));
        foreach (var (name, value) in set.Values)
        {
            var declared = Declarations(definition, instance, name, set.Scope);
            if (declared.Count == 0)
                reasons.Add(new("unknown-variable", $"没有打开的节点声明变量“{name}”。", $"No open visit declares a variable '{name}'."));
            else if (declared.Count > 1)
                reasons.Add(new("ambiguous-variable", $"变量“{name}”在多处声明，请指定 scope：{string.Join("、", declared.Select(one => one.Visit.Token))}。",
                    $"Several open visits declare '{name}': name the scope, one of {string.Join(", ", declared.Select(one => one.Visit.Token))}."));
            else if (!TryConvert(value, declared[0].Variable.Type, out _))
                reasons.Add(new("conversion-failed", $"变量“{name}”的类型是 {declared[0].Variable.Type}，所给的值不符合。",
                    $"The value given for '{name}' does not fit its type {declared[0].Variable.Type}."));
        }

        return reasons.ToImmutable();
    }

    internal static ImmutableArray<Refusal> Check(WorkflowDefinition definition, WorkflowInstance instance, MoveToActivity move)
    {
        var reasons = ImmutableArray.CreateBuilder<Refusal>();
        if (move.Tokens.IsDefaultOrEmpty)
            reasons.Add(new("not-open", "未指定要移动的节点访问。", "No visit to move is named."));
        else
            foreach (var token in move.Tokens.Where(token => !instance.Visits.ContainsKey(token)))
                reasons.Add(new("not-open", $"第 {token} 号节点访问已不存在。请刷新后再看。", $"Visit {token} is not open any more. Reload and look again."));
        if (!definition.Nodes.TryGetValue(move.Activity, out var target))
            reasons.Add(new("unknown-activity", $"流程中没有活动“{move.Activity}”。", $"The workflow has no activity '{move.Activity}'."));
        else if (target.Parent is { } parent && !IsReached(parent, target))
            reasons.Add(new("unreachable-activity", $"从流程图起点无法到达“{move.Activity}”。", $"'{move.Activity}' cannot be reached from the start of its flowchart."));
        else if (reasons.Count == 0 && Container(definition, instance, move, target) is null)
            reasons.Add(new("move-not-possible", $"“{move.Activity}”不在所选节点所处的流程图或顺序之内，也不在其外层。",
                $"'{move.Activity}' stands in no flowchart or sequence around all of these visits."));
        return reasons.ToImmutable();
    }

    internal static void SetVariables(Run run, SetVariables set)
    {
        var changes = set.Values.Select(given => (Declared: Declarations(run.Definition, run.Instance, given.Key, set.Scope).Single(), given.Value)).ToList();
        run.Intervene(nameof(SetVariables), set.Reason, [.. changes.Select(change => change.Declared.Visit.Token).Distinct()]);
        foreach (var ((visit, variable), value) in changes)
        {
            TryConvert(value, variable.Type, out var converted);
            run.Record(new VariableSet(visit.Token, variable.Id, converted));
        }
    }

    internal static void Move(Run run, MoveToActivity move)
    {
        var target = run.Definition.Nodes[move.Activity];
        var container = Container(run.Definition, run.Instance, move, target)!;
        run.Intervene(nameof(MoveToActivity), move.Reason, move.Tokens, move.Activity);
        var cancelled = move.Tokens.Select(token => Inside(run.Instance, container, token)).DistinctBy(visit => visit.Token).ToList();
        foreach (var visit in cancelled)
            run.Cancel(visit.Token);
        run.Try(container.Token, step => step.Node.Kind.Enter(step, cancelled, target));
    }

    /// <summary>The innermost visit around all the tokens whose activity holds the target.</summary>
    private static Visit? Container(WorkflowDefinition definition, WorkflowInstance instance, MoveToActivity move, ActivityNode target) =>
        Around(instance, move.Tokens[0]).FirstOrDefault(visit => visit.Activity == target.Parent?.NodeId && definition.Nodes[visit.Activity].Kind.CanBeEnteredAnywhere)
            is { } container && move.Tokens.All(token => Around(instance, token).Contains(container)) ? container : null;

    private static IEnumerable<Visit> Around(WorkflowInstance instance, long token)
    {
        for (var next = instance.Visits[token].Parent; next is { } parent; next = instance.Visits[parent].Parent)
            yield return instance.Visits[parent];
    }

    /// <summary>The visit directly inside the container that holds the token.</summary>
    private static Visit Inside(WorkflowInstance instance, Visit container, long token)
    {
        var visit = instance.Visits[token];
        while (visit.Parent != container.Token)
            visit = instance.Visits[visit.Parent!.Value];
        return visit;
    }

    /// <summary>What no arrow leads to from the start has no place in the counting of joins.</summary>
    private static bool IsReached(ActivityNode container, ActivityNode child) =>
        container.Detail is not FlowGraph graph || (graph.Activities.IndexOf(child) is >= 0 and var index && graph.Reached[index]);

    private static List<(Visit Visit, Variable Variable)> Declarations(WorkflowDefinition definition, WorkflowInstance instance, string name, long? scope) =>
        [.. instance.Visits.Values.Where(visit => visit.Begun && (scope is null || visit.Token == scope))
            .SelectMany(visit => definition.Nodes[visit.Activity].Variables.Where(variable => variable.Id == name || variable.Name == name).Take(1)
                .Select(variable => (visit, variable)))];

    private static bool TryConvert(JsonElement value, string type, out JsonElement converted)
    {
        try
        {
            converted = Conversion.To(value, type);
            if (TypeNames.ElementOf(type) is { } element && converted.ValueKind != JsonValueKind.Null)
                converted = JsonSerializer.SerializeToElement(converted.EnumerateArray().Select(item => Conversion.To(item, element)));
            return true;
        }
        catch (Exception fault) when (fault is ActivityFault or InvalidOperationException or OverflowException)
        {
            converted = value;
            return false;
        }
    }
}
