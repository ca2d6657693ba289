using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>What the reader finds in definitions, each with a stable code, the activity and a place in the file.</summary>
public sealed class ValidationTests
{
    [Fact]
    public void A_sound_definition_has_no_findings() =>
        Findings(Chart("flow", [Activity("Start", "s"), Task("t", "Ok", "Again"), Say("end")], "s > t", "t.Again > t", "t.Ok > end"), Variable("t"))
            .ShouldBeEmpty();

    [Fact]
    public void An_unknown_activity_is_found() => Found(Sequence("s", Activity("Acme.Fly", "f")))
        .ShouldBe(("unknown-activity", "f", "$.root.activities[0].type"));

    [Fact]
    public void An_unknown_port_is_found() => Found(Chart("flow", [Task("t", "Yes"), Say("a")], "t.Yes > a", "t.Maybe > a"), Variable("t"))
        .ShouldBe(("unknown-port", "t", "$.root.connections[1].source.port"));

    [Fact]
    public void An_activity_that_cannot_be_reached_is_found() => Found(Chart("flow", [Activity("Start", "s"), Say("a"), Say("lost")], "s > a", "lost > a"))
        .ShouldBe(("unreachable", "lost", "$.root.activities[2]"));

    [Fact]
    public void A_missing_required_input_is_found() => Found(Activity("Event", "e")).ShouldBe(("missing-input", "e", "$.root.eventName"));

    [Fact]
    public void A_required_input_that_is_empty_is_missing()
    {
        Found(Activity("Event", "e", ("eventName", ""))).ShouldBe(("missing-input", "e", "$.root.eventName"));
        Found(Activity("Event", "e", ("eventName", Expression("Literal", null)))).Code.ShouldBe("missing-input");
        Findings(Activity("Event", "e", ("eventName", "x"))).ShouldBeEmpty();
    }

    [Fact]
    public void An_input_that_the_activity_does_not_have_is_found()
    {
        Found(Activity("CaseFlow.Ask", "a", ("qestion", Expression("Literal", "?")))).ShouldBe(("unknown-input", "a", "$.root.qestion"));
        Findings(Activity("CaseFlow.Ask", "a", ("Question", Expression("Literal", "?")))).ShouldBeEmpty("names are read without regard to case");
    }

    [Fact]
    public void A_variable_declared_twice_or_with_a_default_that_is_none_is_found()
    {
        Found(Say("a"), Variable("x"), Variable("x")).ShouldBe(("duplicate-variable", "Workflow1", "$.variables[1]"));
        Found(Say("a"), Variable("n", "Int32", "many")).ShouldBe(("variable-default", "Workflow1", "$.variables[0].value"));
        Findings(Say("a"), Variable("x"), Variable("n", "Int32", "7")).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_in_javascript_that_nothing_declares_is_found()
    {
        Found(Activity("WriteLine", "w", ("text", Expression("JavaScript", "getNope() + 1")))).ShouldBe(("unknown-variable", "w", "$.root.text.expression.value"));
        Found(Activity("WriteLine", "w", ("text", Expression("JavaScript", "getVariable('nope')")))).Code.ShouldBe("unknown-variable");
        Found(Activity("WriteLine", "w", ("text", Expression("JavaScript", "nope + 1")))).Code.ShouldBe("unknown-variable");
        Findings(Activity("WriteLine", "w", ("text", Expression("JavaScript", "[getTotal(), variables.Total, getInput('late')].map(x => JSON.stringify(x)).join(getResultFromCalc())"))), Variable("total")).ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_variable_is_found()
    {
        Found(Activity("WriteLine", "w", ("text", Expression("Variable", new JsonObject { ["id"] = "nope" }))))
            .ShouldBe(("unknown-variable", "w", "$.root.text.expression.value"));
        Found(Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "nope" }), ("value", 1)))
            .ShouldBe(("unknown-variable", "v", "$.root.variable"));
        Found(Activity("Event", "e", ("eventName", "x"), ("result", Bound("nope")))).ShouldBe(("unbound-output", "e", "$.root.result"));
    }

    [Fact]
    public void A_variable_of_a_container_is_not_visible_outside_it()
    {
        var inner = Sequence("inner", Say("a"));
        inner["variables"] = new JsonArray(Variable("x"));
        Found(Sequence("outer", inner, Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "x" }), ("value", 1))))
            .Code.ShouldBe("unknown-variable");
    }

    [Fact]
    public void An_expression_that_does_not_parse_is_found() => Found(Activity("WriteLine", "w", ("text", Expression("Object", "{oops"))))
        .ShouldBe(("expression-syntax", "w", "$.root.text.expression.value"));

    [Fact]
    public void A_language_that_is_not_spoken_is_found_and_says_what_to_use_instead()
    {
        var finding = Findings(Activity("WriteLine", "w", ("text", Expression("CSharp", "1 + 1")))).ShouldHaveSingleItem();
        finding.Code.ShouldBe("expression-language");
        finding.MessageEn.ShouldContain("FEEL");
        finding.MessageZh.ShouldContain("FEEL");
    }

    [Fact]
    public void A_join_beside_an_event_that_may_never_come_is_found()
    {
        var wait = Activity("CaseFlow.AwaitEvent", "delivered", ("events", Names("done")), ("result", Bound("r")));
        Found(Chart("flow", [Say("s"), wait, FlowchartTests.Delay("late"), Say("archive")], "s > delivered", "s > late", "delivered.done > archive",
            "late > archive"), Variable("r"))
            .ShouldBe(("join-may-wait", "archive", "$.root.activities[3]"));
    }

    [Fact]
    public void A_join_that_lets_the_first_one_through_is_sound()
    {
        var wait = Activity("CaseFlow.AwaitEvent", "delivered", ("events", Names("done")), ("result", Bound("r")));
        Findings(Chart("flow", [Say("s"), wait, FlowchartTests.Delay("late"), FlowchartTests.Join("WaitAny"), Say("archive")],
            "s > delivered", "s > late", "delivered.done > j", "late > j", "j > archive"), Variable("r")).ShouldBeEmpty();
    }

    [Fact]
    public void Alternatives_of_a_decision_may_meet_behind_an_event() =>
        Findings(Chart("flow", [FlowchartTests.Decision(true), Activity("Event", "e", ("eventName", "x")), Say("meet")], "d.True > e", "d.False > meet",
            "e > meet")).ShouldBeEmpty();

    [Fact]
    public void Two_activities_of_one_id_are_found_and_both_are_kept()
    {
        var read = Playing.Read(Workflow(Sequence("s", Say("a"), Say("a"))));
        read.Findings.ShouldHaveSingleItem().Code.ShouldBe("duplicate-id");
        new Playing(read.Definition!).Begin().Finished().Lines.ShouldBe(["a", "a"]);
    }

    [Fact]
    public void A_task_nobody_would_see_is_found()
    {
        var task = Task("t");
        task.Remove("candidateGroups");
        Found(task, Variable("t")).ShouldBe(("task-without-candidates", "t", "$.root.candidateGroups"));
        var empty = Task("t");
        empty["candidateGroups"] = Names();
        Found(empty, Variable("t")).Code.ShouldBe("task-without-candidates");
    }

    [Fact]
    public void A_path_without_an_end_is_found() => Found(Chart("flow", [Say("a"), Say("b")], "a > b", "b > a"))
        .ShouldBe(("no-end", "a", "$.root.activities[0]"));

    [Fact]
    public void A_loop_with_two_entrances_is_found() =>
        Findings(Chart("flow", [FlowchartTests.Decision(true), Say("a"), Say("b"), Say("c")], "d.True > a", "d.False > b", "a > b", "b > a", "b > c"))
            .ShouldContain(finding => finding.Code == "unsound-loop" && finding.Severity == Severity.Error);

    [Fact]
    public void An_outcome_that_leads_nowhere_is_found() => Found(Chart("flow", [Task("t", "Ok", "Reject"), Say("a")], "t.Ok > a"), Variable("t"))
        .ShouldBe(("outcome-leads-nowhere", "t", "$.root.activities[0]"));

    [Fact]
    public void A_variable_of_unknown_type_is_kept_and_found()
    {
        var read = Playing.Read(Workflow(Say("a"), [Variable("x", "Acme.Thing", "{\"n\":1}")]));
        read.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Code.ShouldBe("unknown-type"), f => f.Severity.ShouldBe(Severity.Warning));
        read.HasErrors.ShouldBeFalse();
    }

    [Fact]
    public void Containers_nested_too_deeply_are_found_instead_of_followed()
    {
        var innermost = Say("a");
        for (var i = 0; i < 100; i++)
            innermost = Sequence($"s{i}", innermost);
        Playing.Read(Workflow(innermost)).Findings.ShouldHaveSingleItem().Code.ShouldBe("too-deep");
    }

    [Fact]
    public void Too_many_activities_are_found() =>
        Playing.Read(Workflow(Sequence("s", [.. Enumerable.Range(0, 2_100).Select(i => Say($"a{i}"))]))).Findings.ShouldHaveSingleItem()
            .Code.ShouldBe("too-many-activities");

    [Theory]
    [InlineData("", "json-syntax")]
    [InlineData("[1,2]", "not-a-definition")]
    [InlineData("""{"definitionId":"x"}""", "missing-root")]
    [InlineData("""{"root":{"type":"Elsa.WriteLine","id":"w"}}""", "missing-definition-id")]
    public void What_is_no_definition_is_said_so(string text, string code) => Playing.Read(text).Findings.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void A_file_that_is_too_large_is_not_parsed() => Playing.Read(new string(' ', DefinitionReader.LargestFile + 1)).Findings.ShouldHaveSingleItem()
        .Code.ShouldBe("too-large");

    [Fact]
    public void Every_finding_speaks_both_languages() =>
        Findings(Sequence("s", Activity("Acme.Fly", "f"), Activity("Event", "e"), Activity("WriteLine", "w", ("text", Expression("Object", "{oops")))))
            .ShouldAllBe(finding => finding.MessageZh.Length > 0 && finding.MessageEn.Length > 0 && finding.JsonPath.StartsWith('$'));

    [Fact]
    public void Three_hundred_activities_with_a_thousand_arrows_are_analysed_at_once()
    {
        var activities = Enumerable.Range(0, 300).Select(i => Say($"a{i}")).ToArray();
        var arrows = Enumerable.Range(0, 299).Select(i => $"a{i} > a{i + 1}")
            .Concat(Enumerable.Range(0, 800).Select(i => $"a{i * 7 % 290} > a{(i * 7 % 290) + 1 + (i % 9)}")).Distinct().ToArray();
        Playing.Of(Chart("flow", activities, arrows)).Begin().Finished().Lines.Count().ShouldBe(300);
    }

    private static (string Code, string? Activity, string Path) Found(JsonObject root, params JsonObject[] variables)
    {
        var finding = Findings(root, variables).ShouldHaveSingleItem();
        return (finding.Code, finding.ActivityId, finding.JsonPath);
    }

    private static IEnumerable<Finding> Findings(JsonObject root, params JsonObject[] variables) => Playing.Read(Workflow(root, variables)).Findings;
}
