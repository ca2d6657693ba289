namespace CaseFlow.Workflows.Activities;

/// <summary>Says what the instance is about.</summary>
internal sealed class Correlate : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Correlate", "Primitives", "设置关联号", "Correlate", [Takes("correlationId", "String")])
        .About("说明流程实例与什么有关，以便事件找到它。", "Says what the instance is about, so that events find it.");

    public override void Begin(Step step)
    {
        step.Record(new CorrelationSet(step.Text("correlationId") ?? ""));
        step.Complete();
    }
}
