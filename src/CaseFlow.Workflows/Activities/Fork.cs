using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs all its branches; ends with the last (<c>WaitAll</c>) or the first (<c>WaitAny</c>), which cancels the others.</summary>
internal sealed class Fork : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Fork", "Control Flow", "并行分支", "Fork")
        .About("同时执行全部分支；等全部结束，或第一个结束后取消其余。", "Runs all branches; ends with the last, or with the first, which cancels the others.", "branches");

    public override void Read(NodeReading reading) => reading.ChildList("branches");

    public override void Begin(Step step) => step.ScheduleAll(step.Node.Children);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes)
    {
        if (Json.Text(step.Node.Source, "joinMode") == "WaitAny")
            step.Complete();
        else
            step.CompleteWhenEmpty();
    }
}
