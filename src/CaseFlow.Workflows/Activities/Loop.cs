using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Repeats an embedded body. Each round has a scope of its own with <c>CurrentValue</c> and <c>CurrentIndex</c>.</summary>
internal abstract class Loop : ActivityKind
{
    public override void Read(NodeReading reading) => reading.Child("body");

    public override bool Offers(ActivityNode node, string name) => name is "CurrentValue" or "CurrentIndex";

    protected static void Round(Step step, JsonElement? value, long index)
    {
        if (value is { } current)
            step.Bind("currentValue", current);
        var body = step.Schedule(step.Node.Children[0]);
        if (value is { } visible)
            step.Record(new VariableSet(body, "CurrentValue", visible));
        step.Record(new VariableSet(body, "CurrentIndex", Conversion.Number(index)));
    }
}
