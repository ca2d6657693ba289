using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs its body as long as the condition holds; it is asked before each round.</summary>
internal sealed class While : Loop
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.While", "Looping", "条件循环", "While", [Needs("condition", "Boolean")]);

    public override void Begin(Step step) => Go(step, 0);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => Go(step, step.Kept("i") + 1);

    private static void Go(Step step, long index)
    {
        if (step.Node.Children.IsEmpty || !step.Flag("condition"))
        {
            step.Complete();
            return;
        }

        step.Keep("i", index);
        Round(step, null, index);
    }
}
