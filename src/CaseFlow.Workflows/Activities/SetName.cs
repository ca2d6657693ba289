namespace CaseFlow.Workflows.Activities;

/// <summary>Names the instance.</summary>
internal sealed class SetName : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.SetName", "Primitives", "设置名称", "Set name", [Takes("value", "String")])
        .About("给流程实例命名。", "Names the instance.");

    public override void Begin(Step step)
    {
        step.Record(new NameSet(step.Text("value") ?? ""));
        step.Complete();
    }
}
