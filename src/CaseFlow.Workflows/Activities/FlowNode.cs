namespace CaseFlow.Workflows.Activities;

/// <summary>Holds an embedded activity as a node of a flowchart.</summary>
internal sealed class FlowNode : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.FlowNode", "Flow", "流程节点", "Flow node")
        .About("在流程图中放置一个内嵌活动。", "Holds an embedded activity as a node of a flowchart.", "body");

    public override void Read(NodeReading reading) => reading.Child("body");

    public override void Begin(Step step) => step.ScheduleAll(step.Node.Children);
}
