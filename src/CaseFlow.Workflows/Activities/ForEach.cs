using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs its body for each item, one after the other. The list is kept as it was at the beginning, so a body that changes it does not shift the
/// loop.</summary>
internal sealed class ForEach : Loop
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.ForEach", "Looping", "逐项循环", "For each", [Needs("items", "Object[]")], ["currentValue"])
        .About("对列表中的每一项依次执行内嵌活动。", "Runs its body for each item, one after the other.", "body");

    public override void Begin(Step step)
    {
        var items = Items(step);
        step.Record(new VisitStateChanged(step.Token, JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["items"] = items })));
        Go(step, 0);
    }

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => Go(step, (int)step.Kept("i") + 1);

    private static void Go(Step step, int index)
    {
        var items = step.Visit.State["items"];
        if (step.Node.Children.IsEmpty || index >= items.GetArrayLength())
        {
            step.Complete();
            return;
        }

        step.Keep("i", index);
        Round(step, items[index], index);
    }

    /// <summary>A list is itself, nothing is no item, anything else is one item.</summary>
    public static ImmutableArray<JsonElement> Items(Step step) => step.Input("items") switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { } one => [one],
        null => [],
    };
}
