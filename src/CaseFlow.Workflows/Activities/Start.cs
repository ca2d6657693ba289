namespace CaseFlow.Workflows.Activities;

/// <summary>Marks where a flowchart begins.</summary>
internal sealed class Start : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Start", "Flow", "开始", "Start")
        .About("标明流程图从哪里开始。", "Marks where a flowchart begins.");

    public override void Begin(Step step) => step.Complete();
}
