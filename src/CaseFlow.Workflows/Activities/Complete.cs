namespace CaseFlow.Workflows.Activities;

/// <summary>Ends the nearest workflow with outcomes: the instance, or the workflow used as an activity, which is then left by these ports.</summary>
internal sealed class Complete : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Complete", "Composition", "完成", "Complete", [Takes("outcomes", "Object")])
        .About("以给定的出口结束流程；作为活动使用时即从该出口离开。", "Ends the workflow with outcomes; used as an activity it is left by these ports.");

    public override bool IsTerminal => true;

    public override void Begin(Step step)
    {
        var outcomes = step.Names("outcomes");
        EmbeddedWorkflow.Complete(step, outcomes.IsEmpty ? ["Done"] : outcomes);
    }
}
