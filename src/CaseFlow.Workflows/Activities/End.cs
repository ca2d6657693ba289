namespace CaseFlow.Workflows.Activities;

/// <summary>Ends the sequence or flowchart around it; what else runs there is cancelled.</summary>
internal sealed class End : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.End", "Flow", "结束", "End")
        .About("结束所在的流程图或顺序，其中仍在进行的活动被取消。", "Ends the flowchart or sequence around it; what still runs there is cancelled.");

    public override bool IsTerminal => true;

    public override void Begin(Step step) => step.Complete();
}
