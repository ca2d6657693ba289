namespace CaseFlow.Workflows.Activities;

/// <summary>Ends the nearest loop. Outside a loop it ends every sequence around it, as Elsa does.</summary>
internal sealed class Break : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Break", "Looping", "跳出循环", "Break")
        .About("跳出最近的循环。", "Ends the nearest loop.");

    public override bool IsTerminal => true;

    public override void Begin(Step step)
    {
        var around = Around(step).ToList();
        var ended = around.Find(visit => visit.Node.Kind is Loop) ?? around.FindLast(visit => visit.Node.Kind is Sequence);
        if (ended is null)
        {
            step.Complete();
            return;
        }

        step.Run.Close(step.Token, ["Done"]);
        ended.Complete();
    }

    private static IEnumerable<Step> Around(Step step)
    {
        for (var next = step; !next.Node.IsWorkflow && next.Visit.Parent is { } parent;)
            yield return next = step.Run.StepOf(parent);
    }
}
