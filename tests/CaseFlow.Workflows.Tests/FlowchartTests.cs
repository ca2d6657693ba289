using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class FlowchartTests
{
    [Fact]
    public void Activities_run_along_the_arrows() =>
        Playing.Of(Chart("flow", [Say("a"), Say("b"), Say("c")], "a > b", "b > c")).Begin().Finished().Lines.ShouldBe(["a", "b", "c"]);

    [Fact]
    public void Branches_interleave_breadth_first() =>
        Playing.Of(Chart("flow", [Say("s"), Say("a1"), Say("a2"), Say("b1"), Say("b2")], "s > a1", "a1 > a2", "s > b1", "b1 > b2"))
            .Begin().Finished().Lines.ShouldBe(["s", "a1", "b1", "a2", "b2"]);

    [Fact]
    public void A_join_runs_once_although_its_branches_are_of_different_length() =>
        Playing.Of(Chart("flow", [Say("s"), Say("a"), Say("b1"), Say("b2"), Say("join")], "s > a", "s > b1", "b1 > b2", "a > join", "b2 > join"))
            .Begin().Finished().Lines.ShouldBe(["s", "a", "b1", "b2", "join"]);

    [Fact]
    public void A_way_not_taken_does_not_hold_up_a_join() =>
        Playing.Of(Chart("flow", [Decision(true), Say("yes"), Say("no"), Say("join")], "d.True > yes", "d.False > no", "yes > join", "no > join"))
            .Begin().Finished().Lines.ShouldBe(["yes", "join"]);

    [Fact]
    public void A_join_that_wants_all_branches_is_skipped_when_one_was_not_taken() =>
        Playing.Of(Chart("flow", [Decision(true), Say("yes"), Say("no"), Join("WaitAll"), Say("after"), Say("last")],
            "d.True > yes", "d.False > no", "yes > j", "no > j", "j > after", "yes > last"))
            .Begin().Finished().Lines.ShouldBe(["yes", "last"]);

    [Fact]
    public void A_loser_that_already_stands_in_the_queue_still_runs_but_the_join_runs_once() =>
        Playing.Of(Chart("flow", [Say("s"), Say("a"), Say("b"), Join("WaitAny"), Say("after")], "s > a", "s > b", "a > j", "b > j", "j > after"))
            .Begin().Finished().Lines.ShouldBe(["s", "a", "b", "after"]);

    [Fact]
    public void The_first_branch_wins_and_the_losers_are_cancelled()
    {
        var playing = Playing.Of(Chart("flow", [Say("s"), Task("t"), Delay("timeout"), Join("WaitAny"), Say("after")],
            "s > t", "s > timeout", "t > j", "timeout > j", "j > after"), Variable("t")).Begin();
        var task = playing.Token("t");
        playing.Fire("timeout").Finished().Lines.ShouldBe(["s", "after"]);
        playing.Journal.OfType<ActivityCancelled>().ShouldContain(new ActivityCancelled(task));
        playing.Refused(new CompleteTask(task, "Done", Json(1))).ShouldBe("not-running");
    }

    [Fact]
    public void A_loop_runs_until_its_task_is_accepted()
    {
        var playing = Playing.Of(Chart("flow", [Say("s"), Task("check", "Again", "Ok"), Say("redo"), Say("end")],
            "s > check", "check.Again > redo", "redo > check", "check.Ok > end"), Variable("check")).Begin();
        var first = playing.Token("check");
        playing.Complete("check", "Again").Complete("check", "Again");
        playing.Refused(new CompleteTask(first, "Ok", Json(1))).ShouldBe("not-waiting");
        playing.Complete("check", "Ok").Finished().Lines.ShouldBe(["s", "redo", "redo", "end"]);
    }

    internal static System.Text.Json.Nodes.JsonObject Decision(bool value) => Activity("FlowDecision", "d", ("condition", value));

    internal static System.Text.Json.Nodes.JsonObject Join(string mode) => Activity("FlowJoin", "j", ("mode", mode));

    internal static System.Text.Json.Nodes.JsonObject Delay(string id) => Activity("Delay", id, ("timeSpan", "00:30:00"));
}
