using System.Text.Json;
using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class ExpressionTests
{
    [Fact]
    public void Feel_reads_variables_and_workflow_inputs_by_name() =>
        Says("who.name + \" is \" + string(age + 1)", [Variable("age", "Int32", "15")], new { who = new { name = "Li" } }).ShouldBe("Li is 16");

    [Fact]
    public void Feel_knows_the_time_of_the_stimulus() => Says("string(now())").ShouldStartWith("2026-05-06T01:00:00");

    [Fact]
    public void An_inner_variable_hides_an_outer_one_of_the_same_name()
    {
        var inner = Sequence("inner", Activity("WriteLine", "w", ("text", Feel("x"))));
        inner["variables"] = new JsonArray(new JsonObject { ["id"] = "x2", ["name"] = "x", ["typeName"] = "String", ["value"] = "inner" });
        Playing.Of(Sequence("outer", inner, Activity("WriteLine", "v", ("text", Feel("x")))), Variable("x", "String", "outer")).Begin().Finished()
            .Lines.ShouldBe(["inner", "outer"]);
    }

    [Fact]
    public void Set_variable_converts_to_the_type_of_the_variable()
    {
        Set("Int32", "12").GetRawText().ShouldBe("12");
        Set("Int32", "3.7").GetRawText().ShouldBe("4");
        Set("Boolean", "True").GetRawText().ShouldBe("true");
        Set("String", 1.5).GetString().ShouldBe("1.5");
        Set("TimeSpan", "P1DT1H").GetString().ShouldBe("1.01:00:00");
        Set("Object", "{\"a\":1}").GetString().ShouldBe("{\"a\":1}");
        Set("Object[]", "[1,2]").GetArrayLength().ShouldBe(2);

        static JsonElement Set(string type, JsonNode value) => Assigning(type, value).Begin().Finished().Journal.OfType<VariableSet>().ShouldHaveSingleItem()
            .Value;
    }

    [Theory]
    [InlineData("Int32", "twelve")]
    [InlineData("Boolean", "yes")]
    [InlineData("DateTimeOffset", "soon")]
    [InlineData("TimeSpan", "a while")]
    [InlineData("Object[]", "[1,")]
    public void What_cannot_be_converted_is_an_incident_and_not_zero(string type, string value) => Assigning(type, value).Begin()
        .Incident.Name.ShouldBe("conversion-failed");

    [Fact]
    public void A_condition_that_is_neither_true_nor_false_is_an_incident_that_says_why()
    {
        var playing = Playing.Of(Chart("flow", [Activity("FlowDecision", "d", ("condition", Feel("who.age < 16"))), Say("child"), Say("grown")],
            "d.True > child", "d.False > grown"), Variable("who")).Begin();
        playing.Incident.Name.ShouldBe("expression-failed");
        playing.Incident.Message.ShouldNotBeNull().ShouldContain("who.age < 16");
        playing.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_feel_expression_that_does_not_parse_is_found_in_both_languages()
    {
        var finding = Playing.Read(Workflow(Activity("WriteLine", "w", ("text", Feel("1 +"))))).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("expression-syntax");
        finding.ActivityId.ShouldBe("w");
        finding.MessageZh.ShouldNotBe(finding.MessageEn);
    }

    [Fact]
    public void A_name_in_feel_that_nothing_declares_is_found() =>
        Playing.Read(Workflow(Activity("WriteLine", "w", ("text", Feel("nope + 1"))))).Findings.ShouldHaveSingleItem().Code.ShouldBe("unknown-variable");

    [Fact]
    public void A_context_gives_structured_inputs_with_computed_members()
    {
        var playing = Playing.Of(Activity("CaseFlow.Ask", "ask", ("question", "?"), ("about", Feel("{ age: age, minor: age < 18 }"))),
            Variable("age", "Int32", "15")).Begin();
        JsonSerializer.Serialize(Json(playing.Last.OfType<RequestIssued>().Single().Input)).ShouldBe("""{"about":{"age":15,"minor":true},"question":"?"}""");
    }

    [Fact]
    public void A_round_of_a_loop_sees_its_item_and_its_number() =>
        Playing.Of(Activity("ForEach", "f", ("items", Names("x", "y")),
            ("body", Activity("WriteLine", "w", ("text", Feel("string(CurrentIndex) + CurrentValue")))))).Begin().Finished().Lines.ShouldBe(["0x", "1y"]);

    private static string Says(string feel, JsonObject[]? variables = null, object? input = null) =>
        Playing.Of(Workflow(Activity("WriteLine", "w", ("text", Feel(feel))), variables ?? [], inputs: ["who"])).Begin(input).Finished()
            .Lines.ShouldHaveSingleItem();

    private static Playing Assigning(string type, JsonNode value) =>
        Playing.Of(Activity("SetVariable", "s", ("variable", new JsonObject { ["id"] = "v" }), ("value", value)), Variable("v", type));
}
