using System.Collections.Immutable;
using System.Text.Json;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>The laws of the engine, one by one.</summary>
public sealed class EngineLawsTests
{
    [Fact]
    public void The_same_stimulus_gives_the_same_events_and_leaves_the_old_state_as_it_was()
    {
        var playing = Playing.Of(Chart("flow", [Task("t"), Say("a")], "t > a"), Variable("t")).Begin();
        var before = playing.Instance;
        var stimulus = new CompleteTask(playing.Token("t"), "Done", Json(new { ok = true }));
        var first = Engine.Advance(playing.Definition, before, stimulus, playing.Now);
        var second = Engine.Advance(playing.Definition, before, stimulus, playing.Now);
        second.Events.Select(JournalJson.Write).ShouldBe(first.Events.Select(JournalJson.Write));
        InstanceJson.Write(before).ShouldBe(InstanceJson.Write(playing.Instance));
        first.Instance.Status.ShouldBe(InstanceStatus.Finished);
    }

    [Fact]
    public void Folding_the_journal_gives_the_stored_state()
    {
        var playing = Playing.Of(Chart("flow", [Task("t"), Say("a")], "t > a"), Variable("t")).Begin();
        InstanceJson.Write(WorkflowInstance.Fold("1", playing.Journal)).ShouldBe(InstanceJson.Write(playing.Instance));
        playing.Instance.Sequence.ShouldBe(playing.Journal.Count());
    }

    [Fact]
    public void A_token_names_one_visit_so_the_second_round_of_a_loop_has_another()
    {
        var playing = Playing.Of(Chart("flow", [Say("s"), Task("t", "Again", "Ok")], "s > t", "t.Again > s"), Variable("t")).Begin();
        var first = playing.Token("t");
        playing.Complete("t", "Again").Token("t").ShouldNotBe(first);
        playing.Refused(new CompleteTask(first, "Ok", Json(null))).ShouldBe("not-waiting");
    }

    [Fact]
    public void Completing_a_task_twice_is_refused_the_second_time()
    {
        var playing = Playing.Of(Sequence("s", Task("t"), Task("u")), Variable("t"), Variable("u")).Begin();
        var token = playing.Token("t");
        playing.Complete("t");
        playing.Refused(new CompleteTask(token, "Done", Json(null))).ShouldBe("not-waiting");
    }

    [Fact]
    public void A_task_whose_timer_fired_cannot_be_completed_any_more()
    {
        var playing = Playing.Of(Chart("flow", [Say("s"), Task("t"), FlowchartTests.Delay("late"), FlowchartTests.Join("WaitAny"), Task("next")],
            "s > t", "s > late", "t > j", "late > j", "j > next"), Variable("t"), Variable("next")).Begin();
        var token = playing.Token("t");
        playing.Fire("late").Waits.ShouldBe(["next"]);
        playing.Refused(new CompleteTask(token, "Done", Json(null))).ShouldBe("not-waiting");
    }

    [Fact]
    public void A_stimulus_must_be_what_the_visit_waits_for()
    {
        var playing = Playing.Of(Sequence("s", Task("t", "Accept", "Reject")), Variable("t")).Begin();
        var token = playing.Token("t");
        playing.Refused(new FireTimer(token)).ShouldBe("not-waiting");
        playing.Refused(new DeliverEvent(token, "x", Json(null))).ShouldBe("not-waiting");
        playing.Refused(new AnswerRequest(token, "Done", Json(null))).ShouldBe("not-waiting");
        playing.Refused(new RetryIncident(token)).ShouldBe("not-waiting");
        playing.Refused(new CompleteTask(token + 1, "Accept", Json(null))).ShouldBe("not-waiting");
        playing.Refused(new CompleteTask(token, "Maybe", Json(null))).ShouldBe("unknown-outcome");
    }

    [Fact]
    public void An_instance_starts_once_and_hears_nothing_before_it_starts_or_after_its_end()
    {
        var playing = Playing.Of(Sequence("s", Say("a")));
        playing.Refused(new CancelWorkflow("early")).ShouldBe("not-running");
        playing.Begin().Finished();
        playing.Refused(new StartWorkflow(new Dictionary<string, JsonElement>())).ShouldBe("already-started");
        playing.Refused(new CancelWorkflow("late")).ShouldBe("not-running");
    }

    [Fact]
    public void An_instance_never_runs_a_version_it_is_not_pinned_to()
    {
        var playing = Playing.Of(Sequence("s", Task("t")), Variable("t")).Begin();
        var other = Playing.Read(Workflow(Sequence("s", Task("t")), [Variable("t")], id: "other")).Definition!;
        Should.Throw<ArgumentException>(() => Engine.Advance(other, playing.Instance, new CancelWorkflow("x"), playing.Now));
    }

    [Fact]
    public void An_endless_loop_stops_with_an_incident_and_goes_on_where_it_stopped_when_retried()
    {
        var definition = Playing.Of(Chart("flow", [Say("s"), Activity("FlowDecision", "d", ("condition", true)), Say("end")], "s > d", "d.True > s",
            "d.False > end")).Definition;
        var burst = Engine.Advance(definition, WorkflowInstance.Create("1"), new StartWorkflow(new Dictionary<string, JsonElement>()), Playing.Start);
        var incident = burst.Instance.Incidents.ShouldHaveSingleItem();
        incident.Name.ShouldBe("endless-loop");
        burst.Events.OfType<ActivityStarted>().Count().ShouldBe(Engine.VisitsPerBurst);
        var again = Engine.Advance(definition, burst.Instance, new RetryIncident(incident.Token), Playing.Start);
        again.Events.OfType<ActivityStarted>().Count().ShouldBe(Engine.VisitsPerBurst);
        Engine.Advance(definition, again.Instance, new CancelWorkflow("hopeless"), Playing.Start).Instance.Visits.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_is_issued_inside_the_burst_and_its_answer_goes_on()
    {
        var playing = Playing.Of(Chart("flow", [Ask("ask"), Say("yes"), Say("no")], "ask > yes", "ask.No > no"), Variable("answer"),
            Variable("points", "Int32")).Begin();
        var issued = playing.Last.OfType<RequestIssued>().ShouldHaveSingleItem();
        issued.Request.ShouldBe("CaseFlow.Ask");
        JsonSerializer.Serialize(issued.Input).ShouldBe("""{"question":"Who?"}""");
        playing.Answer("ask", "No", new { score = "7", name = "Li" }).Finished().Lines.ShouldBe(["no"]);
        playing.Journal.OfType<VariableSet>().Select(set => $"{set.Variable}={set.Value.GetRawText()}")
            .ShouldBe(["answer={\"score\":\"7\",\"name\":\"Li\"}", "points=7"], ignoreOrder: true);
    }

    [Fact]
    public void An_answer_by_a_port_the_request_does_not_have_is_refused()
    {
        var playing = Playing.Of(Sequence("s", Ask("ask")), Variable("answer"), Variable("points")).Begin();
        playing.Refused(new AnswerRequest(playing.Token("ask"), "Maybe", Json(null))).ShouldBe("unknown-outcome");
    }

    [Fact]
    public void A_failed_request_is_an_incident_that_can_be_retried_or_skipped()
    {
        var playing = Playing.Of(Chart("flow", [Ask("ask"), Say("yes"), Say("no")], "ask > yes", "ask.No > no"), Variable("answer"), Variable("points"))
            .Begin();
        var token = playing.Token("ask");
        playing.Send(new FailRequest(token, "registry-down", "The registry does not answer.")).Incident.ShouldSatisfyAllConditions(
            incident => incident.Name.ShouldBe("registry-down"), incident => incident.Message.ShouldBe("The registry does not answer."), incident =>
                incident.Token.ShouldBe(token));
        playing.Send(new RetryIncident(token)).Last.OfType<RequestIssued>().ShouldHaveSingleItem();
        playing.Send(new FailRequest(token, "registry-down", "Still."));
        playing.Refused(new SkipActivity(token, "Somewhere")).ShouldBe("unknown-outcome");
        playing.Send(new SkipActivity(token, "No")).Finished().Lines.ShouldBe(["no"]);
    }

    [Fact]
    public void Other_branches_go_on_beside_an_incident()
    {
        var playing = Playing.Of(Chart("flow", [Say("s"), Activity("Fault", "f", ("code", "broken"), ("message", "on purpose")), Task("t"), Say("after")],
            "s > f", "s > t", "t > after"), Variable("t")).Begin();
        playing.Complete("t").Lines.ShouldBe(["s", "after"]);
        playing.Incident.Name.ShouldBe("broken");
        playing.Instance.Status.ShouldBe(InstanceStatus.Running);
        playing.Send(new SkipActivity(playing.Incident.Token, "Done")).Finished();
    }

    [Fact]
    public void Cancelling_closes_every_visit_innermost_first()
    {
        var playing = Playing.Of(Chart("flow", [Say("s"), Task("t"), Sequence("inner", FlowchartTests.Delay("d"))], "s > t", "s > inner"), Variable("t"))
            .Begin();
        var task = playing.Token("t");
        playing.Send(new CancelWorkflow("withdrawn"));
        playing.Instance.Status.ShouldBe(InstanceStatus.Cancelled);
        playing.Instance.Visits.ShouldBeEmpty();
        playing.Last.OfType<ActivityCancelled>().Count().ShouldBe(5);
        playing.Last[^1].ShouldBe(new InstanceCancelled("withdrawn", ForgetsInput: true));
        playing.Refused(new CompleteTask(task, "Done", Json(null))).ShouldBe("not-running");
    }

    [Fact]
    public void What_has_ended_keeps_its_inputs_in_the_journal_alone_unless_an_earlier_release_ended_it()
    {
        var started = WorkflowInstance.Create("i").Apply(new InstanceStarted("d", 1, ImmutableDictionary<string, JsonElement>.Empty.Add("question", Json("where")), null));
        started.Apply(JournalJson.Read("""{"$type":"InstanceFinished"}""")).Input.Keys.ShouldBe(["question"]);
        started.Apply(JournalJson.Read("""{"$type":"InstanceCancelled","reason":"withdrawn"}""")).Input.Keys.ShouldBe(["question"]);
        started.Apply(new InstanceFinished(ForgetsInput: true)).Input.ShouldBeEmpty();
        Playing.Of(Chart("flow", [Say("s")]), Variable("t")).Begin().Last[^1].ShouldBe(new InstanceFinished(ForgetsInput: true));
    }

    [Fact]
    public void Running_with_nothing_to_wait_for_is_an_incident()
    {
        var playing = Playing.Of(Activity("Parallel", "p", ("activities", new System.Text.Json.Nodes.JsonArray(Sequence("s", Task("t")), Task("u")))),
            Variable("t"), Variable("u")).Begin();
        var damaged = playing.Instance.Apply(new ActivityCancelled(playing.Token("t")));
        var burst = Engine.Advance(playing.Definition, damaged, new CompleteTask(playing.Token("u"), "Done", Json(null)), playing.Now);
        burst.Instance.Incidents.ShouldHaveSingleItem().Name.ShouldBe("stuck");
    }

    private static System.Text.Json.Nodes.JsonObject Ask(string id) =>
        Activity("CaseFlow.Ask", id, ("question", "Who?"), ("result", Bound("answer")), ("score", Bound("points")));
}
