using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>What can only be seen by following every way: activities that never run, clocks that are started and never stopped.</summary>
internal static class PathChecks
{
    public static void Run(WorkflowDefinition definition, IReadOnlyList<ActivityNode> own, Findings findings)
    {
        var paths = new Paths(definition);
        var reached = paths.Reached();
        foreach (var node in own.Where(node => !reached[paths.Begin(node)] && reached[paths.Begin(node.Parent!)]))
            findings.Warn("unreachable", node, node.JsonPath, $"从开始处无法到达“{node.Id}”：它永远不会执行。", $"'{node.Id}' cannot be reached from the start: it never runs.");
        var started = definition.Nodes.Values.Where(node => Named(node, node.Kind.Descriptor.Opens) is not null).ToLookup(node => Named(node, node.Kind.Descriptor.Opens)!);
        foreach (var clock in started)
            CheckClock(definition, paths, clock.Key, clock.Where(node => reached[paths.Begin(node)]).ToList(), own.ToHashSet(), findings);
        findings.Steps += paths.Steps;
    }

    private static void CheckClock(WorkflowDefinition definition, Paths paths, string clock, List<ActivityNode> starts, HashSet<ActivityNode> own, Findings findings)
    {
        var stops = definition.Nodes.Values.Where(node => node.Kind.Descriptor.Closes is { } input && node.Inputs.ContainsKey(input)
            && (Named(node, input) ?? clock) == clock).Select(paths.Begin).ToHashSet();
        var begins = starts.Select(paths.Begin).ToHashSet();
        var faults = definition.Nodes.Values.Where(node => node.Kind is Fault).Select(paths.Begin).ToHashSet(); // an operator decides how it goes on
        var end = paths.End(definition.Root);
        var keeps = paths.Where(true, (point, ways, so) => !stops.Contains(point) && (ways.Count == 0 || ways.Any(all => all.All(next => so[next]))));
        var terminals = definition.Nodes.Values.Where(node => node.Kind.IsTerminal).Select(paths.Begin).ToHashSet();
        // Branches beside each other end what is around them when each has come to its end, or when one ends it by force; while another only goes round, nothing has ended.
        var breaks = paths.Where(false, (point, ways, so) => !stops.Contains(point) && !faults.Contains(point)
            && (terminals.Contains(point) || ways.Any(all => all.All(next => keeps[next]) && all.Any(next => so[next]))));
        var ends = paths.Where(false, (point, ways, so) => !stops.Contains(point) && !faults.Contains(point)
            && (point == end || ways.Any(all => all.All(next => keeps[next]) && (all.All(next => so[next]) || all.Any(next => so[next] && breaks[next])))));
        var open = paths.Where(false, (point, ways, so) => (begins.Contains(point) && ends[point])
            || ways.Any(all => all.Any(next => so[next] && all.All(other => other == next || keeps[other]))));
        if (!open[paths.Begin(definition.Root)])
            return;
        foreach (var place in starts.Where(node => ends[paths.Begin(node)]).Select(node => OwnPlace(node, own)).OfType<ActivityNode>().Distinct())
            Report(place, clock, findings);
    }

    /// <summary>A warning and no more: whether a path can be taken depends on conditions that are not evaluated here, and a sound process must not be kept from its release.</summary>
    private static void Report(ActivityNode node, string clock, Findings findings) => findings.Warn("clock-not-stopped", node, node.JsonPath,
        $"从“{node.Id}”启动的时限“{clock}”在某条到终点的路径上没有停止。", $"The clock '{clock}' that '{node.Id}' starts is not stopped on every path to an end.");

    private static ActivityNode? OwnPlace(ActivityNode? node, HashSet<ActivityNode> own)
    {
        while (node is not null && !own.Contains(node))
            node = node.Parent;
        return node;
    }

    private static string? Named(ActivityNode node, string? input) =>
        input is not null && node.Inputs.TryGetValue(input, out var given) && given.Expression is LiteralExpression { Value: var value } ? Conversion.ToText(value) : null;
}
