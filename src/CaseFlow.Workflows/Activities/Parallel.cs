using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs all its activities; ends when every one has.</summary>
internal sealed class Parallel : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Parallel", "Workflows", "并行", "Parallel")
        .About("同时执行其中的全部活动，全部结束后才结束。", "Runs all its activities; ends when every one has.", "activities");

    public override void Read(NodeReading reading) => reading.ChildList("activities");

    public override void Begin(Step step) => step.ScheduleAll(step.Node.Children);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => step.CompleteWhenEmpty();
}
