using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>Where branches that run side by side come from and where they meet, found in one walk along the forward arrows. A branch begins with an arrow that is
/// followed together with others of its group. From where two of a group meet they count as one, so what parts again behind that place are alternatives.
/// A group is halved into pairs down to single branches, so that two numbers side by side are the two halves of a pair, and 32 pairs are compared at once.</summary>
internal sealed class FlowBranches
{
    private readonly FlowGraph graph;
    private readonly Dictionary<int, FlowArrow[]> groups = [];
    private readonly Dictionary<int, List<int>> halves = [];
    private readonly List<List<FlowArrow>> apart = [];
    private readonly Bits[] running, waiting;
    private readonly HashSet<int> met = [], races = [];

    public FlowBranches(FlowGraph graph)
    {
        this.graph = graph;
        foreach (var group in Together())
        {
            foreach (var arrow in group)
                (groups[arrow.Index], halves[arrow.Index]) = (group, []);
            Halve(group);
        }

        running = [.. graph.Activities.Select(_ => new Bits(2 * apart.Count))];
        waiting = [.. graph.Activities.Select(_ => new Bits(2 * apart.Count))];
        foreach (var activity in graph.ForwardOrder())
            Enter(activity);
    }

    /// <summary>Joins that wait for a branch which itself waits for something that may never come, while another branch always arrives; with one that waits.</summary>
    public List<(int Join, int Wait)> MayWait { get; } = [];

    public long Steps { get; private set; }

    /// <summary>Branches that never meet another of their group.</summary>
    public IEnumerable<FlowArrow> Apart => graph.Arrows.Where(arrow => groups.ContainsKey(arrow.Index) && !met.Contains(arrow.Index));

    /// <summary>True if the arrow begins a branch that meets others of its group where the first to arrive goes on and the others are cancelled. One that meets none of them
    /// runs beside the race.</summary>
    public bool IsRace(FlowArrow arrow) => groups.TryGetValue(arrow.Index, out var group) && races.Contains(group[0].Index) && met.Contains(arrow.Index);

    /// <summary>The arrows that are followed together, this one among them.</summary>
    public IReadOnlyList<FlowArrow> Beside(FlowArrow arrow) => groups.GetValueOrDefault(arrow.Index, [arrow]);

    private IEnumerable<FlowArrow[]> Together() => Enumerable.Range(0, graph.Activities.Length).Where(activity => graph.Reached[activity])
        .SelectMany(activity => graph.Activities[activity].Kind is FlowFork ? [graph.Outgoing[activity].AsEnumerable()]
            : graph.Outgoing[activity].GroupBy(arrow => arrow.Port).Select(group => group.AsEnumerable()))
        .Select(group => group.ToArray()).Where(group => group.Length > 1);

    private void Halve(ReadOnlySpan<FlowArrow> branches)
    {
        if (branches.Length == 1)
            return;
        var (left, middle) = (2 * apart.Count, branches.Length / 2);
        apart.Add([.. branches]);
        for (var i = 0; i < branches.Length; i++)
            halves[branches[i].Index].Add(i < middle ? left : left + 1);
        Halve(branches[..middle]);
        Halve(branches[middle..]);
    }

    private void Enter(int activity)
    {
        var inbound = graph.Forward[activity].Select(arrow => (arrow.Source, Running: Along(arrow), Waiting: waiting[arrow.Source])).ToList();
        foreach (var arrow in inbound)
        {
            Steps++;
            running[activity].Unite(arrow.Running);
            waiting[activity].Unite(arrow.Waiting);
        }

        var first = FlowJoin.MayPassFirst(graph.Activities[activity]);
        if (inbound.Count > 1 && !first && LateArrow(inbound) is var late and >= 0)
            MayWait.Add((activity, NearestWait(inbound[late].Source)));
        if (first || (MayWait.Count > 0 && MayWait[^1].Join == activity))
            waiting[activity] = new Bits(2 * apart.Count);
        if (inbound.Count > 1)
            Merge(activity, first);
        if (graph.Activities[activity].Kind.MayNeverCome)
            waiting[activity].Unite(running[activity]);
    }

    private Bits Along(FlowArrow arrow)
    {
        if (!halves.TryGetValue(arrow.Index, out var begun))
            return running[arrow.Source];
        var along = running[arrow.Source].Copy();
        begun.ForEach(half => along[half] = true);
        return along;
    }

    /// <summary>The arrow by which a branch comes in that waits, while another of its group comes in by another arrow; −1 if there is none.</summary>
    private int LateArrow(List<(int Source, Bits Running, Bits Waiting)> inbound)
    {
        var behind = new Bits[inbound.Count];
        for (var i = inbound.Count - 1; i >= 0; i--)
        {
            behind[i] = i + 1 == inbound.Count ? new Bits(2 * apart.Count) : behind[i + 1].Copy();
            if (i + 1 < inbound.Count)
                behind[i].Unite(inbound[i + 1].Running);
        }

        var before = new Bits(2 * apart.Count);
        for (var i = 0; i < inbound.Count; i++)
        {
            Steps++;
            behind[i].Unite(before);
            if (inbound[i].Waiting.Opposes(behind[i]))
                return i;
            before.Unite(inbound[i].Running);
        }

        return -1;
    }

    /// <summary>Where both halves of a pair meet, the first stands for both.</summary>
    private void Merge(int activity, bool first)
    {
        var (before, after, late) = (running[activity].Copy(), running[activity], waiting[activity]);
        foreach (var left in before.Pairs())
        {
            Steps++;
            after[left + 1] = false;
            if (late[left + 1])
                (late[left + 1], late[left]) = (false, true);
            var here = apart[left / 2].Where(arrow => halves[arrow.Index].TrueForAll(half => before[half])).ToList();
            if (here.Count > 0 && first)
                races.Add(groups[here[0].Index][0].Index);
            met.UnionWith(here.Select(arrow => arrow.Index));
        }
    }

    private int NearestWait(int from)
    {
        var (seen, open) = (new HashSet<int> { from }, new Queue<int>([from]));
        while (open.TryDequeue(out var activity))
        {
            Steps++;
            if (graph.Activities[activity].Kind.MayNeverCome)
                return activity;
            foreach (var arrow in graph.Forward[activity])
                if (seen.Add(arrow.Source))
                    open.Enqueue(arrow.Source);
        }

        return from;
    }
}
