using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>An arrow of a flowchart, by index of the activities it joins.</summary>
/// <param name="Backward">It closes a loop and does not count for the join at its target.</param>
/// <param name="Sound">False for a backward arrow whose source can be reached without passing its target: what a join should count is then undefined.</param>
internal sealed record FlowArrow(int Index, int Source, string Port, int Target, bool Backward, bool Sound);

/// <summary>A flowchart's activities and arrows, analysed once when the definition is read. Indexes follow the file and are kept in the state of instances,
/// which stay with their version.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, int> indexes = [];
    private readonly Dictionary<int, ImmutableHashSet<int>> ancestors = [];

    private readonly Dictionary<int, FlowGraph> fromOthers = [];
    private readonly ImmutableArray<(string Source, string Port, string Target)> connections;

    /// <param name="start">The activity to begin with; null: the one the file means.</param>
    public FlowGraph(ImmutableArray<ActivityNode> activities, IEnumerable<(string Source, string Port, string Target)> connections, int? start = null)
    {
        this.connections = [.. connections];
        Activities = activities;
        for (var i = 0; i < activities.Length; i++)
            indexes.TryAdd(activities[i].Id, i);
        var known = connections.Where(arrow => indexes.ContainsKey(arrow.Source) && indexes.ContainsKey(arrow.Target)).Distinct()
            .Select(arrow => new Edge(indexes[arrow.Source], arrow.Port, indexes[arrow.Target])).ToList();
        Start = start ?? FindStart(known);
        var loops = new FlowLoops(activities.Length, known.Select(edge => (edge.Source, edge.Target)).ToList(), Start);
        Arrows = [.. known.Select((edge, i) => new FlowArrow(i, edge.Source, edge.Port, edge.Target, loops.IsBackward(i), loops.IsSound(i)))];
        Reached = loops.Reached;
        Outgoing = Group(Arrows, arrow => arrow.Source);
        Forward = Group(Arrows.Where(arrow => !arrow.Backward && Reached[arrow.Source]), arrow => arrow.Target);
    }

    private sealed record Edge(int Source, string Port, int Target);

    public ImmutableArray<ActivityNode> Activities { get; }
    public ImmutableArray<FlowArrow> Arrows { get; }

    /// <summary>The activity a token begins with; −1 in an empty flowchart.</summary>
    public int Start { get; }

    public ImmutableArray<bool> Reached { get; }
    public ImmutableArray<ImmutableArray<FlowArrow>> Outgoing { get; }

    /// <summary>The arrows a join counts, by target.</summary>
    public ImmutableArray<ImmutableArray<FlowArrow>> Forward { get; }

    /// <summary>The same chart begun at another activity: a trigger.</summary>
    public FlowGraph From(int start)
    {
        lock (fromOthers) // a definition is shared by all threads
            return fromOthers.TryGetValue(start, out var known) ? known : fromOthers[start] = new FlowGraph(Activities, connections, start);
    }

    public int IndexOf(ActivityNode node) => indexes[node.Id];

    /// <summary>Everything from which the activity can be reached without a backward arrow.</summary>
    public ImmutableHashSet<int> Ancestors(int activity)
    {
        lock (ancestors) // a definition is shared by all threads
        {
            if (ancestors.TryGetValue(activity, out var known))
                return known;
            var seen = new HashSet<int>();
            var open = new Stack<int>([activity]);
            while (open.TryPop(out var next))
                foreach (var arrow in Forward[next])
                    if (seen.Add(arrow.Source))
                        open.Push(arrow.Source);
            return ancestors[activity] = [.. seen];
        }
    }

    private int FindStart(List<Edge> edges)
    {
        var targets = edges.Select(edge => edge.Target).ToHashSet();
        return First(node => node.Kind is Activities.Start)
            ?? First(Triggers.CanStart)
            ?? First(node => !targets.Contains(indexes[node.Id]))
            ?? (Activities.IsEmpty ? -1 : 0);
    }

    private int? First(Func<ActivityNode, bool> condition) =>
        Activities.FirstOrDefault(condition) is { } node ? indexes[node.Id] : null;

    private ImmutableArray<ImmutableArray<FlowArrow>> Group(IEnumerable<FlowArrow> arrows, Func<FlowArrow, int> by)
    {
        var lookup = arrows.ToLookup(by);
        return [.. Enumerable.Range(0, Activities.Length).Select(i => lookup[i].ToImmutableArray())];
    }

    /// <summary>Arrows as the file has them; the older flat spelling is understood. No port means <c>Done</c>.</summary>
    public static IEnumerable<(string Source, string Port, string Target)> Connections(JsonElement flowchart)
    {
        foreach (var connection in Json.Items(flowchart, "connections"))
        {
            var source = Json.Get(connection, "source") ?? default;
            var target = Json.Get(connection, "target") ?? default;
            var port = source.ValueKind == JsonValueKind.Object ? Json.Text(source, "port") : Json.Text(connection, "sourcePort");
            yield return (End(source), string.IsNullOrEmpty(port) ? "Done" : port, End(target));
        }

        static string End(JsonElement end) => (end.ValueKind == JsonValueKind.Object ? Json.Text(end, "activity") : Json.AsText(end)) ?? "";
    }
}
