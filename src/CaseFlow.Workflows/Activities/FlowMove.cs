namespace CaseFlow.Workflows.Activities;

/// <summary>An operator's move inside a flowchart. Joins count arrows, and the arrows of what was ended will never be counted; so the counters of everything behind
/// it and behind the target are set anew: <b>a join waits exactly for the arrows along which something can still come.</b> An arrow along which nothing can come counts as
/// visited: as followed if a branch had arrived by it, or if the join wants all branches; else as a way not taken. A join at which a branch has arrived and to which
/// nothing else can come runs now, unless it stands before the target: then the target stands for it. What is open at or behind the target is ended, because the target leads there again: nothing runs in two places at once. The target runs at once,
/// whatever has not arrived: a branch before it that the operator leaves open makes its join run once more.</summary>
internal sealed class FlowMove(Step step, FlowGraph graph)
{
    private readonly Dictionary<string, long?> changed = [];

    public void Go(IReadOnlyCollection<Visit> cancelled, ActivityNode target)
    {
        var behind = After([graph.IndexOf(target)]).Append(graph.IndexOf(target)).ToHashSet();
        var again = step.Run.ChildrenOf(step.Token).Where(visit => behind.Contains(IndexOf(visit))).ToList();
        foreach (var visit in again)
            step.Run.Cancel(visit.Token);
        foreach (var visit in cancelled.Concat(again))
            CountAsLeft(visit);
        step.Schedule(target);
        int[] sources = [.. cancelled.Concat(again).Select(IndexOf), graph.IndexOf(target)];
        var affected = After(sources).Union(sources).Order().ToList();
        // A branch that had arrived before the target goes on with it.
        var elsewhere = affected.Where(activity => !After([activity]).Contains(graph.IndexOf(target))).ToList();
        while (FirstStranded(elsewhere) is { } join)
            step.Schedule(graph.Activities[join]);
        var (open, coming) = (Open(), Coming());
        foreach (var activity in affected)
            Level(activity, open, coming);
        step.Keep(changed);
    }

    /// <summary>As if it had been left, or the next round of a loop would find the activity one behind its arrows.</summary>
    private void CountAsLeft(Visit visit)
    {
        if (Count("b" + visit.Token) != 0)
            changed["b" + visit.Token] = null;
        else
            changed["a" + IndexOf(visit)] = Count("a" + IndexOf(visit)) + 1;
    }

    /// <summary>A join where a branch has arrived and waits, and to which nothing else can come. Of several the one that none of the others leads to.</summary>
    private int? FirstStranded(List<int> activities)
    {
        var (open, coming) = (Open(), Coming());
        var stranded = activities.Where(activity => !coming.Contains(activity) && HasArrived(activity, Rounds(activity, open))).ToList();
        return stranded.Cast<int?>().FirstOrDefault(one => !stranded.Exists(other => other != one && After([other]).Contains(one!.Value)));
    }

    private bool HasArrived(int activity, long rounds)
    {
        var arrived = graph.Forward[activity].Select(arrow => Count("c" + arrow.Index)).Where(count => Math.Abs(count) > rounds).ToList();
        return arrived.Exists(count => count > 0) && (ModeOf(activity) != JoinMode.WaitAll || arrived.TrueForAll(count => count > 0));
    }

    private void Level(int activity, ILookup<int, Visit> open, HashSet<int> coming)
    {
        var rounds = Rounds(activity, open);
        foreach (var arrow in graph.Forward[activity])
        {
            var count = Count("c" + arrow.Index);
            var passed = coming.Contains(activity) && !coming.Contains(arrow.Source) && !open.Contains(arrow.Source);
            var followed = passed && Math.Abs(count) <= rounds ? ModeOf(activity) == JoinMode.WaitAll : count >= 0;
            var level = rounds + (passed ? 1 : 0);
            if (count != (followed ? level : -level))
                changed["c" + arrow.Index] = followed ? level : -level;
        }
    }

    /// <summary>How often every arrow of the activity has been used up: by visits that have ended and by those that are open.</summary>
    private long Rounds(int activity, ILookup<int, Visit> open) => Count("a" + activity) + open[activity].Count(visit => Count("b" + visit.Token) == 0);

    private ILookup<int, Visit> Open() => step.Run.ChildrenOf(step.Token).ToLookup(IndexOf);

    /// <summary>What the open visits lead to without going back in a loop.</summary>
    private HashSet<int> Coming() => After(Open().Select(group => group.Key));

    private HashSet<int> After(IEnumerable<int> activities)
    {
        var seen = new HashSet<int>();
        var next = new Stack<int>(activities);
        while (next.TryPop(out var activity))
            foreach (var arrow in graph.Outgoing[activity])
                if (!arrow.Backward && seen.Add(arrow.Target))
                    next.Push(arrow.Target);
        return seen;
    }

    private JoinMode ModeOf(int activity) => FlowJoin.ModeOf(step, graph.Activities[activity]);

    private int IndexOf(Visit visit) => graph.IndexOf(step.Run.Definition.Nodes[visit.Activity]);

    private long Count(string name) => changed.TryGetValue(name, out var value) ? value ?? 0 : step.Kept(name);
}
