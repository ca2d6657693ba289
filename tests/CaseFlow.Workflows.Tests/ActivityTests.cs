using System.Text.Json;
using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class ActivityTests
{
    [Fact]
    public void A_human_task_asks_with_everything_a_clerk_needs_and_leaves_by_the_chosen_outcome()
    {
        var task = Activity("CaseFlow.HumanTask", "t", ("name", "accept"), ("title", JsonNode.Parse("""{"zh-CN":"受理","en":"Accept"}""")), ("form", "accept"),
            ("candidateGroups", Expression("Literal", "[\"clerks\",\"seniors\"]")), ("priority", 70), ("due", "P3D"), ("data", JsonNode.Parse("""{"a":1}""")),
            ("outcomes", Names("Accept", "Reject")), ("result", Bound("entered")), ("outcome", Bound("chosen")));
        var playing = Playing.Of(Chart("flow", [task, Say("yes"), Say("no")], "t.Accept > yes", "t.Reject > no"), Variable("entered"), Variable("chosen"))
            .Begin();
        var opened = playing.Last.OfType<TaskOpened>().ShouldHaveSingleItem().Task;
        opened.Name.ShouldBe("accept");
        opened.Title["zh-CN"].ShouldBe("受理");
        opened.CandidateGroups.ShouldBe(["clerks", "seniors"]);
        opened.Priority.ShouldBe(70);
        opened.Due.ShouldBe(Playing.Start.AddDays(3));
        opened.Outcomes.ShouldBe(["Accept", "Reject"]);
        opened.Data.GetRawText().ShouldBe("""{"a":1}""");
        playing.Complete("t", "Reject", new { reason = "blurred" }).Finished().Lines.ShouldBe(["no"]);
        playing.Last.OfType<VariableSet>().Select(set => set.Variable).ShouldBe(["chosen", "entered"], ignoreOrder: true);
    }

    [Fact]
    public void Whichever_of_several_events_comes_is_the_port()
    {
        var wait = Activity("CaseFlow.AwaitEvent", "w", ("events", Names("factory.reject", "post.handover")), ("senders", Names("factory")), ("form", "f"),
            ("result", Bound("got")), ("event", Bound("which")));
        var playing = Playing.Of(Chart("flow", [wait, Say("rejected"), Say("sent")], "w.factory.reject > rejected", "w.post.handover > sent"),
            Variable("got"), Variable("which")).Begin();
        var waiting = playing.Instance.Waiting.ShouldHaveSingleItem();
        waiting.EventNames.ShouldBe(["factory.reject", "post.handover"]);
        waiting.Senders.ShouldBe(["factory"]);
        playing.Refused(new DeliverEvent(waiting.Token, "Factory.Reject", Json(null))).ShouldBe("event-not-awaited");
        playing.Deliver("w", "post.handover", new { waybill = "X1" }).Finished().Lines.ShouldBe(["sent"]);
    }

    [Fact]
    public void A_delay_arms_a_timer_however_far_away()
    {
        Armed("60.00:00:00").ShouldBe(Playing.Start.AddDays(60));
        Armed("P1DT2H").ShouldBe(Playing.Start.AddHours(26));
        Armed("10000000.00:00:00").ShouldBe(DateTimeOffset.MaxValue);

        static DateTimeOffset Armed(string length) =>
            Playing.Of(Activity("Delay", "d", ("timeSpan", length))).Begin().Last.OfType<TimerArmed>().ShouldHaveSingleItem().Due;
    }

    [Fact]
    public void Start_at_a_past_instant_does_not_wait()
    {
        Playing.Of(Activity("StartAt", "s", ("dateTime", "2020-01-01T00:00:00Z"))).Begin().Finished();
        Playing.Of(Activity("StartAt", "s", ("dateTime", "2030-01-01T00:00:00Z"))).Begin().Fire("s").Finished();
    }

    [Fact]
    public void If_runs_one_of_its_branches()
    {
        Playing.Of(If(true)).Begin().Finished().Lines.ShouldBe(["then"]);
        Playing.Of(If(false)).Begin().Finished().Lines.ShouldBe(["else"]);
        Playing.Of(Activity("If", "i", ("condition", false), ("then", Say("then")))).Begin().Finished().Lines.ShouldBeEmpty();

        static JsonObject If(bool condition) => Activity("If", "i", ("condition", condition), ("then", Say("then")), ("else", Say("else")));
    }

    [Fact]
    public void A_switch_leaves_by_the_first_or_by_every_case_that_holds()
    {
        Lines("MatchFirst").ShouldBe(["b"]);
        Lines("MatchAny").ShouldBe(["b", "c"]);
        Lines("MatchFirst", none: true).ShouldBe(["d"]);

        static IEnumerable<string> Lines(string mode, bool none = false) => Playing.Of(Chart("flow",
            [Activity("FlowSwitch", "s", ("mode", mode), ("cases", new JsonArray(Case("A", false), Case("B", !none), Case("C", !none)))), Say("a"), Say("b"),
                Say("c"), Say("d")],
            "s.A > a", "s.B > b", "s.C > c", "s.Default > d")).Begin().Finished().Lines;

        static JsonNode Case(string label, bool holds) =>
            new JsonObject { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = holds } };
    }

    [Fact]
    public void A_fork_leaves_by_every_branch() =>
        Playing.Of(Chart("flow", [Activity("FlowFork", "f", ("branches", Names("L", "R"))), Say("l"), Say("r")], "f.L > l", "f.R > r")).Begin().Finished()
            .Lines.ShouldBe(["l", "r"]);

    [Fact]
    public void End_ends_its_container_and_cancels_what_is_open_in_it() =>
        Playing.Of(Sequence("outer", Chart("flow", [Say("s"), Task("t"), Activity("End", "e")], "s > t", "s > e"), Say("after")), Variable("t"))
            .Begin().Finished().Lines.ShouldBe(["s", "after"]);

    [Fact]
    public void Finish_ends_everything() =>
        Playing.Of(Sequence("outer", Chart("flow", [Say("s"), Task("t"), Activity("Finish", "f")], "s > t", "s > f"), Say("never")), Variable("t"))
            .Begin().Finished().Lines.ShouldBe(["s"]);

    [Fact]
    public void A_loop_over_items_shows_each_round_its_item()
    {
        var body = Activity("WriteLine", "w", ("text", Expression("Variable", new JsonObject { ["id"] = "item" })));
        Playing.Of(Activity("ForEach", "f", ("items", Names("x", "y")), ("currentValue", Bound("item")), ("body", body)), Variable("item")).Begin().Finished()
            .Lines.ShouldBe(["x", "y"]);
    }

    [Fact]
    public void Break_ends_the_nearest_loop_only() =>
        Playing.Of(Sequence("s",
            Activity("ForEach", "f", ("items", Names("x", "y")), ("body", Sequence("b", Say("in"), Activity("Break", "k"), Say("never")))), Say("after")))
            .Begin().Finished().Lines.ShouldBe(["in", "after"]);

    [Fact]
    public void A_step_of_zero_is_an_incident_and_no_body_is_no_round()
    {
        Playing.Of(Activity("For", "f", ("start", 0), ("end", 3), ("step", 0), ("body", Say("x")))).Begin().Incident.Name.ShouldBe("invalid-step");
        Playing.Of(Activity("For", "f", ("start", 0), ("end", 3))).Begin().Finished();
        Playing.Of(Activity("For", "f", ("start", 3), ("end", 1), ("step", -1), ("body", Say("x")))).Begin().Finished().Lines.Count().ShouldBe(3);
    }

    [Fact]
    public void Parallel_work_ends_with_the_last_and_a_fork_with_the_first_if_told_so()
    {
        var parallel = Playing.Of(Sequence("s", Activity("Parallel", "p", ("activities", new JsonArray(Task("t"), Task("u")))), Say("after")), Variable("t"),
            Variable("u")).Begin();
        parallel.Complete("t").Lines.ShouldBeEmpty();
        parallel.Complete("u").Finished().Lines.ShouldBe(["after"]);
        var fork = Playing.Of(Sequence("s", Activity("Fork", "p", ("joinMode", "WaitAny"), ("branches", new JsonArray(Task("t"), Task("u")))), Say("after")),
            Variable("t"), Variable("u")).Begin();
        fork.Complete("u").Finished().Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void Every_item_in_parallel_has_a_wait_of_its_own()
    {
        var playing = Playing.Of(Sequence("s", Activity("ParallelForEach", "p", ("items", Names("x", "y", "z")), ("body", Task("t"))), Say("after")),
            Variable("t")).Begin();
        playing.Waits.Count().ShouldBe(3);
        playing.Complete("t").Complete("t").Lines.ShouldBeEmpty();
        playing.Complete("t").Finished().Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void Outputs_names_and_correlation_are_told()
    {
        var playing = Playing.Of(Sequence("s", Activity("SetOutput", "o", ("outputName", "Total"), ("outputValue", 3)),
            Activity("SetName", "n", ("value", "Case 42")), Activity("Correlate", "c", ("correlationId", "k")))).Begin().Finished();
        playing.Instance.Output["Total"].GetInt32().ShouldBe(3);
        playing.Instance.Name.ShouldBe("Case 42");
        playing.Instance.CorrelationId.ShouldBe("k");
    }

    [Fact]
    public void A_published_event_is_told_to_the_caller() =>
        Playing.Of(Activity("PublishEvent", "p", ("eventName", "ready"), ("isLocalEvent", true), ("payload", 5))).Begin().Finished()
            .Journal.OfType<EventPublished>().ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(e => e.EventName.ShouldBe("ready"), e => e.Local.ShouldBeTrue(), e => e.Payload.GetInt32().ShouldBe(5));

    [Fact]
    public void An_outside_task_is_a_request_with_a_name_and_a_payload()
    {
        var playing = Playing.Of(Activity("RunTask", "t", ("taskName", "Print"), ("payload", "{\"n\":1}"), ("result", Bound("r"))), Variable("r")).Begin();
        JsonSerializer.Serialize(playing.Last.OfType<RequestIssued>().ShouldHaveSingleItem().Input).ShouldBe("""{"taskName":"Print","payload":{"n":1}}""");
        playing.Answer("t", result: 1).Finished();
    }
}
