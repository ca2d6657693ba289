using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Counts from <c>start</c> to <c>end</c>, the end included unless told otherwise; downwards when the step is negative.</summary>
internal sealed class For : Loop
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.For", "Looping", "计数循环", "For",
        [Takes("start", "Int32"), Takes("end", "Int32"), Takes("step", "Int32"), Takes("outerBoundInclusive", "Boolean")], ["currentValue"])
        .About("从起点数到终点，每一步执行一次内嵌活动。", "Counts from start to end and runs its body each time.", "body");

    public override void Begin(Step step) => Go(step, Number(step, "start", 0), 0);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) =>
        Go(step, step.Kept("value") + Number(step, "step", 1), step.Kept("i") + 1);

    private static void Go(Step step, long value, long index)
    {
        var stride = Number(step, "step", 1);
        if (stride == 0)
            throw new ActivityFault("invalid-step", "A step of 0 never reaches the end.");
        var past = stride > 0 ? value.CompareTo(Number(step, "end", 0)) : Number(step, "end", 0).CompareTo(value);
        if (step.Node.Children.IsEmpty || past > 0 || (past == 0 && step.Input("outerBoundInclusive") is { ValueKind: JsonValueKind.False }))
        {
            step.Complete();
            return;
        }

        step.Keep(new Dictionary<string, long?> { ["value"] = value, ["i"] = index });
        Round(step, Conversion.Number(value), index);
    }

    private static long Number(Step step, string name, long otherwise) => step.Input(name) is { } value ? value.GetInt64() : otherwise;
}
