namespace CaseFlow.Workflows.Activities;

/// <summary>Leaves by <c>True</c> or <c>False</c>.</summary>
internal sealed class FlowDecision : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.FlowDecision", "Branching", "判断", "Decision", [Needs("condition", "Boolean")], ports: ["True", "False"])
        .About("按条件从 True 或 False 离开。", "Leaves by True or False.");

    public override void Begin(Step step) => step.Complete(step.Flag("condition") ? "True" : "False");
}
