namespace CaseFlow.Workflows.Activities;

/// <summary>Says what the instance is about.</summary>
internal sealed class Correlate : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Correlate", "Primitives", "设置关联号", "Correlate", [Takes("correlationId", "String")]);

    public override void Begin(Step step)
    {
        step.Record(new CorrelationSet(step.Text("correlationId") ?? ""));
        step.Complete();
    }
}
