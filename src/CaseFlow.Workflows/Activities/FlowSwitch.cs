using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Leaves by the label of the first case that holds (<c>MatchFirst</c>), of every case that holds (<c>MatchAny</c>), or by <c>Default</c>.</summary>
internal sealed class FlowSwitch : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.FlowSwitch", "Branching", "多路判断", "Switch", [Takes("mode", "String")], ports: [])
        .About("从第一个（或每一个）成立的分支离开，否则从 Default 离开。", "Leaves by the first case that holds, or by all that hold, else by Default.");

    public override void Read(NodeReading reading)
    {
        var cases = SwitchCase.ReadAll(reading);
        reading.Node.Detail = cases;
        reading.Node.Ports = [.. cases.Select(one => one.Label).Append("Default")];
    }

    public override void Begin(Step step)
    {
        var matched = SwitchCase.Matching(step, (ImmutableArray<SwitchCase>)step.Node.Detail!);
        step.Complete(matched.IsEmpty ? ["Default"] : matched.Select(one => one.Label).ToImmutableArray());
    }
}

/// <summary>One case of a switch; its condition is a bare expression, not an input.</summary>
internal sealed record SwitchCase(string Label, Expression Condition, ActivityNode? Activity)
{
    public static ImmutableArray<SwitchCase> ReadAll(NodeReading reading, bool embedded = false) =>
        [.. Json.Items(reading.Node.Source, "cases").Select((source, index) => new SwitchCase(
            Json.Text(source, "label") ?? $"Case {index + 1}",
            Json.Get(source, "condition") is { } condition ? reading.Expression(condition, $"cases[{index}].condition.value")
                : new LiteralExpression(Conversion.Null),
            embedded && Json.Get(source, "activity") is { ValueKind: JsonValueKind.Object } activity ? reading.Child(activity, $"cases[{index}].activity")
                : null))];

    public static ImmutableArray<SwitchCase> Matching(Step step, ImmutableArray<SwitchCase> cases)
    {
        var matched = cases.Where(one => Conversion.To(one.Condition.Decide(step.Scope), "Boolean").ValueKind == JsonValueKind.True);
        return step.Text("mode") == "MatchAny" ? [.. matched] : [.. matched.Take(1)];
    }
}
