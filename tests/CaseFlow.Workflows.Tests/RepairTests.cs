using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>What operators do to a running instance: variables, moves. (Retry, skip and cancel stand in <see cref="EngineLawsTests"/>.)</summary>
public sealed class RepairTests
{
    [Fact]
    public void A_variable_is_corrected_and_the_journal_says_why()
    {
        var playing = Playing.Of(Sequence("s", Task("t"), Activity("WriteLine", "w", ("text", Feel("string(n)")))), Variable("n", "Int32", "1"), Variable("t")).Begin();
        playing.Send(Set(("n", "42")));
        playing.Last[0].ShouldBeOfType<OperatorIntervened>().ShouldSatisfyAllConditions(
            told => told.Command.ShouldBe("SetVariables"), told => told.Reason.ShouldBe("mistyped"), told => told.Tokens.ShouldHaveSingleItem());
        playing.Complete("t").Finished().Lines.ShouldBe(["42"]);
    }

    [Fact]
    public void Variables_that_do_not_fit_are_refused_with_every_reason_and_none_is_set()
    {
        var playing = Playing.Of(Sequence("s", Task("t")), Variable("n", "Int32", "1"), Variable("flag", "Boolean"), Variable("list", "String[]"), Variable("t")).Begin();
        var burst = Engine.Advance(playing.Definition, playing.Instance, Set(("n", "many"), ("flag", "perhaps"), ("nobody", 1), ("list", 7), ("t", "fine")), playing.Now);
        burst.Events.ShouldBeEmpty();
        burst.Reasons.Select(reason => reason.Code).ShouldBe(["conversion-failed", "conversion-failed", "unknown-variable", "conversion-failed"], ignoreOrder: true);
        playing.Refused(Set()).ShouldBe("no-variables");
    }

    [Fact]
    public void A_name_that_two_open_containers_declare_needs_its_scope()
    {
        var inner = Sequence("inner", Task("t"));
        inner["variables"] = new JsonArray(Variable("n", "Int32", "5"));
        var playing = Playing.Of(inner, Variable("n", "Int32", "1"), Variable("t")).Begin();
        playing.Refused(Set(("n", 2))).ShouldBe("ambiguous-variable");
        var scope = playing.Instance.Visits.Values.Single(visit => visit.Activity.EndsWith("inner")).Token;
        playing.Send(new SetVariables(new Dictionary<string, JsonElement> { ["n"] = Json(2) }, "mistyped", scope));
        playing.Last.OfType<VariableSet>().ShouldHaveSingleItem().Scope.ShouldBe(scope);
    }

    [Fact]
    public void A_move_ends_the_visit_and_starts_the_other_activity()
    {
        var playing = Playing.Of(Chart("flow", [Task("a"), Task("b"), Task("c")], "a > b", "b > c"), Variable("a"), Variable("b"), Variable("c")).Begin();
        var token = playing.Token("a");
        Move(playing, "c", "a");
        playing.Last.Select(happened => happened.GetType().Name).Take(3).ShouldBe(["OperatorIntervened", "ActivityCancelled", "ActivityScheduled"]);
        playing.Waits.ShouldBe(["c"]);
        playing.Refused(new CompleteTask(token, "Done", Json(null))).ShouldBe("not-waiting");
        Move(playing, "a", "c");
        playing.Complete("a").Complete("b").Complete("c").Finished();
    }

    [Theory]
    [InlineData("")]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    [InlineData("WaitAny")]
    public void A_move_back_into_one_branch_of_a_diamond_lets_its_join_run_again(string mode)
    {
        var playing = Diamond(mode);
        playing.Complete("a");
        if (mode != "WaitAny")
            playing.Complete("b");
        playing.Waits.ShouldBe(["after"]);
        Move(playing, "a", "after");
        playing.Complete("a").Waits.ShouldBe(["after"]);
        playing.Complete("after").Finished();
    }

    [Fact]
    public void A_move_back_before_the_fork_runs_both_branches_again()
    {
        var playing = Diamond("WaitAll").Complete("a").Complete("b");
        Move(playing, "s", "after");
        playing.Waits.ShouldBe(["a", "b"], ignoreOrder: true);
        playing.Complete("a").Waits.ShouldBe(["b"]);
        playing.Complete("b").Waits.ShouldBe(["after"]);
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void A_branch_that_is_moved_away_is_not_waited_for(string mode)
    {
        var playing = Diamond(mode);
        Move(playing, "other", "a");
        playing.Waits.ShouldBe(["b", "other"], ignoreOrder: true);
        playing.Complete("b").Waits.ShouldBe(["other", "after"], ignoreOrder: true);
    }

    [Fact]
    public void A_branch_that_has_arrived_goes_on_when_the_one_it_waited_for_is_moved_away()
    {
        var playing = Diamond("WaitAll").Complete("b");
        Move(playing, "other", "a");
        playing.Waits.ShouldBe(["other", "after"], ignoreOrder: true);
    }

    [Fact]
    public void Both_branches_moved_behind_their_join_run_what_is_behind_it_once()
    {
        var playing = Diamond("WaitAll");
        Move(playing, "after", "a", "b");
        playing.Waits.ShouldBe(["after"]);
        playing.Complete("after").Finished();
    }

    [Fact]
    public void A_branch_left_open_by_a_move_onto_the_join_makes_it_run_once_more()
    {
        var playing = Diamond("WaitAll");
        Move(playing, "after", "a");
        playing.Waits.ShouldBe(["b", "after"], ignoreOrder: true);
        playing.Complete("after").Waits.ShouldBe(["b"]);
        playing.Complete("b").Complete("after").Finished();
    }

    [Fact]
    public void In_a_loop_every_later_round_still_waits_for_both_branches()
    {
        var playing = Playing.Of(Chart("flow", [Say("h"), Task("a"), Task("b"), Activity("FlowJoin", "j", ("mode", "WaitAll")), Task("again", "Again", "Ok"), Task("end")],
            "h > a", "h > b", "a > j", "b > j", "j > again", "again.Again > h", "again.Ok > end"),
            [.. new[] { "a", "b", "again", "end" }.Select(name => Variable(name))]).Begin();
        Move(playing, "again", "a", "b");
        Rounds(playing);
        playing.Complete("b");
        Move(playing, "h", "a");
        playing.Waits.ShouldBe(["a", "b"], ignoreOrder: true);
        playing.Complete("b").Waits.ShouldBe(["a"]);
        playing.Complete("a").Waits.ShouldBe(["again"]);
        Rounds(playing);
        Move(playing, "a", "a", "b");
        playing.Complete("a").Waits.ShouldBe(["again"]);
        Rounds(playing);

        static void Rounds(Playing playing)
        {
            for (var round = 0; round < 2; round++)
            {
                playing.Complete("again", "Again").Waits.ShouldBe(["a", "b"], ignoreOrder: true);
                playing.Complete("b").Waits.ShouldBe(["a"]);
                playing.Complete("a").Waits.ShouldBe(["again"]);
            }

            playing.Complete("again", "Again").Waits.ShouldBe(["a", "b"], ignoreOrder: true);
        }
    }

    [Fact]
    public void A_move_to_a_container_around_cancels_all_that_is_inside()
    {
        var playing = Playing.Of(Chart("flow", [Sequence("inner", Task("t"), Task("u")), Task("out")], "inner > out"), Variable("t"), Variable("u"), Variable("out")).Begin();
        Move(playing, "u", "t");
        playing.Waits.ShouldBe(["u"]);
        Move(playing, "out", "u");
        playing.Waits.ShouldBe(["out"]);
        Move(playing, "inner", "out");
        playing.Complete("t").Complete("u").Complete("out").Finished();
    }

    [Fact]
    public void A_move_that_cannot_be_is_refused_with_its_reason()
    {
        var playing = Playing.Of(Chart("flow", [Sequence("inner", Task("t")), Task("out"), Activity("Parallel", "p", ("activities", new JsonArray(Task("x")))), Say("island"), Say("island2")],
            "inner > out", "out > p", "island > island2", "island2 > island"), Variable("t"), Variable("out"), Variable("x")).Begin();
        var token = playing.Token("t");
        playing.Refused(new MoveToActivity([token, 999], "nowhere", "x")).ShouldBe("not-open");
        Engine.Advance(playing.Definition, playing.Instance, new MoveToActivity([999, 998], "nowhere", "x"), playing.Now).Reasons.Length.ShouldBe(3);
        playing.Refused(new MoveToActivity([token], Node(playing, "x"), "x")).ShouldBe("move-not-possible");
        playing.Refused(new MoveToActivity([token], Node(playing, "island2"), "x")).ShouldBe("unreachable-activity");
        Repair.TargetsOf(playing.Definition, playing.Instance, token).Select(id => id.Split(':')[^1]).ShouldBe(["t", "inner", "out", "p", "flow"]);
    }

    /// <summary>Flowcharts of tasks without loops, moved about at random, each time with every branch that leads to the target: whatever the target leads to is still reached, so no join has been left unable to run.</summary>
    [Fact]
    public void After_any_move_everything_behind_the_target_is_reached() => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
    {
        var random = new Random(seed);
        var count = random.Next(2, 9);
        var names = Enumerable.Range(0, count).Select(i => $"t{i}").ToArray();
        var arrows = Enumerable.Range(1, count - 1).SelectMany(target => Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Source: random.Next(target), Target: target))).Distinct().ToList();
        var joins = names.Select(_ => random.Next(3)).ToArray();
        var nodes = names.SelectMany((name, i) => joins[i] == 0 ? [Task(name)] : new[] { Activity("FlowJoin", "j" + name, ("mode", joins[i] == 1 ? "WaitAll" : "WaitAllActive")), Task(name) }).ToArray();
        string Entrance(int i) => joins[i] == 0 ? names[i] : "j" + names[i];
        var lines = arrows.Select(arrow => $"{names[arrow.Source]} > {Entrance(arrow.Target)}").Concat(names.Where((_, i) => joins[i] != 0).Select(name => $"j{name} > {name}"));
        var playing = Playing.Of(Chart("flow", nodes, [.. lines]), [.. names.Select(name => Variable(name))]).Begin();
        for (var moves = 0; moves < 4 && playing.Instance.Status == InstanceStatus.Running; moves++)
        {
            for (var steps = random.Next(4); steps > 0 && playing.Instance.Status == InstanceStatus.Running; steps--)
                playing.Complete(playing.Waits.ElementAt(random.Next(playing.Waits.Count())));
            if (playing.Instance.Status != InstanceStatus.Running)
                break;
            var (target, before) = (random.Next(count), playing.Journal.Count());
            var one = playing.Waits.ElementAt(random.Next(playing.Waits.Count()));
            Move(playing, names[target], [.. playing.Waits.Where(open => open == one || Behind(arrows, Array.IndexOf(names, open)).Contains(target))]);
            if (moves < 3 && random.Next(2) == 0)
                continue;
            while (playing.Instance.Status == InstanceStatus.Running)
                playing.Complete(playing.Waits.ElementAt(random.Next(playing.Waits.Count())));
            var opened = playing.Journal.Skip(before).OfType<TaskOpened>().Select(opened => opened.Task.Name).ToHashSet();
            Behind(arrows, target).Select(i => names[i]).Except(opened).ShouldBeEmpty($"seed {seed}");
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static HashSet<int> Behind(List<(int Source, int Target)> arrows, int from)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var next))
            foreach (var (_, target) in arrows.Where(arrow => arrow.Source == next))
                if (seen.Add(target))
                    open.Push(target);
        return seen;
    }

    /// <summary>s > a, s > b, both > join > after; «other» stands beside it behind a port that nobody takes.</summary>
    private static Playing Diamond(string mode) => Playing.Of(mode.Length == 0
        ? Chart("flow", [Say("s"), Task("a"), Task("b"), Task("other"), Task("after")], "s > a", "s > b", "a > after", "b > after", "s.Never > other")
        : Chart("flow", [Say("s"), Task("a"), Task("b"), Task("other"), Activity("FlowJoin", "j", ("mode", mode)), Task("after")],
            "s > a", "s > b", "a > j", "b > j", "j > after", "s.Never > other"),
        [.. new[] { "a", "b", "other", "after" }.Select(name => Variable(name))]).Begin();

    private static void Move(Playing playing, string target, params string[] from) =>
        playing.Send(new MoveToActivity([.. from.Select(playing.Token)], Node(playing, target), "by hand"));

    private static string Node(Playing playing, string id) => playing.Definition.Nodes.Values.Single(node => node.Id == id).NodeId;

    private static SetVariables Set(params (string Name, object Value)[] values) => new(values.ToDictionary(one => one.Name, one => Json(one.Value)), "mistyped");
}
