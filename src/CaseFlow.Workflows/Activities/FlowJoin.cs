namespace CaseFlow.Workflows.Activities;

/// <summary>Where branches of a flowchart meet. The flowchart counts the arrows; the join itself only ends what still runs towards it.</summary>
internal sealed class FlowJoin : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.FlowJoin", "Branching", "汇合", "Join", [Takes("mode", "String")]);

    public override void Begin(Step step)
    {
        if (step.Visit.Parent is { } parent && step.Node.Parent!.Kind is Flowchart)
            Flowchart.CancelTowards(step.Run.StepOf(parent), step.Node);
        step.Complete();
    }

    public static JoinMode ModeOf(Step flowchart, ActivityNode node)
    {
        if (node.Kind is not FlowJoin)
            return JoinMode.WaitAllActive;
        var mode = node.Inputs.TryGetValue("mode", out var input) && flowchart.Scope.Evaluate(input) is { } value ? Conversion.ToText(value) : "";
        return Enum.TryParse<JoinMode>(mode, ignoreCase: true, out var known) ? known : JoinMode.WaitAny;
    }
}

/// <summary>When a join runs. An ordinary activity with several arrows is a <see cref="WaitAllActive"/> join.</summary>
internal enum JoinMode { WaitAny, WaitAll, WaitAllActive }
