using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>One move of a flowchart: a visit in it has ended, its arrows are counted, joins decide. Counters: <c>a3</c> = how often activity 3 was left,
/// <c>c5</c> = how often arrow 5 was visited, negative when it was not followed the last time, <c>b12</c> = visit 12 was entered by a backward arrow.</summary>
internal sealed class ArrowWalk(Step step, FlowGraph graph)
{
    private static readonly ImmutableArray<string> NotTaken = [];

    private readonly Dictionary<string, long?> changed = [];
    private readonly Stack<Place> open = [];

    private sealed class Place(int activity, ImmutableArray<string> outcomes)
    {
        public int Activity => activity;
        public ImmutableArray<string> Outcomes => outcomes;
        public int Next { get; set; }
    }

    public FlowGraph Graph => graph;

    public void Leave(Visit visit, ImmutableArray<string> outcomes)
    {
        var viaBackward = Count("b" + visit.Token) != 0;
        if (viaBackward)
            changed["b" + visit.Token] = null;
        Enter(IndexOf(visit), outcomes, viaBackward);
        Walk();
    }

    /// <summary>What stands in the queue still runs, as in Elsa; what has begun is cancelled and left as a way not taken.</summary>
    public void CancelTowards(int target)
    {
        var ancestors = graph.Ancestors(target);
        foreach (var visit in step.Run.ChildrenOf(step.Token).Where(visit => visit.Begun && ancestors.Contains(IndexOf(visit))))
        {
            step.Run.Cancel(visit.Token);
            Leave(visit, NotTaken);
        }
    }

    /// <summary>Writes the counters and ends the flowchart if nothing in it is open any more.</summary>
    public void Finish()
    {
        step.Keep(changed);
        if (step.Run.ChildrenOf(step.Token).Count == 0)
            step.Complete();
    }

    /// <summary>Depth first along the arrows in file order, by a stack of its own: a long way not taken must not exhaust the thread's.</summary>
    private void Walk()
    {
        var floor = open.Count - 1;
        while (open.Count > floor && open.TryPeek(out var place))
        {
            var arrows = graph.Outgoing[place.Activity];
            if (place.Next == arrows.Length)
                open.Pop();
            else
                Visit(arrows[place.Next++], place.Outcomes);
        }
    }

    private void Enter(int activity, ImmutableArray<string> outcomes, bool viaBackward)
    {
        if (!viaBackward)
            changed["a" + activity] = Count("a" + activity) + 1;
        open.Push(new Place(activity, outcomes));
    }

    private void Visit(FlowArrow arrow, ImmutableArray<string> outcomes)
    {
        var followed = outcomes.Contains(arrow.Port);
        var visits = Math.Abs(Count("c" + arrow.Index)) + 1;
        changed["c" + arrow.Index] = followed ? visits : -visits;
        if (!arrow.Backward)
            Join(arrow);
        else if (followed)
            GoBack(arrow);
    }

    private void GoBack(FlowArrow arrow)
    {
        if (!arrow.Sound)
        {
            step.Keep(changed);
            throw new ActivityFault("unsound-loop",
                $"The arrow from '{graph.Activities[arrow.Source].Id}' back to '{graph.Activities[arrow.Target].Id}' leads into a loop with another entrance.");
        }

        changed["b" + Schedule(arrow.Target)] = 1;
    }

    private void Join(FlowArrow arrow)
    {
        var target = arrow.Target;
        var left = Count("a" + target);
        var counts = graph.Forward[target].Select(inbound => Count("c" + inbound.Index)).ToList();
        var most = counts.Max(Math.Abs);
        var allVisited = counts.Min(Math.Abs) > left;
        var anyFollowed = most > left && counts.Contains(most);
        var allFollowed = most > left && counts.TrueForAll(count => count == most);
        switch (FlowJoin.ModeOf(step, graph.Activities[target]))
        {
            case JoinMode.WaitAll when allVisited:
                Pass(target, allFollowed);
                break;
            case JoinMode.WaitAllActive when allVisited:
                Pass(target, anyFollowed);
                break;
            case JoinMode.WaitAny when Math.Abs(Count("c" + arrow.Index)) > left && !IsQueued(target):
                if (anyFollowed)
                {
                    Schedule(target);
                    CancelTowards(target);
                }
                else if (allVisited)
                {
                    Pass(target, taken: false);
                }

                break;
        }
    }

    private void Pass(int target, bool taken)
    {
        if (taken)
            Schedule(target);
        else
            Enter(target, NotTaken, viaBackward: false);
    }

    private long Schedule(int activity) => step.Schedule(graph.Activities[activity]);

    private bool IsQueued(int activity) => step.Run.ChildrenOf(step.Token).Any(visit => !visit.Begun && IndexOf(visit) == activity);

    private int IndexOf(Visit visit) => graph.IndexOf(step.Run.Definition.Nodes[visit.Activity]);

    private long Count(string name) => changed.TryGetValue(name, out var value) ? value ?? 0 : step.Kept(name);
}
