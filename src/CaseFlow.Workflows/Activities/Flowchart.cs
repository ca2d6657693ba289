using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Activities joined by arrows. A join counts arrows, not tokens: an activity with several arrows runs once all of them were visited and at least one
/// was followed; a way not taken is walked without running anything, so that joins behind it do not wait for it.</summary>
internal sealed class Flowchart : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Flowchart", "Flow", "流程图", "Flowchart")
        .About("由连线组成的流程图：汇合处按连线计数。", "Activities joined by arrows; a join counts arrows.", "activities");

    public override void Read(NodeReading reading)
    {
        var node = reading.Node;
        var graph = new FlowGraph(reading.ChildList("activities"), FlowGraph.Connections(node.Source));
        node.Detail = graph;
        foreach (var (unknown, index) in graph.Activities.Select((activity, index) => (activity, index)).Where(item => item.activity.Kind is UnknownActivity))
            unknown.Ports = [.. graph.Outgoing[index].Select(arrow => arrow.Port).Append("Done").Distinct()];
    }

    public override void Check(ActivityNode node, Findings findings) => FlowChecks.Run(node, (FlowGraph)node.Detail!, findings);

    public override void Begin(Step step)
    {
        var graph = (FlowGraph)step.Node.Detail!;
        if (step.Run.TriggeredChild(step.Node) is { } triggered && graph.IndexOf(triggered) != graph.Start)
        {
            // Kept one higher: what was never kept reads as 0.
            step.Keep("start", graph.IndexOf(triggered) + 1);
            graph = graph.From(graph.IndexOf(triggered));
        }

        if (graph.Start < 0)
            step.Complete();
        else
            step.Schedule(graph.Activities[graph.Start]);
    }

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes)
    {
        if (childNode.Kind.IsTerminal)
        {
            step.Complete();
            return;
        }

        var walk = new ArrowWalk(step, GraphOf(step));
        walk.Leave(child, outcomes);
        walk.Finish();
    }

    public override bool CanBeEnteredAnywhere => true;

    public override void Enter(Step step, IReadOnlyCollection<Visit> cancelled, ActivityNode target) => new FlowMove(step, GraphOf(step)).Go(cancelled, target);

    /// <summary>Ends everything in the flowchart that could still lead to this activity, and walks on from there as ways not taken.</summary>
    public static void CancelTowards(Step step, ActivityNode target)
    {
        var walk = new ArrowWalk(step, GraphOf(step));
        walk.CancelTowards(walk.Graph.IndexOf(target));
        walk.Finish();
    }

    /// <summary>The graph as it is seen from where this visit began: what cannot be reached from there counts for no join.</summary>
    private static FlowGraph GraphOf(Step step) => (FlowGraph)step.Node.Detail! is var graph && step.Kept("start") is > 0 and var start ? graph.From((int)start - 1) : graph;
}
