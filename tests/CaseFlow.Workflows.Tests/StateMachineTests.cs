using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class StateMachineTests
{
    [Fact]
    public void A_transition_that_is_triggered_runs_action_and_exit_and_enters_the_next_state()
    {
        var playing = Playing.Of(Machine([State("Draft", "enter draft", "leave draft"), State("Done", "enter done")], [Transition("Draft", "Done", "submit", action: "act")])).Begin();
        playing.Lines.ShouldBe(["enter draft"]);
        playing.Deliver("submit", "submit").Finished().Lines.ShouldBe(["enter draft", "act", "leave draft", "enter done"]);
    }

    [Fact]
    public void The_first_trigger_cancels_those_beside_it()
    {
        var playing = Playing.Of(Machine([State("A"), State("B"), State("C")], [Transition("A", "B", "b"), Transition("A", "C", "c"), Transition("B", "C", "later")])).Begin();
        playing.Waits.ShouldBe(["b", "c"]);
        playing.Deliver("b", "b").Waits.ShouldBe(["later"]);
    }

    [Fact]
    public void A_condition_that_does_not_hold_starts_its_trigger_again()
    {
        var machine = Machine([State("A"), State("B")], [Transition("A", "B", "go", condition: "n > 1")]);
        ((JsonObject)machine["transitions"]![0]!["trigger"]!)["result"] = Bound("n");
        var playing = Playing.Of(machine, Variable("n", "Int32", "0")).Begin();
        playing.Deliver("go", "go", 1).Waits.ShouldBe(["go"]);
        playing.Deliver("go", "go", 2).Finished();
    }

    [Fact]
    public void A_second_instance_begins_in_the_initial_state_too()
    {
        var machine = Machine([State("Draft", "draft"), State("Review", "review"), State("End")], [Transition("Draft", "Review", "submit"), Transition("Review", "End", "accept")], initial: "Draft");
        var definition = Playing.Read(Workflow(machine)).Definition!;
        new Playing(definition).Begin().Deliver("submit", "submit").Lines.ShouldBe(["draft", "review"]);
        new Playing(definition).Begin().Lines.ShouldBe(["draft"]);
    }

    [Fact]
    public void A_transition_without_a_trigger_is_taken_at_once_when_its_condition_holds()
    {
        Choosing("2").Finished().Lines.ShouldBe(["c"]);
        Choosing("3").Incident.Name.ShouldBe("stuck");

        static Playing Choosing(string n) => Playing.Of(Machine([State("A"), State("B", "b"), State("C", "c")],
            [Transition("A", "B", null, condition: "n = 1"), Transition("A", "C", null, condition: "n = 2")]), Variable("n", "Int32", n)).Begin();
    }

    [Fact]
    public void A_state_that_does_not_exist_is_found()
    {
        var finding = Playing.Read(Workflow(Machine([State("A"), State("B")], [Transition("A", "B", "go"), Transition("A", "Z", "stop")]))).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.ActivityId, finding.JsonPath).ShouldBe(("unknown-state", "m", "$.root.transitions[1].to"));
    }

    [Fact]
    public void Clocks_are_followed_through_the_states()
    {
        JsonObject Clock(string what) => Activity($"CaseFlow.{what}Clock", what, ("clock", "promise"));
        var (start, end) = (State("A"), State("B"));
        (start["entry"], end["entry"]) = (Clock("Start"), Clock("Stop"));
        Playing.Read(Workflow(Machine([start, end], [Transition("A", "B", "go")]))).Findings.ShouldBeEmpty();
        end["entry"] = Say("nothing");
        Playing.Read(Workflow(Machine([(JsonObject)start.DeepClone(), (JsonObject)end.DeepClone()], [Transition("A", "B", "go")]))).Findings.ShouldHaveSingleItem().Code.ShouldBe("clock-not-stopped");
    }

    private static JsonObject Machine(JsonObject[] states, JsonObject[] transitions, string? initial = null) =>
        Activity("StateMachine", "m", ("initialState", initial), ("states", new JsonArray(states)), ("transitions", new JsonArray(transitions)));

    private static JsonObject State(string name, string? entry = null, string? exit = null) =>
        new() { ["name"] = name, ["entry"] = entry is null ? null : Say(entry), ["exit"] = exit is null ? null : Say(exit) };

    private static JsonObject Transition(string from, string to, string? trigger, string? condition = null, string? action = null) => new()
    {
        ["from"] = from, ["to"] = to, ["trigger"] = trigger is null ? null : Activity("Event", trigger, ("eventName", trigger)),
        ["condition"] = condition is null ? null : Feel(condition), ["action"] = action is null ? null : Say(action),
    };
}
