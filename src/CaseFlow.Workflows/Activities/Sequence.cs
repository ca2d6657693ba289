using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>One activity after the other.</summary>
internal sealed class Sequence : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Sequence", "Workflows", "顺序", "Sequence")
        .About("依次执行其中的活动。", "Runs its activities one after the other.", "activities");

    public override void Read(NodeReading reading) => reading.ChildList("activities");

    public override void Begin(Step step) => Go(step, 0);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes)
    {
        if (childNode.Kind.IsTerminal)
            step.Complete();
        else
            Go(step, (int)step.Kept("i") + 1);
    }

    public override bool CanBeEnteredAnywhere => true;

    public override void Enter(Step step, IReadOnlyCollection<Visit> cancelled, ActivityNode target)
    {
        step.Keep("i", step.Node.Children.IndexOf(target));
        step.Schedule(target);
    }

    private static void Go(Step step, int index)
    {
        if (index >= step.Node.Children.Length)
        {
            step.Complete();
            return;
        }

        if (index > 0)
            step.Keep("i", index);
        step.Schedule(step.Node.Children[index]);
    }
}
