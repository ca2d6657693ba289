using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>Joins that may wait for ever: beside a branch that always arrives stands one that waits for an event from outside, which may never come. The usual
/// mistake is «delivered» beside «time is up», both leading into one activity: it needs a join that waits for any.</summary>
internal static class JoinChecks
{
    /// <summary>Enough for any flowchart drawn by people; a generated one is not searched for hours.</summary>
    private const int MostSearches = 2_000;

    public static void Run(FlowGraph graph, Findings findings)
    {
        var searches = 0;
        for (var join = 0; join < graph.Activities.Length; join++)
        {
            if (graph.Forward[join].Length < 2 || MayPassAny(graph.Activities[join]))
                continue;
            var ancestors = graph.Ancestors(join);
            foreach (var wait in ancestors.Where(activity => graph.Activities[activity].Kind is Event or AwaitEvent))
            {
                if (++searches > MostSearches)
                    return;
                if (Behind(graph, join, wait: null).Contains(wait) && Beside(graph, join, wait))
                {
                    Warn(findings, graph.Activities[join], graph.Activities[wait]);
                    break;
                }
            }
        }
    }

    private static bool Beside(FlowGraph graph, int join, int wait)
    {
        var around = Behind(graph, join, wait);
        var towardsWait = graph.Ancestors(wait).Add(wait);
        return graph.Ancestors(wait).Any(fork => graph.Outgoing[fork].Any(one => towardsWait.Contains(one.Target)
            && graph.Outgoing[fork].Any(other => other.Index != one.Index && Together(graph.Activities[fork], one, other)
                && (other.Target == join || around.Contains(other.Target)))));
    }

    private static bool Together(ActivityNode fork, FlowArrow one, FlowArrow other) => one.Port == other.Port || fork.Kind is FlowFork;

    /// <summary>What leads to the join without passing a join that lets the first one through, nor <paramref name="wait"/>.</summary>
    private static HashSet<int> Behind(FlowGraph graph, int join, int? wait)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([join]);
        while (open.TryPop(out var next))
            foreach (var arrow in graph.Forward[next])
                if (arrow.Source != wait && !MayPassAny(graph.Activities[arrow.Source]) && seen.Add(arrow.Source))
                    open.Push(arrow.Source);
        return seen;
    }

    private static bool MayPassAny(ActivityNode node) => node.Kind is FlowJoin
        && (!node.Inputs.TryGetValue("mode", out var mode) || mode.Expression is not LiteralExpression { Value: var value }
            || Conversion.ToText(value) is not ("WaitAll" or "WaitAllActive"));

    private static void Warn(Findings findings, ActivityNode join, ActivityNode wait) => findings.Warn("join-may-wait", join, join.JsonPath,
        $"“{join.Id}”要等所有分支，而“{wait.Id}”等待的外部事件可能永远不来。若先到者为准，请在此前放一个 WaitAny 汇合。",
        $"'{join.Id}' waits for all its branches, but the event that '{wait.Id}' waits for may never come. "
        + "If the first to arrive decides, put a FlowJoin with WaitAny before it.");
}
