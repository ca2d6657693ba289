using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Starts one instance of a workflow for each item. When it waits, a branch may run for each child that ends: <c>childCompleted</c> for one that finished,
/// <c>childFaulted</c> for one that was cancelled or could not be started; both know its <c>ChildInstanceId</c>. It leaves when every child has ended and every branch has.</summary>
internal sealed class BulkDispatchWorkflows : ActivityKind
{
    /// <summary>More children of one activity are an incident: they would all stand in one burst.</summary>
    internal const int MostItems = 1_000;

    public const string Name = "Elsa.BulkDispatchWorkflows";

    private sealed record Branches(ActivityNode? Completed, ActivityNode? Faulted);

    public override ActivityDescriptor Descriptor { get; } = Describe(Name, "Composition", "批量启动流程", "Bulk dispatch workflows",
        [Needs("workflowDefinitionId", "String"), Needs("items", "Object"), Takes("defaultItemInputKey", "String"), Takes("correlationIdFunction", "String"),
            Takes("input", "ObjectDictionary"), Takes("waitForCompletion", "Boolean")], ports: ["Completed", "Canceled", "Done"])
        .About("为列表中的每一项启动一个流程，可等待全部结束。", "Starts one workflow for each item and may wait until every one has ended.", "childCompleted", "childFaulted");

    public override void Read(NodeReading reading) => reading.Node.Detail = new Branches(reading.Child("childCompleted"), reading.Child("childFaulted"));

    public override bool Offers(ActivityNode node, string name) => name == "ChildInstanceId"
        || name == (node.Inputs.TryGetValue("defaultItemInputKey", out var key) && key.Expression is LiteralExpression { Value: var value } ? Conversion.ToText(value) : "Item");

    public override void Begin(Step step)
    {
        var items = ForEach.Items(step);
        if (items.Length > MostItems)
            throw new ActivityFault("too-many-items", $"'{step.Node.Id}' was given {items.Length} items; it starts at most {MostItems} workflows.");
        var definition = step.Needed("workflowDefinitionId");
        var children = items.Select(item => Child(step, item)).ToArray();
        if (children.Length == 0)
        {
            step.Complete("Completed", "Done");
            return;
        }

        step.Keep("open", children.Length);
        step.Record(new RequestIssued(step.Token, step.Node.NodeId, Name, JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["workflowDefinitionId"] = definition,
            ["waitForCompletion"] = step.Input("waitForCompletion") is not { ValueKind: JsonValueKind.False },
            ["children"] = children,
        })));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        if (stimulus is not ChildEnded ended)
        {
            step.Complete("Done");
            return;
        }

        var branches = (Branches)step.Node.Detail!;
        step.Keep(new Dictionary<string, long?> { ["open"] = step.Kept("open") - 1, ["cancelled"] = step.Kept("cancelled") + (ended.Finished ? 0 : 1) });
        if ((ended.Finished ? branches.Completed : branches.Faulted) is { } branch)
            step.Record(new VariableSet(step.Schedule(branch), "ChildInstanceId", Conversion.Text(ended.ChildInstanceId)));
        LeaveWhenAllHaveEnded(step);
    }

    public override void ChildCompleted(Step step, Visit childVisit, ActivityNode childNode, ImmutableArray<string> outcomes) => LeaveWhenAllHaveEnded(step);

    private static void LeaveWhenAllHaveEnded(Step step)
    {
        if (step.Kept("open") <= 0 && step.Run.ChildrenOf(step.Token).Count == 0)
            step.Complete(step.Kept("cancelled") == 0 ? "Completed" : "Canceled", "Done");
    }

    /// <summary>What one child is started with: the common input, and the item under its key. An item that is an object gives its members, as in Elsa.</summary>
    private static object Child(Step step, JsonElement item)
    {
        var key = step.Text("defaultItemInputKey") is { Length: > 0 } given ? given : "Item";
        var input = step.Input("input") is { ValueKind: JsonValueKind.Object } common ? common.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) : [];
        if (item.ValueKind == JsonValueKind.Object)
            foreach (var member in item.EnumerateObject())
                input[member.Name] = member.Value;
        else
            input[key] = item;
        if (!step.Node.Inputs.ContainsKey("correlationIdFunction"))
            return new { input };
        // The function sees the item under its key, as the child will.
        step.Record(new VariableSet(step.Token, key, item));
        return new { input, correlationId = step.Text("correlationIdFunction") };
    }
}
