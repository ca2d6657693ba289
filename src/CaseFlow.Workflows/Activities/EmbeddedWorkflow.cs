using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>A workflow: the instance's own, or another one used as an activity with a scope of its own, its outcomes as ports.</summary>
/// <param name="child">The workflow used as an activity; null for the instance's own.</param>
internal sealed class EmbeddedWorkflow(WorkflowDefinition? child) : ActivityKind
{
    public static EmbeddedWorkflow Itself { get; } = new(null);

    public WorkflowDefinition? Child => child;

    public override ActivityDescriptor Descriptor { get; } = child is null
        ? Describe("Elsa.Workflow", "Workflows", "流程", "Workflow")
        : Describe(Pascal(child.Name), "Workflows", child.Name, child.Name,
            [.. child.Inputs.Select(input => Takes(Member(input.Name), input.Type))],
            [.. child.Outputs.Select(output => Member(output.Name))],
            [.. child.Outcomes.Append("Done").Distinct()]);

    /// <summary>The type name of a workflow is its name in Pascal case.</summary>
    public static string Pascal(string name) => string.Concat(name.Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public override void Begin(Step step)
    {
        foreach (var input in child?.Inputs ?? [])
            if (step.Node.Inputs.TryGetValue(Member(input.Name), out var given) && step.Outer.Evaluate(given) is { } value)
                step.Record(new VariableSet(step.Token, Scope.InputPrefix + input.Name, value));
        foreach (var root in step.Node.Children)
            step.Schedule(root);
        if (step.Node.Children.IsEmpty)
            step.Complete();
    }

    public override bool CanBeEnteredAnywhere => true;

    public override void ChildCompleted(Step step, Visit childVisit, ActivityNode childNode, ImmutableArray<string> outcomes) => Leave(step, ["Done"]);

    /// <summary>Completes the workflow nearest around a visit.</summary>
    public static void Complete(Step step, ImmutableArray<string> outcomes)
    {
        var run = step.Run;
        var token = step.Token;
        while (!run.StepOf(token).Node.IsWorkflow)
            token = run.Instance.Visits[token].Parent!.Value;
        Leave(run.StepOf(token), outcomes);
    }

    private static void Leave(Step step, ImmutableArray<string> outcomes)
    {
        if (step.Node.Kind is EmbeddedWorkflow { } kind)
            kind.HandOver(step);
        step.Run.Complete(step.Token, outcomes);
    }

    private void HandOver(Step step)
    {
        foreach (var output in child?.Outputs ?? [])
        {
            if (!step.Visit.Variables.TryGetValue(Scope.OutputPrefix + output.Name, out var value))
                continue;
            if (step.Node.Outputs.TryGetValue(Member(output.Name), out var target))
                step.Outer.Bind(target, value);
            if (step.Run.Definition.KeepsResults)
                step.Outer.KeepResult(step.Node, output.Name, value);
        }
    }

    private static readonly ImmutableHashSet<string> Taken = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "source", "line"];

    /// <summary>The name of a parameter as a member of the activity, e.g. <c>Total</c> → <c>total</c>; one that an activity has anyway gets an
    /// underscore.</summary>
    private static string Member(string name)
    {
        var member = JsonNamingPolicy.CamelCase.ConvertName(name);
        return Taken.Contains(member) ? "_" + member : member;
    }
}
