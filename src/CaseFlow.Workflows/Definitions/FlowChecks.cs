namespace CaseFlow.Workflows;

/// <summary>What can be wrong with the arrows of a flowchart.</summary>
internal static class FlowChecks
{
    public static void Run(ActivityNode flowchart, FlowGraph graph, Findings findings)
    {
        foreach (var arrow in graph.Arrows)
        {
            var source = graph.Activities[arrow.Source];
            if (!source.Ports.Contains(arrow.Port))
                findings.Error("unknown-port", source, flowchart.JsonPath + ".connections", $"“{source.Id}”没有出口“{arrow.Port}”；可选：{string.Join("、", source.Ports)}。",
                    $"'{source.Id}' has no port '{arrow.Port}'; it has: {string.Join(", ", source.Ports)}.");
            if (!arrow.Sound)
                findings.Error("unsound-loop", source, flowchart.JsonPath + ".connections", $"从“{source.Id}”返回“{graph.Activities[arrow.Target].Id}”的连线跳入了另有入口的循环。",
                    $"The arrow from '{source.Id}' back to '{graph.Activities[arrow.Target].Id}' leads into a loop that can also be entered elsewhere.");
        }
    }
}
