namespace CaseFlow.Workflows.Activities;

/// <summary>Stands for a type that is not known here. The definition can be shown and saved; a token that gets here is an incident.</summary>
internal sealed class UnknownActivity : ActivityKind
{
    public static UnknownActivity Kind { get; } = new();

    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.NotFoundActivity", "System", "未知活动", "Unknown activity");

    public override void Check(ActivityNode node, Findings findings)
    {
        if (!findings.Has("definition-cycle") || Json.Text(node.Source, "workflowDefinitionId") is null)
            findings.Error("unknown-activity", node, node.JsonPath + ".type", $"未知的活动类型“{node.Type}”。", $"The activity type '{node.Type}' is unknown.");
    }

    public override void Begin(Step step) => throw new ActivityFault("unknown-activity", $"The activity type '{step.Node.Type}' is unknown.");
}
