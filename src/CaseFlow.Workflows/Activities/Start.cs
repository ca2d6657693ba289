namespace CaseFlow.Workflows.Activities;

/// <summary>Marks where a flowchart begins.</summary>
internal sealed class Start : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Start", "Flow", "开始", "Start");

    public override void Begin(Step step) => step.Complete();
}
