namespace CaseFlow.Workflows.Activities;

/// <summary>Leaves by every branch at once.</summary>
internal sealed class FlowFork : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.FlowFork", "Branching", "分叉", "Fork", [Takes("branches", "String[]")], ports: [])
        .About("同时从每个分支离开。", "Leaves by every branch at once.");

    public override void Read(NodeReading reading)
    {
        if (reading.Node.Inputs.TryGetValue("branches", out var input) && input.Expression is LiteralExpression { Value: var value })
            reading.Node.Ports = Conversion.ToNames(value) is { IsEmpty: false } names ? names : ["Done"];
        else
            reading.Node.Ports = ["Done"];
    }

    public override void Begin(Step step)
    {
        var branches = step.Names("branches");
        step.Complete(branches);
    }
}
