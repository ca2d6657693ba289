namespace CaseFlow.Workflows.Activities;

/// <summary>Writes a line to the log of the instance.</summary>
internal sealed class WriteLine : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.WriteLine", "Console", "输出一行", "Write line", [Takes("text", "String")])
        .About("在日志中写一行文字。", "Writes a line to the log of the instance.");

    public override void Begin(Step step)
    {
        step.Record(new LineWritten(step.Text("text") ?? ""));
        step.Complete();
    }
}
