using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>A workflow used as an activity of another.</summary>
public sealed class EmbeddedWorkflowTests
{
    private static readonly string Child = Workflow(
        Sequence("c", Say("inside"),
            Activity("SetOutput", "o", ("outputName", "Total"), ("outputValue", Expression("Input", new JsonObject { ["name"] = "Amount" }))), Task("t"),
            Activity("Complete", "done", ("outcomes", Names("Paid")))),
        [Variable("t"), Variable("same", value: "\"inner\"")], id: "child", outcomes: ["Paid", "Refused"], inputs: ["Amount"], outputs: ["Total"]);

    [Fact]
    public void It_runs_in_the_same_instance_and_its_outcome_is_the_port()
    {
        var playing = Playing.Of(Parent(), Child).Begin();
        playing.Lines.ShouldBe(["inside"]);
        playing.Waits.ShouldBe(["t"]);
        playing.Complete("t").Finished().Lines.ShouldBe(["inside", "paid"]);
    }

    [Fact]
    public void Its_output_goes_to_the_variable_of_its_user_and_not_to_the_outputs_of_the_instance()
    {
        var playing = Playing.Of(Parent(), Child).Begin().Complete("t");
        playing.Journal.OfType<VariableSet>().Single(set => set.Variable == "total").Value.GetInt32().ShouldBe(12);
        playing.Instance.Output.ShouldBeEmpty();
    }

    [Fact]
    public void It_sees_none_of_the_variables_around_it()
    {
        var child = Workflow(Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "total" }), ("value", 1)), id: "child");
        Playing.Of(Parent(), child).Begin().Incident.Name.ShouldBe("unknown-variable");
    }

    [Fact]
    public void Without_outcomes_it_is_left_by_Done()
    {
        var parent = Workflow(Chart("flow", [Use("child"), Say("after")], "use > after"), id: "parent");
        Playing.Of(parent, Workflow(Say("inside"), id: "child")).Begin().Finished().Lines.ShouldBe(["inside", "after"]);
    }

    [Fact]
    public void Finish_inside_ends_the_whole_instance()
    {
        var parent = Workflow(Chart("flow", [Use("child"), Say("after")], "use > after"), id: "parent");
        Playing.Of(parent, Workflow(Activity("Finish", "f"), id: "child")).Begin().Finished().Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Definitions_that_use_each_other_are_found()
    {
        var one = Workflow(Sequence("s", Use("two")), id: "one");
        var two = Workflow(Sequence("s", Use("one")), id: "two");
        Playing.Read(one, one, two).Findings.ShouldContain(finding => finding.Code == "definition-cycle");
        Playing.Read(Workflow(Sequence("s", Use("self")), id: "self")).Findings.ShouldContain(finding => finding.Code == "definition-cycle");
    }

    [Fact]
    public void One_that_is_not_there_is_an_unknown_activity() => Playing.Read(Parent())
        .Findings.ShouldContain(finding => finding.Code == "unknown-activity" && finding.ActivityId == "use");

    [Fact]
    public void Two_uses_of_one_definition_have_each_their_own_variables()
    {
        var child = Workflow(Sequence("s", Task("t"), Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "mine" }), ("value", 1))),
            [Variable("t"), Variable("mine")], id: "child");
        var parent = Workflow(Activity("Parallel", "p", ("activities", new JsonArray(Use("child", "a"), Use("child", "b")))), id: "parent");
        var playing = Playing.Of(parent, child).Begin();
        playing.Complete("t").Complete("t").Finished();
        playing.Journal.OfType<VariableSet>().Where(set => set.Variable == "mine").Select(set => set.Scope).Distinct().Count().ShouldBe(2);
    }

    private static string Parent() =>
        Workflow(Chart("flow", [Use("child", ("amount", 12), ("total", Bound("total"))), Say("paid"), Say("refused")], "use.Paid > paid",
        "use.Refused > refused"), [Variable("total")], id: "parent");

    private static JsonObject Use(string definition, params (string, JsonNode?)[] members) => Use(definition, "use", members);

    private static JsonObject Use(string definition, string id, params (string, JsonNode?)[] members) =>
        Activity("Acme." + definition, id, [("workflowDefinitionId", definition), .. members]);
}
