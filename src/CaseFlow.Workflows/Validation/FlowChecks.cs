using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>What can be wrong with the arrows of a flowchart.</summary>
internal static class FlowChecks
{
    public static void Run(ActivityNode flowchart, FlowGraph graph, Findings findings)
    {
        var path = flowchart.JsonPath + ".connections";
        var places = new Dictionary<(string, string, string), int>();
        foreach (var (connection, place) in Json.Items(flowchart.Source, "connections").Select((source, place) => (FlowGraph.Connection(source), place)))
        {
            places.TryAdd(connection, place);
            if (!graph.Joins(connection))
                findings.Warn("loose-connection", flowchart, $"{path}[{place}]", "连线的一端不是本流程图中的活动：它被忽略。",
                    "One end of the connection is no activity of this flowchart: it is left out.");
        }

        foreach (var arrow in graph.Arrows)
            CheckArrow(graph, arrow, places.TryGetValue((graph.Activities[arrow.Source].Id, arrow.Port, graph.Activities[arrow.Target].Id), out var drawn) ? $"{path}[{drawn}]" : path, findings);
        if (Json.Text(Json.Get(flowchart.Source, "customProperties") ?? default, "Flowchart:ExecutionMode") == "TokenBased")
            findings.Error("token-mode", flowchart, flowchart.JsonPath + ".customProperties", "不支持令牌模式：流程图按连线计数。请用 FlowJoin 汇合分支，并去掉 Flowchart:ExecutionMode。",
                "Token mode is not offered: flowcharts count arrows. Let branches meet in a FlowJoin and remove Flowchart:ExecutionMode.");
        for (var i = 0; i < graph.Activities.Length; i++)
            CheckActivity(graph, i, findings);
        CheckEnds(graph, findings);
        findings.Steps += graph.Steps + graph.Arrows.Length + JoinChecks.Run(graph, findings);
    }

    private static void CheckArrow(FlowGraph graph, FlowArrow arrow, string path, Findings findings)
    {
        var (source, target) = (graph.Activities[arrow.Source], graph.Activities[arrow.Target]);
        if (!source.Ports.Contains(arrow.Port))
            findings.Error("unknown-port", source, path + ".source.port", $"“{source.Id}”没有出口“{arrow.Port}”；可选：{string.Join("、", source.Ports)}。",
                $"'{source.Id}' has no port '{arrow.Port}'; it has: {string.Join(", ", source.Ports)}.");
        if (!arrow.Sound)
            findings.Error("unsound-loop", source, path, $"从“{source.Id}”返回“{target.Id}”的连线跳入了另有入口的循环：汇合无法计数。让循环只有一个入口。",
                $"The arrow from '{source.Id}' back to '{target.Id}' leads into a loop with another entrance: joins cannot count. "
                + "Give the loop one entrance.");
    }

    private static void CheckActivity(FlowGraph graph, int index, Findings findings)
    {
        var node = graph.Activities[index];
        if (Json.Text(Json.Get(node.Source, "customProperties") ?? default, "mergeMode") is { } mode and not ("None" or "Stream"))
            findings.Warn("merge-mode-ignored", node, node.JsonPath + ".customProperties.mergeMode", $"合并方式“{mode}”属于令牌模式，在此不起作用；请在此前放一个 FlowJoin。",
                $"The merge mode '{mode}' belongs to token mode and has no effect; put a FlowJoin before the activity.");
        if (node.Kind is not (HumanTask or AwaitEvent))
            return;
        var used = graph.Outgoing[index].Select(arrow => arrow.Port).ToHashSet();
        foreach (var port in node.Ports.Where(port => used.Count > 0 && !used.Contains(port)))
            findings.Warn("outcome-leads-nowhere", node, node.JsonPath, $"“{node.Id}”的出口“{port}”没有连线：选择它后这条路径就结束了。",
                $"No arrow leaves '{node.Id}' by '{port}': whoever chooses it ends this path.");
    }

    /// <summary>Every activity must lead to an end: one that is left by a port without an arrow, or that ends the flowchart. A branch that goes round for ever
    /// is sound beside one that ends the flowchart and thereby the branch.</summary>
    private static void CheckEnds(FlowGraph graph, Findings findings)
    {
        var entrances = graph.Arrows.Where(arrow => graph.Reached[arrow.Source] && graph.LeadsToEnd[arrow.Source] && !graph.LeadsToEnd[arrow.Target]
                && !graph.Branches.Beside(arrow).Any(one => graph.LeadsToTerminal[one.Target]))
            .Select(arrow => arrow.Target);
        if (graph.Start >= 0 && !graph.LeadsToEnd[graph.Start])
            entrances = [graph.Start];
        foreach (var stuck in entrances.Distinct().Select(index => graph.Activities[index]))
            findings.Error("no-end", stuck, stuck.JsonPath, $"从“{stuck.Id}”出发的路径没有终点：只会一直循环。", $"The path from '{stuck.Id}' has no end: it can only go round.");
    }
}
