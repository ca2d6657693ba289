namespace CaseFlow.Workflows.Activities;

/// <summary>Ends the whole instance; everything that still runs or waits is cancelled.</summary>
internal sealed class Finish : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Finish", "Primitives", "终止流程", "Finish");

    public override bool IsTerminal => true;

    public override void Begin(Step step)
    {
        var root = step.Run.Instance.Visits.Values.First(visit => visit.Parent is null);
        step.Run.Complete(root.Token, ["Done"]);
    }
}
