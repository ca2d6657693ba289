using CaseFlow.Workflows.Tests.Walking;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Workflows.Tests;

/// <summary>Random definitions walked at random. After every step the state is written and read, the journal folded and compared (in <see
/// cref="Playing.Send"/>), and the invariants hold.</summary>
public sealed class RandomWalkTests
{
    [Fact]
    public void Whatever_happens_to_whatever_definition_the_invariants_hold() => Prop.ForAll(Walk.Any(steps: 25), walk => { Go(walk); return true; })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void A_walk_that_fails_is_made_smaller_until_only_what_matters_is_left()
    {
        var failure = Should.Throw<Exception>(() => Prop.ForAll(Walk.Any(steps: 25), walk => !walk.Process.All.Any(part => part.Kind == Kind.Task)).Check(Config.QuickThrowOnFailure.WithMaxTest(400)));
        var shrunk = failure.Message[failure.Message.IndexOf("Shrunk:", StringComparison.Ordinal)..];
        shrunk.ShouldContain("CaseFlow.HumanTask");
        shrunk.Split("\"type\": \"Elsa.").Length.ShouldBeLessThanOrEqualTo(2, "a task, at most in a chart: " + shrunk);
    }

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

    private static void Go(Walk walk)
    {
        var playing = new Playing(Playing.Read(PartWriter.Write(walk.Process), PartWriter.Embedded).Definition!) { Limit = 60 };
        playing.Begin(new { start = 1 });
        Holds(playing);
        foreach (var step in walk.Steps)
        {
            if (playing.Instance.Status != InstanceStatus.Running)
                break;
            if (step % 4 == 0)
            {
                var (unwanted, code) = Stimuli.Unwanted(playing.Instance, step / 4);
                playing.Refused(unwanted).ShouldBe(code);
            }
            else if (step % 24 == 1 && Moved(playing, step / 24) is { } move)
            {
                playing.Send(move);
            }
            else if (step % 24 == 5)
            {
                playing.Send(new SetVariables(new Dictionary<string, System.Text.Json.JsonElement> { ["n"] = Flow.Json(step / 24 % 3) }, "by hand"));
            }
            else
            {
                playing.Send(Stimuli.Awaited(playing.Instance, playing.Definition, step / 4));
            }
            playing.Now = playing.Now.AddMinutes(step % 120);
            Holds(playing);
        }

        if (playing.Instance.Status == InstanceStatus.Running)
            playing.Send(new CancelWorkflow("enough"));
        Holds(playing);
        playing.Refused(new CancelWorkflow("again")).ShouldBe("not-running");
    }

    /// <summary>An operator moves any open visit to anywhere it can be moved.</summary>
    private static MoveToActivity? Moved(Playing playing, int choice)
    {
        var token = playing.Instance.Visits.Keys.ElementAt(choice % playing.Instance.Visits.Count);
        var targets = Repair.TargetsOf(playing.Definition, playing.Instance, token).ToList();
        return targets.Count == 0 ? null : new MoveToActivity([token], targets[choice % targets.Count], "at random");
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
