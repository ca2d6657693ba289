using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs its body for all items at once; ends when every round has.</summary>
internal sealed class ParallelForEach : Loop
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.ParallelForEach", "Looping", "逐项并行", "Parallel for each", [Needs("items", "Object[]")])
        .About("对列表中的所有项同时执行内嵌活动。", "Runs its body for all items at once.", "body");

    public override void Begin(Step step)
    {
        var items = step.Node.Children.IsEmpty ? [] : ForEach.Items(step);
        for (var index = 0; index < items.Length; index++)
            Round(step, items[index], index);
        step.CompleteWhenEmpty();
    }

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => step.CompleteWhenEmpty();
}
