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
    private readonly int[] order, dominator, number;

    public FlowLoops(int count, List<(int Source, int Target)> edges, int start)
    {
        this.edges = edges;
        outgoing = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (var i = 0; i < edges.Count; i++)
            outgoing[edges[i].Source].Add(i);
        number = Enumerable.Repeat(-1, count).ToArray();
        order = start < 0 ? [] : ReversePostorder(start);
        for (var i = 0; i < order.Length; i++)
            number[order[i]] = i;
        Reached = [.. number.Select(value => value >= 0)];
        dominator = Dominators();
        backward = [.. edges.Select(edge => Reached[edge.Source] && Dominates(edge.Target, edge.Source))];
        if (HasForwardCycle())
            BreadthFirst(start);
    }

    public ImmutableArray<bool> Reached { get; }

    public bool IsBackward(int edge) => backward[edge];

    public bool IsSound(int edge) => !backward[edge] || Dominates(edges[edge].Target, edges[edge].Source);

    private int[] ReversePostorder(int start)
    {
        var seen = new bool[number.Length];
        var done = new List<int>();
        var open = new Stack<(int Node, int Next)>([(start, 0)]);
        seen[start] = true;
        while (open.TryPop(out var top))
        {
            if (top.Next == outgoing[top.Node].Count)
            {
                done.Add(top.Node);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            var target = edges[outgoing[top.Node][top.Next]].Target;
            if (!seen[target])
            {
                seen[target] = true;
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
                foreach (var source in incoming[node])
                    if (found[source] >= 0)
                        nearest = nearest < 0 ? source : Meet(found, source, nearest);
                changed |= found[node] != nearest;
                found[node] = nearest;
            }
        }

        return found;
    }

    private static int Meet(int[] found, int a, int b)
    {
        while (a != b)
        {
            while (a > b)
                a = found[a];
            while (b > a)
                b = found[b];
        }

        return a;
    }

    private bool Dominates(int a, int b)
    {
        if (number[a] < 0 || number[b] < 0)
            return false;
        var node = number[b];
        while (node > number[a])
            node = dominator[node];
        return node == number[a];
    }

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

    private void BreadthFirst(int start)
    {
        Array.Clear(backward);
        var accepted = new List<int>[number.Length];
        var seen = new HashSet<int> { start };
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var node))
            foreach (var index in outgoing[node])
            {
                var target = edges[index].Target;
                backward[index] = Leads(accepted, target, node);
                if (!backward[index])
                    (accepted[node] ??= []).Add(target);
                if (seen.Add(target))
                    open.Enqueue(target);
            }
    }

    private static bool Leads(List<int>?[] accepted, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var open = new Stack<int>([from]);
        while (open.TryPop(out var node))
        {
            if (node == to)
                return true;
            foreach (var next in accepted[node] ?? [])
                if (seen.Add(next))
                    open.Push(next);
        }

        return false;
    }
}
