namespace CaseFlow.Workflows.Activities;

/// <summary>Ends the whole instance; everything that still runs or waits is cancelled.</summary>
internal sealed class Finish : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Finish", "Primitives", "终止流程", "Finish")
        .About("结束整个流程，其余活动全部取消。", "Ends the whole instance; everything else is cancelled.");

    public override bool IsTerminal => true;

    public override void Begin(Step step)
    {
        var root = step.Run.Instance.Visits.Values.First(visit => visit.Parent is null);
        step.Run.Complete(root.Token, ["Done"]);
    }
}
