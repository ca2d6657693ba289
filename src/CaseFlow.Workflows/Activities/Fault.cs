namespace CaseFlow.Workflows.Activities;

/// <summary>Stops here with an incident of its own making.</summary>
internal sealed class Fault : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Fault", "Primitives", "报告异常", "Fault",
        [Takes("code", "String"), Takes("category", "String"), Takes("faultType", "String"), Takes("message", "String")])
        .About("在此停下并报告异常，等待运维处理。", "Stops here with an incident for an operator.");

    public override void Begin(Step step) =>
        throw new ActivityFault(step.Text("code") is { Length: > 0 } code ? code : "fault", step.Text("message") ?? "");
}
