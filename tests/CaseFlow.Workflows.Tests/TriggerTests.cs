using System.Text.Json;
using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class TriggerTests
{
    private static readonly JsonElement payload = JsonSerializer.SerializeToElement(new { amount = 7 });

    [Fact]
    public void The_activity_whose_trigger_fired_does_not_wait_and_binds_what_came()
    {
        var playing = Playing.Of(Chart("flow", [On("paid", "Paid", ("result", Bound("order"))), Say("after")], "paid > after"), Variable("order"));
        Fire(playing, "Workflow1:flow:paid").Finished().Lines.ShouldBe(["after"]);
        playing.Journal.OfType<VariableSet>().Single().Value.GetProperty("amount").GetInt32().ShouldBe(7);
        playing.Journal.OfType<InstanceStarted>().Single().Trigger.ShouldBe("Workflow1:flow:paid");
    }

    [Fact]
    public void Started_by_hand_the_same_activity_waits() =>
        Playing.Of(Chart("flow", [On("paid", "Paid"), Say("after")], "paid > after")).Begin().Waits.ShouldBe(["paid"]);

    [Fact]
    public void A_join_counts_only_what_can_be_reached_from_the_trigger_that_fired()
    {
        JsonObject[] activities = [On("mail", "Mail"), On("call", "Call"), Say("both"), Task("check"), Say("end")];
        string[] arrows = ["mail > both", "call > both", "both > check", "check > end"];
        foreach (var trigger in (string[])["mail", "call"])
        {
            var playing = Playing.Of(Chart("flow", activities.Select(activity => (JsonObject)activity.DeepClone()).ToArray(), arrows));
            Fire(playing, $"Workflow1:flow:{trigger}").Waits.ShouldBe(["check"]);
            // The next burst counts by the same start.
            playing.Send(new CompleteTask(playing.Instance.Waiting.Single().Token, "Done", default)).Finished().Lines.ShouldBe(["both", "end"]);
        }
    }

    [Fact]
    public void A_trigger_inside_a_container_is_reached_through_it() =>
        Fire(Playing.Of(Sequence("main", Say("first"), Chart("flow", [Say("no"), On("go", "Go"), Say("yes")], "go > yes"))), "Workflow1:main:flow:go").Finished().Lines.ShouldBe(["first", "yes"]);

    [Fact]
    public void A_second_visit_of_the_trigger_waits_like_any_other()
    {
        var playing = Fire(Playing.Of(Chart("flow", [On("go", "Go"), Say("round")], "go > round", "round > go")), "Workflow1:flow:go");
        playing.Lines.ShouldBe(["round"]);
        playing.Waits.ShouldBe(["go"]);
    }

    [Fact]
    public void Only_activities_that_are_marked_and_can_start_an_instance_are_triggers()
    {
        var definition = Playing.Of(Chart("flow",
            [On("a", "A"), Activity("Event", "b", ("eventName", "B")), Activity("WriteLine", "c", ("text", "c"), ("canStartWorkflow", true)),
                Activity("Cron", "d", ("cronExpression", "0 0 8 * * *"), ("customProperties", new JsonObject { ["canStartWorkflow"] = true }))])).Definition;
        Triggers.Of(definition, Playing.Start).Select(trigger => (trigger.NodeId, trigger.Type, string.Join(',', trigger.Keys)))
            .ShouldBe([("Workflow1:flow:a", "Elsa.Event", "A"), ("Workflow1:flow:d", "Elsa.Cron", "")]);
    }

    [Fact]
    public void A_trigger_whose_input_cannot_be_known_before_there_is_an_instance_is_a_fault() =>
        Triggers.Of(Playing.Of(Chart("flow", [On("a", "A", ("eventName", Expression("Variable", new JsonObject { ["id"] = "nobody" })))])).Definition, Playing.Start)
            .ShouldHaveSingleItem().Fault.ShouldNotBeNull();

    [Theory]
    [InlineData("2026-05-06T00:30:00Z", "2026-05-06T01:30:00Z")]
    [InlineData("2026-05-05T01:30:00Z", "2026-05-06T02:00:00Z")]
    public void A_timer_counts_from_its_last_instant_and_does_not_make_up_for_what_was_missed(string last, string next) =>
        Triggers.NextDue(Timed("Timer", ("interval", "01:00:00")), DateTimeOffset.Parse(last), Playing.Start).ShouldBe(DateTimeOffset.Parse(next));

    [Fact]
    public void A_start_at_fires_once_and_never_when_it_has_passed()
    {
        var trigger = Timed("StartAt", ("dateTime", "2026-05-07T00:00:00Z"));
        Triggers.NextDue(trigger, null, Playing.Start).ShouldBe(DateTimeOffset.Parse("2026-05-07T00:00:00Z"));
        Triggers.NextDue(trigger, DateTimeOffset.Parse("2026-05-07T00:00:00Z"), DateTimeOffset.Parse("2026-05-07T00:00:00Z")).ShouldBeNull();
        Triggers.NextDue(trigger, null, DateTimeOffset.Parse("2026-05-08T00:00:00Z")).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, ActivationStrategy.AllowAlways)]
    [InlineData("SingletonStrategy", ActivationStrategy.Singleton)]
    [InlineData("Singleton", ActivationStrategy.Singleton)]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", ActivationStrategy.CorrelatedSingleton)]
    [InlineData("CorrelationStrategy", ActivationStrategy.Correlation)]
    public void An_activation_strategy_is_read_by_its_short_or_its_full_name(string? name, ActivationStrategy expected) =>
        Playing.Of(WithStrategy(name)).Definition.Activation.ShouldBe(expected);

    [Fact]
    public void An_unknown_activation_strategy_is_a_finding() => Playing.Read(WithStrategy("OnTuesdays")).Findings.Select(finding => finding.Code).ShouldContain("unknown-activation-strategy");

    private static string WithStrategy(string? name)
    {
        var workflow = JsonNode.Parse(Workflow(Say("a")))!;
        workflow["options"] = new JsonObject { ["activationStrategyType"] = name };
        return workflow.ToJsonString();
    }

    private static JsonObject On(string id, string name, params (string Name, JsonNode? Value)[] more) =>
        Activity("Event", id, [("eventName", name), ("canStartWorkflow", true), .. more]);

    private static WorkflowTrigger Timed(string type, (string Name, JsonNode? Value) input) =>
        Triggers.Of(Playing.Of(Sequence("main", Activity(type, "t", input, ("canStartWorkflow", true)))).Definition, Playing.Start).Single();

    private static Playing Fire(Playing playing, string node) => playing.Send(new StartWorkflow(new Dictionary<string, JsonElement>(), null, new FiredTrigger(node, payload)));
}
