using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs one of two embedded activities.</summary>
internal sealed class If : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.If", "Branching", "如果", "If", [Needs("condition", "Boolean")], ["result"])
        .About("按条件执行两个内嵌活动之一。", "Runs one of two embedded activities.", "then", "else");

    public override void Read(NodeReading reading) => reading.Node.Detail = (reading.Child("then"), reading.Child("else"));

    public override void Begin(Step step)
    {
        var condition = step.Flag("condition");
        step.Bind("result", JsonSerializer.SerializeToElement(condition));
        var (then, @else) = ((ActivityNode?, ActivityNode?))step.Node.Detail!;
        if ((condition ? then : @else) is { } branch)
            step.Schedule(branch);
        else
            step.Complete();
    }
}
