using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>What can be wrong with the arrows of a flowchart.</summary>
internal static class FlowChecks
{
    public static void Run(ActivityNode flowchart, FlowGraph graph, Findings findings)
    {
        var path = flowchart.JsonPath + ".connections";
        foreach (var arrow in graph.Arrows)
            CheckArrow(graph, arrow, path, findings);
        for (var i = 0; i < graph.Activities.Length; i++)
            CheckActivity(graph, i, findings);
        if (graph.Start >= 0)
            CheckEnds(graph, path, findings);
        JoinChecks.Run(graph, findings);
    }

    private static void CheckArrow(FlowGraph graph, FlowArrow arrow, string path, Findings findings)
    {
        var (source, target) = (graph.Activities[arrow.Source], graph.Activities[arrow.Target]);
        if (!source.Ports.Contains(arrow.Port))
            findings.Error("unknown-port", source, path, $"“{source.Id}”没有出口“{arrow.Port}”；可选：{string.Join("、", source.Ports)}。",
                $"'{source.Id}' has no port '{arrow.Port}'; it has: {string.Join(", ", source.Ports)}.");
        if (!arrow.Sound)
            findings.Error("unsound-loop", source, path, $"从“{source.Id}”返回“{target.Id}”的连线跳入了另有入口的循环：汇合无法计数。让循环只有一个入口。",
                $"The arrow from '{source.Id}' back to '{target.Id}' leads into a loop with another entrance: joins cannot count. "
                + "Give the loop one entrance.");
    }

    private static void CheckActivity(FlowGraph graph, int index, Findings findings)
    {
        var node = graph.Activities[index];
        if (!graph.Reached[index])
            findings.Warn("unreachable", node, node.JsonPath, $"从开始处无法到达“{node.Id}”：它永远不会执行。", $"'{node.Id}' cannot be reached from the start: it never runs.");
        if (node.Kind is not (HumanTask or AwaitEvent))
            return;
        var used = graph.Outgoing[index].Select(arrow => arrow.Port).ToHashSet();
        foreach (var port in node.Ports.Where(port => used.Count > 0 && !used.Contains(port)))
            findings.Warn("outcome-leads-nowhere", node, node.JsonPath, $"“{node.Id}”的出口“{port}”没有连线：选择它后这条路径就结束了。",
                $"No arrow leaves '{node.Id}' by '{port}': whoever chooses it ends this path.");
    }

    /// <summary>Every activity must lead to an end: one that is left by a port without an arrow, or that ends the flowchart.</summary>
    private static void CheckEnds(FlowGraph graph, string path, Findings findings)
    {
        var leads = new bool[graph.Activities.Length];
        var incoming = graph.Arrows.ToLookup(arrow => arrow.Target, arrow => arrow.Source);
        var open = new Stack<int>(Enumerable.Range(0, leads.Length).Where(IsEnd));
        while (open.TryPop(out var next))
        {
            if (leads[next])
                continue;
            leads[next] = true;
            foreach (var source in incoming[next])
                open.Push(source);
        }

        if (Enumerable.Range(0, leads.Length).FirstOrDefault(i => graph.Reached[i] && !leads[i], -1) is var stuck and >= 0)
            findings.Error("no-end", graph.Activities[stuck], path, $"从“{graph.Activities[stuck].Id}”出发的路径没有终点：只会一直循环。",
                $"The path from '{graph.Activities[stuck].Id}' has no end: it can only go round.");

        bool IsEnd(int i) => graph.Activities[i].Kind.IsTerminal || graph.Activities[i].Ports.Any(port => graph.Outgoing[i].All(arrow => arrow.Port != port));
    }
}
