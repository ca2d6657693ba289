using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs its body as long as the condition holds; it is asked before each round.</summary>
internal sealed class While : Loop
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.While", "Looping", "条件循环", "While", [Needs("condition", "Boolean")])
        .About("条件成立时反复执行内嵌活动。", "Runs its body as long as the condition holds.", "body");

    /// <summary>As the file has it: its condition is simply true, so only a break ends it.</summary>
    public static bool GoesOnForEver(ActivityNode node) => node.Kind is While && node.Inputs.TryGetValue("condition", out var condition)
        && condition.Expression is LiteralExpression { Value: var value } && Conversion.ToText(value).Equals("true", StringComparison.OrdinalIgnoreCase);

    public override void Check(ActivityNode node, Findings findings)
    {
        if (GoesOnForEver(node) && !EndsInside(node))
            findings.Error("no-end", node, node.JsonPath, $"“{node.Id}”的条件恒为真，循环体中又没有跳出：它永远不会结束。", $"The condition of '{node.Id}' is always true and nothing inside breaks it: it never ends.");
    }

    private static bool EndsInside(ActivityNode node) => node.Children.Any(child => child.Kind is Break or Finish or Complete or Fault || EndsInside(child));

    public override void Begin(Step step) => Go(step, 0);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => Go(step, step.Kept("i") + 1);

    private static void Go(Step step, long index)
    {
        if (step.Node.Children.IsEmpty || !step.Flag("condition"))
        {
            step.Complete();
            return;
        }

        step.Keep("i", index);
        Round(step, null, index);
    }
}
