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
        Steps = loops.Steps;
        Arrows = [.. known.Select((edge, i) => new FlowArrow(i, edge.Source, edge.Port, edge.Target, loops.IsBackward(i), loops.IsSound(i)))];
        Reached = loops.Reached;
        Outgoing = Group(Arrows, arrow => arrow.Source);
        Forward = Group(Arrows.Where(arrow => !arrow.Backward && Reached[arrow.Source]), arrow => arrow.Target);
    }

    private sealed record Edge(int Source, string Port, int Target);

    public ImmutableArray<ActivityNode> Activities { get; }
    public ImmutableArray<FlowArrow> Arrows { get; }

    /// <summary>How much work the analysis was: arrows looked at.</summary>
    public long Steps { get; }

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

    private bool[]? leadsToEnd, leadsToTerminal;
    private FlowBranches? branches;

    /// <summary>By activity: some way from it ends, by a port without an arrow or by an activity that ends the flowchart.</summary>
    public bool[] LeadsToEnd => leadsToEnd ??= LeadingTo(i => Activities[i].Kind.IsTerminal || Activities[i].Ports.Any(port => Outgoing[i].All(arrow => arrow.Port != port)));

    /// <summary>By activity: some way from it ends the flowchart, whatever else runs in it.</summary>
    public bool[] LeadsToTerminal => leadsToTerminal ??= LeadingTo(i => Activities[i].Kind.IsTerminal);

    public FlowBranches Branches => branches ??= new FlowBranches(this);

    /// <summary>The activities that can be reached, each after all that lead to it by forward arrows.</summary>
    public IEnumerable<int> ForwardOrder()
    {
        var missing = Forward.Select(arrows => arrows.Length).ToArray();
        var open = new Queue<int>(Enumerable.Range(0, Activities.Length).Where(activity => Reached[activity] && missing[activity] == 0));
        while (open.TryDequeue(out var activity))
        {
            yield return activity;
            foreach (var arrow in Outgoing[activity].Where(arrow => !arrow.Backward && --missing[arrow.Target] == 0))
                open.Enqueue(arrow.Target);
        }
    }

    private bool[] LeadingTo(Func<int, bool> isEnd)
    {
        var leads = new bool[Activities.Length];
        var incoming = Arrows.ToLookup(arrow => arrow.Target, arrow => arrow.Source);
        var open = new Stack<int>(Enumerable.Range(0, leads.Length).Where(isEnd));
        while (open.TryPop(out var next))
        {
            if (leads[next])
                continue;
            leads[next] = true;
            foreach (var source in incoming[next])
                open.Push(source);
        }

        return leads;
    }

    private ImmutableArray<ImmutableArray<FlowArrow>> Group(IEnumerable<FlowArrow> arrows, Func<FlowArrow, int> by)
    {
        var lookup = arrows.ToLookup(by);
        return [.. Enumerable.Range(0, Activities.Length).Select(i => lookup[i].ToImmutableArray())];
    }

    /// <summary>The arrows of a flowchart. Those that an exporter set aside because it lacked an activity come last.</summary>
    public static IEnumerable<(string Source, string Port, string Target)> Connections(JsonElement flowchart) => AllConnections(flowchart).Select(Connection);

    public static IEnumerable<JsonElement> AllConnections(JsonElement flowchart) => Json.Items(flowchart, "connections")
        .Concat(Json.Get(flowchart, "customProperties") is { } properties ? Json.Items(properties, "notFoundConnections") : []);

    /// <summary>True if both ends are activities of the flowchart; one that has not is left out.</summary>
    public bool Joins((string Source, string Port, string Target) connection) => indexes.ContainsKey(connection.Source) && indexes.ContainsKey(connection.Target);

    /// <summary>An arrow as the file has it; the older flat spelling is understood. No port means <c>Done</c>.</summary>
    public static (string Source, string Port, string Target) Connection(JsonElement connection)
    {
        var source = Json.Get(connection, "source") ?? default;
        var port = source.ValueKind == JsonValueKind.Object ? Json.Text(source, "port") : Json.Text(connection, "sourcePort");
        return (End(source), string.IsNullOrEmpty(port) ? "Done" : port, End(Json.Get(connection, "target") ?? default));

        static string End(JsonElement end) => (end.ValueKind == JsonValueKind.Object ? Json.Text(end, "activity") : Json.AsText(end)) ?? "";
    }
}
