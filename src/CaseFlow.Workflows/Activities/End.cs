namespace CaseFlow.Workflows.Activities;

/// <summary>Ends the sequence or flowchart around it; what else runs there is cancelled.</summary>
internal sealed class End : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.End", "Flow", "结束", "End");

    public override bool IsTerminal => true;

    public override void Begin(Step step) => step.Complete();
}
