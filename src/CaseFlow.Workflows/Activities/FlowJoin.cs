namespace CaseFlow.Workflows.Activities;

/// <summary>Where branches of a flowchart meet. The flowchart counts the arrows; the join itself only ends what still runs towards it.</summary>
internal sealed class FlowJoin : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.FlowJoin", "Branching", "汇合", "Join", [Takes("mode", "String")])
        .About("分支在此汇合：等任意一个、等全部，或等全部走到的。", "Where branches meet: waits for any, for all, or for all that were taken.");

    public override void Begin(Step step)
    {
        if (step.Visit.Parent is { } parent && step.Node.Parent!.Kind is Flowchart)
            Flowchart.CancelTowards(step.Run.StepOf(parent), step.Node);
        step.Complete();
    }

    /// <summary>As far as the file says: a mode that is computed may turn out to be any.</summary>
    public static bool MayPassFirst(ActivityNode node) => node.Kind is FlowJoin && Declared(node) is null or JoinMode.WaitAny;

    /// <summary>The mode that the file gives; null if it is computed, or the activity is no join.</summary>
    public static JoinMode? Declared(ActivityNode node) => node.Kind is not FlowJoin ? null
        : !node.Inputs.TryGetValue("mode", out var mode) ? JoinMode.WaitAny
        : mode.Expression is LiteralExpression { Value: var value } ? Parse(Conversion.ToText(value)) : null;

    public static JoinMode ModeOf(Step flowchart, ActivityNode node)
    {
        if (node.Kind is not FlowJoin)
            return JoinMode.WaitAllActive;
        var mode = node.Inputs.TryGetValue("mode", out var input) && flowchart.Scope.Evaluate(input) is { } value ? Conversion.ToText(value) : "";
        return Parse(mode);
    }

    private static JoinMode Parse(string mode) => Enum.TryParse<JoinMode>(mode, ignoreCase: true, out var known) ? known : JoinMode.WaitAny;
}

/// <summary>When a join runs. An ordinary activity with several arrows is a <see cref="WaitAllActive"/> join.</summary>
internal enum JoinMode { WaitAny, WaitAll, WaitAllActive }
