using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Workflows.Tests;

/// <summary>Random definitions walked at random. After every step the state is written and read, the journal folded and compared (in <see
/// cref="Playing.Send"/>), and the invariants hold.</summary>
public sealed class RandomWalkTests
{
    [Fact]
    public void Whatever_happens_to_whatever_definition_the_invariants_hold() => Always(seed =>
    {
        var random = new Random(seed);
        var playing = new Playing(Playing.Read(RandomFlow.Workflow(random)).Definition!) { Limit = 60 };
        playing.Begin(new { start = seed });
        Holds(playing);
        for (var step = 0; step < 25 && playing.Instance.Status == InstanceStatus.Running; step++)
        {
            if (random.Next(4) == 0)
                Refused(playing, random);
            else if (random.Next(6) == 0 && Moved(playing, random) is { } move)
                playing.Send(move);
            else
                playing.Send(Next(playing.Instance, playing.Definition, random));
            playing.Now = playing.Now.AddMinutes(random.Next(120));
            Holds(playing);
        }

        if (playing.Instance.Status == InstanceStatus.Running)
            playing.Send(new CancelWorkflow("enough"));
        Holds(playing);
    });

    [Fact]
    public void Loops_found_by_dominators_are_those_found_breadth_first() => Always(seed =>
    {
        var random = new Random(seed);
        var count = random.Next(1, 12);
        var edges = Enumerable.Range(0, random.Next(0, 3 * count)).Select(_ => (Source: random.Next(count), Target: random.Next(count))).Distinct().ToList();
        var loops = new FlowLoops(count, edges, 0);
        var (backward, reached) = BreadthFirst(count, edges);
        for (var i = 0; i < edges.Count; i++)
            loops.IsBackward(i).ShouldBe(backward[i]);
        loops.Reached.ShouldBe(reached);
        for (var i = 0; i < edges.Count; i++)
            if (backward[i])
                loops.IsSound(i).ShouldBe(!Leads(edges.Where(edge => edge.Source != edges[i].Target && edge.Target != edges[i].Target), 0, edges[i].Source)
                    || edges[i].Target == 0);
    });

    private static void Always(Action<int> holds) => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed => { holds(seed); return true; })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static Stimulus Next(WorkflowInstance instance, WorkflowDefinition definition, Random random)
    {
        var all = instance.Waiting.ToList();
        var waiting = all[random.Next(all.Count)];
        var ports = definition.Nodes[waiting.Activity].Ports;
        var result = Flow.Json(new { n = random.Next(3), text = "x" });
        return waiting.Kind switch
        {
            WaitKind.Task => new CompleteTask(waiting.Token, waiting.Outcomes[random.Next(waiting.Outcomes.Length)], result),
            WaitKind.Timer => new FireTimer(waiting.Token),
            WaitKind.Event => new DeliverEvent(waiting.Token, waiting.EventNames[random.Next(waiting.EventNames.Length)], result),
            WaitKind.Request when random.Next(4) == 0 => new FailRequest(waiting.Token, "down", "later"),
            WaitKind.Request => new AnswerRequest(waiting.Token, ports[random.Next(ports.Length)], result),
            _ when random.Next(2) == 0 => new RetryIncident(waiting.Token),
            _ => new SkipActivity(waiting.Token, ports[random.Next(ports.Length)]),
        };
    }

    /// <summary>An operator moves any open visit to anywhere it can be moved.</summary>
    private static MoveToActivity? Moved(Playing playing, Random random)
    {
        var token = playing.Instance.Visits.Keys.ElementAt(random.Next(playing.Instance.Visits.Count));
        var targets = Repair.TargetsOf(playing.Definition, playing.Instance, token).ToList();
        return targets.Count == 0 ? null : new MoveToActivity([token], targets[random.Next(targets.Count)], "at random");
    }

    /// <summary>Stimuli for visits that have ended or never were, or of the wrong kind.</summary>
    private static void Refused(Playing playing, Random random)
    {
        var token = random.NextInt64(0, playing.Instance.Sequence + 10);
        var kind = playing.Instance.Waiting.FirstOrDefault(waiting => waiting.Token == token)?.Kind;
        if (kind != WaitKind.Task)
            playing.Refused(new CompleteTask(token, "Done", Flow.Json(null))).ShouldBe("not-waiting");
        if (kind != WaitKind.Timer)
            playing.Refused(new FireTimer(token)).ShouldBe("not-waiting");
        if (kind != WaitKind.Incident)
            playing.Refused(new SkipActivity(token, "Done")).ShouldBe("not-waiting");
    }

    private static void Holds(Playing playing)
    {
        var instance = playing.Instance;
        if (instance.Status != InstanceStatus.Running)
        {
            instance.Visits.ShouldBeEmpty();
            instance.Queue.ShouldBeEmpty();
            return;
        }

        instance.Waiting.ShouldNotBeEmpty();
        if (!instance.Incidents.Any(incident => incident.Name == "endless-loop"))
            instance.Queue.ShouldBeEmpty();
        foreach (var visit in instance.Visits.Values)
            (visit.Parent is null || instance.Visits.ContainsKey(visit.Parent.Value)).ShouldBeTrue("a visit is inside an open visit");
        var scheduled = playing.Journal.OfType<ActivityScheduled>().Select(e => e.Token).ToList();
        scheduled.ShouldBeUnique();
        var left = playing.Journal.OfType<ActivityCompleted>().Select(e => e.Token).Concat(playing.Journal.OfType<ActivityCancelled>().Select(e => e.Token))
            .ToList();
        left.ShouldBeUnique();
        scheduled.Except(left).ShouldBe(instance.Visits.Keys, ignoreOrder: true);
    }

    /// <summary>The rule of Elsa, word for word: breadth first from the start, an arrow is dropped if its target already leads to its source.</summary>
    private static (bool[] Backward, bool[] Reached) BreadthFirst(int count, List<(int Source, int Target)> edges)
    {
        var (backward, reached) = (new bool[edges.Count], new bool[count]);
        var accepted = new List<(int, int)>();
        var open = new Queue<int>([0]);
        reached[0] = true;
        while (open.TryDequeue(out var node))
            for (var i = 0; i < edges.Count; i++)
            {
                if (edges[i].Source != node)
                    continue;
                backward[i] = Leads(accepted, edges[i].Target, node);
                if (!backward[i])
                    accepted.Add(edges[i]);
                if (!reached[edges[i].Target])
                    open.Enqueue(edges[i].Target);
                reached[edges[i].Target] = true;
            }

        return (backward, reached);
    }

    private static bool Leads(IEnumerable<(int Source, int Target)> edges, int from, int to)
    {
        var seen = new HashSet<int> { from };
        for (var grown = true; grown;)
            grown = edges.Where(edge => seen.Contains(edge.Source)).ToList().Exists(edge => seen.Add(edge.Target));
        return seen.Contains(to);
    }
}
