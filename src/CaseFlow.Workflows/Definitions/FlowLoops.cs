using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>Which arrows of a flowchart go backward. In a well-built one they are those whose target dominates their source (every way from the start to the
/// source passes the target), found in near-linear time. Where that leaves a cycle (a jump into a loop), the rule of Elsa decides: breadth first from the
/// start, an arrow that closes a cycle is backward; such arrows are unsound.</summary>
internal sealed class FlowLoops
{
    private readonly List<(int Source, int Target)> edges;
    private readonly List<int>[] outgoing;
    private readonly bool[] backward;
    private readonly int[] order, number, enter, size, seen;
    private int searches;

    public FlowLoops(int count, List<(int Source, int Target)> edges, int start)
    {
        this.edges = edges;
        outgoing = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (var i = 0; i < edges.Count; i++)
            outgoing[edges[i].Source].Add(i);
        seen = new int[count];
        number = Enumerable.Repeat(-1, count).ToArray();
        order = start < 0 ? [] : ReversePostorder(start);
        for (var i = 0; i < order.Length; i++)
            number[order[i]] = i;
        Reached = [.. number.Select(value => value >= 0)];
        (enter, size) = Intervals(Dominators());
        backward = [.. edges.Select(edge => Reached[edge.Source] && Dominates(edge.Target, edge.Source))];
        if (HasForwardCycle())
            BreadthFirst(start);
    }

    public ImmutableArray<bool> Reached { get; }

    public long Steps { get; private set; }

    public bool IsBackward(int edge) => backward[edge];

    public bool IsSound(int edge) => !backward[edge] || Dominates(edges[edge].Target, edges[edge].Source);

    private int[] ReversePostorder(int start)
    {
        var visited = new bool[number.Length];
        var done = new List<int>();
        var open = new Stack<(int Node, int Next)>([(start, 0)]);
        visited[start] = true;
        while (open.TryPop(out var top))
        {
            if (top.Next == outgoing[top.Node].Count)
            {
                done.Add(top.Node);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            var target = edges[outgoing[top.Node][top.Next]].Target;
            if (!visited[target])
            {
                visited[target] = true;
                open.Push((target, 0));
            }
        }

        done.Reverse();
        return [.. done];
    }

    /// <summary>Cooper, Harvey and Kennedy: immediate dominators by intersecting along the reverse postorder until nothing changes (two rounds for ordinary
    /// flowcharts).</summary>
    private int[] Dominators()
    {
        var incoming = edges.Where(edge => Reached[edge.Source]).ToLookup(edge => number[edge.Target], edge => number[edge.Source]);
        var found = Enumerable.Repeat(-1, order.Length).ToArray();
        if (order.Length > 0)
            found[0] = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var node = 1; node < order.Length; node++)
            {
                var nearest = -1;
                foreach (var source in incoming[node].Where(source => found[source] >= 0))
                    nearest = nearest < 0 ? source : Meet(found, source, nearest);
                changed |= found[node] != nearest;
                found[node] = nearest;
            }
        }

        return found;
    }

    private int Meet(int[] found, int a, int b)
    {
        for (; a != b; Steps++)
            if (a > b)
                a = found[a];
            else
                b = found[b];
        return a;
    }

    /// <summary>The tree of dominators as intervals: a node dominates all that lies in its own.</summary>
    private static (int[] Enter, int[] Size) Intervals(int[] dominator)
    {
        var (enter, next, size) = (new int[dominator.Length], new int[dominator.Length], Enumerable.Repeat(1, dominator.Length).ToArray());
        for (var node = dominator.Length - 1; node > 0; node--)
            size[dominator[node]] += size[node];
        for (var node = 0; node < dominator.Length; node++)
        {
            if (node > 0)
                (enter[node], next[dominator[node]]) = (next[dominator[node]], next[dominator[node]] + size[node]);
            next[node] = enter[node] + 1;
        }

        return (enter, size);
    }

    private bool Dominates(int a, int b) => number[a] >= 0 && number[b] >= 0
        && enter[number[b]] - enter[number[a]] is var distance && distance >= 0 && distance < size[number[a]];

    private bool HasForwardCycle()
    {
        var waiting = new int[number.Length];
        foreach (var (edge, _) in Forward())
            waiting[edge.Target]++;
        var free = new Stack<int>(order.Where(node => waiting[node] == 0));
        var left = order.Length;
        while (free.TryPop(out var node))
        {
            left--;
            foreach (var index in outgoing[node].Where(index => !backward[index]))
                if (--waiting[edges[index].Target] == 0)
                    free.Push(edges[index].Target);
        }

        return left > 0;
    }

    private IEnumerable<((int Source, int Target) Edge, int Index)> Forward() =>
        edges.Select((edge, index) => (edge, index)).Where(item => !backward[item.index] && Reached[item.edge.Source]);

    /// <summary>The order of the accepted arrows is kept as they come (Pearce and Kelly), so that only what lies between the two ends of an arrow that
    /// points against it is searched. In a very large tangle the order found so far decides.</summary>
    private void BreadthFirst(int start)
    {
        Array.Clear(backward);
        var (after, before) = (new List<int>[number.Length], new List<int>[number.Length]);
        var place = Enumerable.Repeat(-1, number.Length).ToArray();
        var found = new List<int> { start };
        place[start] = 0;
        for (var i = 0; i < found.Count; i++)
            foreach (var target in outgoing[found[i]].Select(index => edges[index].Target).Where(target => place[target] < 0))
            {
                place[target] = found.Count;
                found.Add(target);
            }

        var enough = Steps + (50L * (number.Length + edges.Count));
        foreach (var index in found.SelectMany(node => outgoing[node]))
        {
            var (source, target) = edges[index];
            if (Steps > enough && place[target] <= place[source])
            {
                backward[index] = true;
                continue;
            }

            var ahead = place[target] > place[source] ? [] : Within(after, target, node => place[node] <= place[source]);
            backward[index] = source == target || ahead.Contains(source);
            if (backward[index])
                continue;
            if (ahead.Count > 0)
                Reorder(place, [.. Within(before, source, node => place[node] >= place[target]).OrderBy(node => place[node]), .. ahead.OrderBy(node => place[node])]);
            (after[source] ??= []).Add(target);
            (before[target] ??= []).Add(source);
        }
    }

    private static void Reorder(int[] place, List<int> nodes)
    {
        var free = nodes.Select(node => place[node]).Order().ToList();
        for (var i = 0; i < nodes.Count; i++)
            place[nodes[i]] = free[i];
    }

    private List<int> Within(List<int>?[] next, int from, Func<int, bool> inside)
    {
        var found = new List<int> { from };
        seen[from] = ++searches;
        for (var i = 0; i < found.Count; i++)
            foreach (var other in next[found[i]] ?? [])
            {
                Steps++;
                if (seen[other] == searches || !inside(other))
                    continue;
                seen[other] = searches;
                found.Add(other);
            }

        return found;
    }
}
