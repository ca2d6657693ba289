using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>What is found by following every way through a definition: each with a definition that has the fault, and one beside it that has not.</summary>
public sealed class PathTests
{
    [Fact]
    public void What_stands_behind_an_end_is_never_reached()
    {
        Found(Sequence("s", Say("a"), Activity("Finish", "f"), Say("lost"))).ShouldBe(["unreachable lost"]);
        Found(Sequence("s", Activity("While", "w", ("condition", Literal(true)), ("body", Sequence("b", Say("a"), Activity("Break", "x")))), Say("z"))).ShouldBeEmpty();
        Found(Sequence("s", Activity("While", "w", ("condition", Literal(true)), ("body", Say("a"))), Say("z"))).ShouldBe(["no-end w", "unreachable z"]);
    }

    [Fact]
    public void Both_branches_of_an_if_and_every_case_of_a_switch_are_followed()
    {
        Found(Sequence("s", If(Activity("Finish", "f"), Say("b")), Say("c"))).ShouldBeEmpty();
        Found(Sequence("s", If(Activity("Finish", "f"), Activity("Finish", "g")), Say("lost"))).ShouldBe(["unreachable lost"]);
        Found(Sequence("s", Switch(Activity("Finish", "f"), null), Say("c"))).ShouldBeEmpty();
        Found(Sequence("s", Switch(Activity("Finish", "f"), Activity("Finish", "g")), Say("lost"))).ShouldBe(["unreachable lost"]);
    }

    [Fact]
    public void A_clock_that_is_never_stopped_is_found()
    {
        Found(Sequence("s", Clock("Start", "go"), Say("a"))).ShouldBe(["clock-not-stopped go"]);
        Found(Sequence("s", Clock("Start", "go"), Say("a"), Clock("Stop", "halt"))).ShouldBeEmpty();
        Found(Sequence("s", Clock("Start", "go"), Clock("Stop", "halt", "another"))).ShouldBe(["clock-not-stopped go"]);
    }

    [Fact]
    public void A_clock_must_be_stopped_on_every_path_to_an_end()
    {
        string[] arrows = ["go > t", "t.Ok > halt", "t.No > sorry"];
        JsonObject[] activities() => [Clock("Start", "go"), Task("t", "Ok", "No"), Clock("Stop", "halt"), Say("sorry")];
        Found(Chart("flow", activities(), arrows)).ShouldBe(["clock-not-stopped go"]);
        Found(Chart("flow", activities(), [.. arrows, "sorry > halt"])).ShouldBeEmpty();
        Found(Chart("flow", [.. activities(), Activity("End", "end")], [.. arrows, "sorry > end"])).ShouldBe(["clock-not-stopped go"]);
    }

    [Fact]
    public void A_clock_started_in_one_branch_of_an_if_must_be_stopped_behind_it()
    {
        Found(Sequence("s", If(Clock("Start", "go"), Say("b")), Say("c"))).ShouldBe(["clock-not-stopped go"]);
        Found(Sequence("s", If(Clock("Start", "go"), Say("b")), Clock("Stop", "halt"))).ShouldBeEmpty();
        Found(Sequence("s", Clock("Start", "go"), If(Clock("Stop", "halt"), Say("b")))).ShouldBe(["clock-not-stopped go"]);
    }

    [Fact]
    public void A_clock_may_be_stopped_by_a_branch_beside_the_one_that_starts_it()
    {
        Found(Activity("Parallel", "p", ("activities", new JsonArray(Clock("Start", "go"), Clock("Stop", "halt"))))).ShouldBeEmpty();
        Found(Activity("Parallel", "p", ("activities", new JsonArray(Clock("Start", "go"), Say("a"))))).ShouldBe(["clock-not-stopped go"]);
    }

    [Fact]
    public void A_branch_that_ends_beside_a_race_or_beside_one_that_goes_round_ends_nothing()
    {
        // One hears of hurry; beside it work and a timeout race, and what follows may go round before it stops the clock.
        string[] arrows = ["go > wait", "go > late", "go > hurry", "wait > j", "late > j", "j > t", "t.Again > t", "t.Done > halt", "hurry > heard"];
        JsonObject[] activities() => [Clock("Start", "go"), Activity("Event", "wait", ("eventName", "x")), FlowchartTests.Delay("late"), Activity("Event", "hurry", ("eventName", "y")),
            FlowchartTests.Join("WaitAny"), Task("t", "Again", "Done"), Clock("Stop", "halt"), Say("heard")];
        Found(Chart("flow", activities(), arrows)).ShouldNotContain("clock-not-stopped go");
        Found(Chart("flow", [.. activities(), Activity("End", "end")], [.. arrows, "heard > end"])).ShouldContain("clock-not-stopped go");
    }

    [Fact]
    public void A_branch_that_is_cancelled_when_another_is_first_stops_no_clock()
    {
        string[] arrows = ["go > wait", "go > late", "wait > halt", "halt > j", "late > j", "j > z"];
        JsonObject[] activities() => [Clock("Start", "go"), Activity("Event", "wait", ("eventName", "x")), FlowchartTests.Delay("late"), Clock("Stop", "halt"), FlowchartTests.Join("WaitAny"), Say("z")];
        Found(Chart("flow", activities(), arrows)).ShouldBe(["clock-not-stopped go"]);
        Found(Chart("flow", [.. activities(), Clock("Stop", "also")], [.. arrows.SkipLast(1), "j > also", "also > z"])).ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_may_be_stopped_by_a_workflow_used_as_an_activity_by_the_outcome_that_does()
    {
        var stops = Workflow(Sequence("s", If(Sequence("yes", Clock("Stop", "halt"), Activity("Complete", "c1", ("outcomes", Names("Sent")))), Activity("Complete", "c2", ("outcomes", Names("Back"))))),
            id: "child", outcomes: ["Sent", "Back"]);
        JsonObject[] activities() => [Clock("Start", "go"), Activity("Child", "sub", ("workflowDefinitionId", "child")), Say("a"), Say("b"), Clock("Stop", "end")];
        Found(Chart("flow", activities(), "go > sub", "sub.Sent > a", "sub.Back > b", "b > end"), stops).ShouldBeEmpty();
        Found(Chart("flow", activities(), "go > sub", "sub.Sent > a", "sub.Back > b", "a > end"), stops).ShouldBe(["clock-not-stopped go"]);
    }

    [Fact]
    public void A_clock_that_a_workflow_used_as_an_activity_starts_is_the_business_of_the_one_that_uses_it()
    {
        var starts = Workflow(Sequence("s", Clock("Start", "inner")), id: "child");
        JsonObject[] activities() => [Activity("Child", "sub", ("workflowDefinitionId", "child")), Clock("Stop", "end")];
        Found(Chart("flow", activities(), "sub > end"), starts).ShouldBeEmpty();
        Found(Sequence("s", Activity("Child", "sub", ("workflowDefinitionId", "child"))), starts).ShouldBe(["clock-not-stopped sub"]);
        Playing.Read(starts).Findings.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Warning, "the one that uses it may stop the clock");
    }

    [Fact]
    public void Branches_that_never_meet_are_found()
    {
        string[] arrows = ["f.L > a", "f.R > b"];
        JsonObject[] activities() => [Fork(), Say("a"), Say("b"), FlowchartTests.Join("WaitAll"), Activity("End", "end")];
        Found(Chart("flow", activities()[..3], arrows)).ShouldBe(["branches-never-meet f", "branches-never-meet f"]);
        Found(Chart("flow", activities()[..4], [.. arrows, "a > j", "b > j"])).ShouldBeEmpty();
        Found(Chart("flow", [.. activities()[..3], Activity("End", "end")], [.. arrows, "b > end"])).ShouldBeEmpty("the end of one ends the other");
    }

    [Fact]
    public void A_join_that_wants_branches_which_exclude_each_other_is_found()
    {
        JsonObject[] activities(string mode) => [FlowchartTests.Decision(true), Say("a"), Say("b"), FlowchartTests.Join(mode)];
        string[] arrows = ["d.True > a", "d.False > b", "a > j", "b > j"];
        Found(Chart("flow", activities("WaitAll"), arrows)).ShouldBe(["join-never-runs j"]);
        Found(Chart("flow", activities("WaitAllActive"), arrows)).ShouldBeEmpty();
    }

    [Fact]
    public void A_join_that_wants_a_branch_which_is_taken_only_by_choice_is_found()
    {
        JsonObject[] activities(string mode) => [Fork(), FlowchartTests.Decision(true), Say("a"), FlowchartTests.Join(mode), Say("no")];
        string[] arrows = ["f.L > d", "f.R > a", "d.True > j", "d.False > no", "a > j"];
        Found(Chart("flow", activities("WaitAll"), arrows)).ShouldBe(["join-may-be-skipped j"]);
        Found(Chart("flow", activities("WaitAllActive"), arrows)).ShouldBeEmpty();
        Found(Chart("flow", activities("WaitAll")[..4], "d.True > f", "f.L > j", "f.R > a", "a > j")).ShouldBeEmpty("the choice lies before the fork");
    }

    [Fact]
    public void A_branch_that_goes_round_for_ever_is_sound_beside_one_that_ends_the_flowchart()
    {
        string[] arrows = ["f.L > e", "e > e2", "e2 > e", "f.R > t", "t > end"];
        JsonObject[] activities(string last) => [Fork(), Activity("Event", "e", ("eventName", "x")), Say("e2"), Task("t"), last == "End" ? Activity("End", "end") : Say("end")];
        Found(Chart("flow", activities("End"), arrows)).ShouldBeEmpty();
        Found(Chart("flow", activities("Say"), arrows)).ShouldBe(["no-end e", "branches-never-meet f", "branches-never-meet f"], ignoreOrder: true);
    }

    [Fact]
    public void Alternatives_behind_a_join_are_not_taken_for_branches()
    {
        JsonObject[] activities = [Fork(), Say("a"), Say("b"), FlowchartTests.Join("WaitAll"), FlowchartTests.Decision(true), Activity("Event", "e", ("eventName", "x")), Say("meet")];
        Found(Chart("flow", activities, "f.L > a", "f.R > b", "a > j", "b > j", "j > d", "d.True > e", "d.False > meet", "e > meet")).ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_to_nowhere_is_found_where_it_stands() => Playing.Read(Workflow(Chart("flow", [Say("a"), Say("b")], "a > b", "b > gone"))).Findings.ShouldHaveSingleItem()
        .ShouldSatisfyAllConditions(finding => finding.Code.ShouldBe("loose-connection"), finding => finding.JsonPath.ShouldBe("$.root.connections[1]"));

    [Fact]
    public void Token_mode_is_refused_and_its_merge_modes_have_no_effect()
    {
        var chart = Chart("flow", [Say("a"), Say("b")], "a > b");
        ((JsonObject)chart["activities"]![1]!)["customProperties"] = new JsonObject { ["mergeMode"] = "Race" };
        chart["customProperties"] = new JsonObject { ["Flowchart:ExecutionMode"] = "TokenBased" };
        Found((JsonObject)chart.DeepClone()).ShouldBe(["token-mode flow", "merge-mode-ignored b"]);
        ((JsonObject)chart["activities"]![1]!)["customProperties"]!["mergeMode"] = "Stream";
        Found((JsonObject)chart.DeepClone()).ShouldBe(["token-mode flow"]);
    }

    /// <summary>Arrows and points looked at for each activity and arrow of the file. Measured: 16 to 48 at 300/1,000, 37 to 73 at 2,000/6,000; a search for each
    /// arrow would be thousands.</summary>
    [Theory]
    [InlineData(300, 1_000)]
    [InlineData(2_000 - 2, 6_000)]
    public void The_work_grows_with_the_file_and_not_with_its_square(int activities, int arrows)
    {
        foreach (var seed in Enumerable.Range(0, 6))
            Work(new Random(seed), activities, arrows, backward: seed % 3).ShouldBeLessThan(80L * (activities + arrows));
    }

    private static long Work(Random random, int count, int arrows, int backward)
    {
        var activities = Enumerable.Range(0, count).Select(i => (i % 7) switch
        {
            0 => Activity("Event", $"a{i}", ("eventName", "x")),
            1 => Activity("FlowDecision", $"a{i}", ("condition", Literal(true))),
            2 => Activity("FlowJoin", $"a{i}", ("mode", new[] { "WaitAny", "WaitAll", "WaitAllActive" }[random.Next(3)])),
            3 => Clock(random.Next(2) == 0 ? "Start" : "Stop", $"a{i}"),
            _ => Say($"a{i}"),
        }).ToArray();
        var lines = Enumerable.Range(1, count - 1).Select(i => (random.Next(Math.Max(0, i - 20), i), i))
            .Concat(Enumerable.Range(0, arrows - count).Select(i => (random.Next(count), random.Next(count)))
                .Select(pair => pair.Item1 > pair.Item2 && random.Next(10) >= backward ? (pair.Item2, pair.Item1) : pair));
        var chart = Chart("flow", activities, [.. lines.Select(pair => $"a{pair.Item1}{(pair.Item1 % 7 == 1 ? random.Next(2) == 0 ? ".True" : ".False" : "")} > a{pair.Item2}").Distinct()]);
        return Playing.Read(Workflow(chart)).Steps;
    }

    private static JsonObject Literal(bool value) => Expression("Literal", value);

    private static JsonObject If(JsonObject then, JsonObject otherwise) => Activity("If", "if", ("condition", Feel("1 = 1")), ("then", then), ("else", otherwise));

    private static JsonObject Switch(JsonObject one, JsonObject? otherwise) => Activity("Switch", "switch", ("default", otherwise),
        ("cases", new JsonArray(new JsonObject { ["label"] = "one", ["condition"] = new JsonObject { ["type"] = "FEEL", ["value"] = "1 = 1" }, ["activity"] = one })));

    private static JsonObject Fork() => Activity("FlowFork", "f", ("branches", Names("L", "R")));

    private static JsonObject Clock(string what, string id, string name = "promise") => Activity($"CaseFlow.{what}Clock", id, ("clock", name));

    private static IEnumerable<string> Found(JsonObject root, params string[] children) =>
        Playing.Read(Workflow(root, [Variable("t")]), children).Findings.Select(finding => $"{finding.Code} {finding.ActivityId}");
}
