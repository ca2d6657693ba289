using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;

namespace CaseFlow.Cases.Tests;

/// <summary>A decision table that stands beside a process: what the log keeps of it, and what is checked before the process is released.</summary>
public sealed class WhyDecisions(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    /// <summary>Who may apply, with the rule of the rulebook beside each row.</summary>
    private static string Table(string rules, string policy = "COLLECT", string types = "") => $"""
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:eligible">{types}
          <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
          <inputData id="finger" name="finger"><variable name="finger" typeRef="boolean"/></inputData>
          <decision id="old" name="adult"><variable name="adult" typeRef="boolean"/><informationRequirement><requiredInput href="#age"/></informationRequirement>
            <literalExpression><text>age &gt;= 18</text></literalExpression></decision>
          <decision id="d" name="reasons"><variable name="reasons"/><informationRequirement><requiredDecision href="#old"/></informationRequirement>
            <informationRequirement><requiredInput href="#finger"/></informationRequirement>
            <decisionTable hitPolicy="{policy}"><input><inputExpression><text>adult</text></inputExpression></input><input><inputExpression><text>finger</text></inputExpression></input>
            <output/>{rules}</decisionTable></decision>
        </definitions>
        """;

    private static string Rule(string adult, string finger, string output, string source) =>
        $"<rule><inputEntry><text>{adult}</text></inputEntry><inputEntry><text>{finger}</text></inputEntry><outputEntry><text>{output}</text></outputEntry><annotationEntry><text>{source}</text></annotationEntry></rule>";

    private static readonly string Eligible = Table(Rule("false", "-", "\"TOO_YOUNG\"", "R12 身份证法第七条") + Rule("-", "false", "\"NO_FINGERPRINT\"", "R14"));

    private static JsonElement Process(string id, string input, params object[] more) => Draft.Workflow(id,
    [
        Draft.Activity("CaseFlow.Decide", "decide", ("decision", Draft.Text("eligible")), ("decisionName", Draft.Text("reasons")), ("input", Draft.Feel(input)), ("result", Draft.Into("kept"))),
        .. more, Draft.HumanTask("after"),
    ]);

    private static object Log(string id, string decision, string reason) => Draft.Activity("CaseFlow.LogDecision", id, ("step", Draft.Text("eligibility")), ("decision", Draft.Text(decision)),
        ("reason", Draft.Feel(reason)), ("rules", Draft.Value(new[] { "R11" })));

    private async Task<IReadOnlyList<DecisionRow>> StartAsync(JsonElement process, string dmn)
    {
        var imported = await office.SendAsync(new ImportDefinition(process, new() { ["eligible.dmn"] = dmn }), ErrandOffice.Operator());
        await office.SendAsync(new PublishDefinition(imported.Id, imported.Version), ErrandOffice.Operator());
        var started = await office.SendAsync(new StartCase(imported.Id, "east", "counter", new() { ["applicant"] = new("王小明", ErrandOffice.Wang, "19000000001") }));
        started.Decisions.ShouldNotContain(row => row.Decision == "ASKED", "the caller is told what was decided, not what was looked up");
        return await office.SendAsync(new ListDecisions(started.Case.Number));
    }

    [Fact]
    public async Task The_log_keeps_the_rules_that_matched_what_they_saw_and_what_was_asked_on_the_way()
    {
        var rows = await StartAsync(Process("why-asked", "{age: 17, finger: true}"), Eligible);
        var asked = rows.ShouldHaveSingleItem();
        (asked.Step, asked.Decision, asked.Reason).ShouldBe(("eligible", "ASKED", null));
        asked.Rules.ShouldBe(["R12"]);
        asked.Why!.Answer!.Value.GetRawText().ShouldBe("[\"TOO_YOUNG\"]");
        asked.Why.Asked!.Select(one => $"{one.Decision}={one.Value}").ShouldBe(["adult=False"]);
        var rule = asked.Why.Rules!.ShouldHaveSingleItem();
        (rule.Table, rule.Rule, rule.Gave!.Value.GetString()).ShouldBe(("reasons", 1, "TOO_YOUNG"));
        rule.Source.ShouldBe(["R12 身份证法第七条"]);
        // A column the rule does not care about says nothing.
        rule.Saw!.Select(input => $"{input.Input}: {input.Value} fits {input.Test}").ShouldBe(["adult: False fits false"]);
        asked.Why.Nulls.ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_cites_the_rule_and_the_source_its_reason_comes_from_and_other_rows_cite_none()
    {
        var rows = await StartAsync(Process("why-refused", "{age: 17, finger: false}", Log("first", "FAIL", "kept[1]"), Log("second", "FAIL", "kept[2]"), Log("third", "PASS", "null")), Eligible);
        rows.Select(row => $"{row.Decision} {row.Reason} {string.Join('+', row.Rules)} {row.Why?.Rules?.Single().Source?.Single()}".TrimEnd()).Skip(1)
            .ShouldBe(["FAIL TOO_YOUNG R11+R12 R12 身份证法第七条", "FAIL NO_FINGERPRINT R11+R14 R14", "PASS  R11"]);
        (await office.Database.ScalarAsync<int>("select count(*) from decision d join case_file c on c.id = d.case_id where c.process = 'why-refused' and d.why is null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_null_says_why()
    {
        var rows = await StartAsync(Process("why-null", "{age: \"17\", finger: true}"), Table(Rule("true", "-", "1", "R1"), "FIRST"));
        rows.Single().Why!.Nulls!.Select(cause => cause.Code).ShouldBe(["feel-type", "feel-comparison", "feel-invalid"]);
        rows.Single().Why!.Answer.ShouldBeNull();
    }

    [Fact]
    public async Task A_table_that_collects_hundreds_of_rules_does_not_fill_the_log()
    {
        var rows = await StartAsync(Process("why-many", "{age: 17, finger: true}"), Table(string.Concat(Enumerable.Range(0, 600).Select(i => Rule("-", "-", $"\"reason {i}\"", $"R{i}")))));
        var why = rows.Single().Why!;
        (why.Shortened, why.Rules!.Count, why.Answer).ShouldBe((true, 40, null));
        why.ToJson().Length.ShouldBeLessThan(16_000);
    }

    [Fact]
    public async Task An_instance_without_a_case_decides_and_logs_nothing()
    {
        var imported = await office.SendAsync(new ImportDefinition(Process("why-without-case", "{age: 17, finger: true}"), new() { ["eligible.dmn"] = Eligible }), ErrandOffice.Operator());
        await office.SendAsync(new PublishDefinition(imported.Id, imported.Version), ErrandOffice.Operator());
        var before = await office.Database.ScalarAsync<int>("select count(*) from decision");
        await office.SendAsync(new Instances.StartInstance("why-without-case"), ErrandOffice.Operator());
        (await office.Database.ScalarAsync<int>("select count(*) from decision")).ShouldBe(before);
    }

    private async Task<string[]> FindingsAsync(string input, params (string Path, string Content)[] files) =>
        [.. (await office.SendAsync(new ValidateDefinition(Process("why-checked", input), files.ToDictionary(file => file.Path, file => file.Content)), ErrandOffice.Operator())).Findings
            .Select(finding => $"{finding.Severity} {finding.Code} {finding.JsonPath}: {finding.MessageEn}")];

    [Fact]
    public async Task A_check_compares_what_a_process_gives_with_what_the_decision_declares()
    {
        (await FindingsAsync("{age: 17, finger: true}", ("eligible.dmn", Eligible))).ShouldBeEmpty();
        (await FindingsAsync("{age: 17, fingers: true}", ("eligible.dmn", Eligible))).ShouldBe(
        [
            "Warning decision-input-missing $.root.activities[0].input: The input 'finger' of the decision 'reasons' is not given: it will be null.",
            "Warning decision-input-unknown $.root.activities[0].input: The decision 'reasons' has no input 'fingers': it has no effect.",
        ]);
        (await FindingsAsync("{}", ("other.dmn", Eligible))).Single().ShouldStartWith("Warning decision-missing $.root.activities[0].decision");
        (await FindingsAsync("{}", ("eligible.dmn", Eligible.Replace("name=\"reasons\"", "name=\"renamed\"")))).ShouldContain(finding => finding.StartsWith("Warning decision-missing $.root.activities[0].decisionName"));
    }

    [Fact]
    public async Task A_check_tells_conflicts_and_gaps_of_tables_and_unknown_names_with_their_file()
    {
        var rules = Rule("true", "-", "1", "R1") + Rule("-", "true", "2", "R2");
        (await FindingsAsync("{age: 17, finger: true}", ("eligible.dmn", Table(rules, "UNIQUE")))).ShouldBe(
        [
            "Warning dmn-conflict eligible.dmn: reasons: The rules 1 and 2 contradict each other, for example: adult = true, finger = true.",
            "Warning dmn-gap eligible.dmn: reasons: No rule applies to: adult = false, finger = false. Add a rule or a default output.",
        ]);
        (await FindingsAsync("{age: 17, finger: true}", ("eligible.dmn", Eligible.Replace("age &gt;= 18", "ages &gt;= 18"))))
            .ShouldContain("Error dmn-unknown-name eligible.dmn: adult: No input, decision or function is named 'ages' (ages >= 18).");
    }

    private static string Rows(string expected) => $$"""{"decision": "reasons", "rows": [{"name": "a child", "input": {"age": 5, "finger": true}, "expected": {{expected}}}]}""";

    [Fact]
    public async Task A_version_whose_decision_does_not_pass_its_rows_is_not_released()
    {
        var process = Process("why-rows", "{age: 17, finger: true}");
        async Task<ImportedDefinition> ImportAsync(string rows) =>
            await office.SendAsync(new ImportDefinition(process, new() { ["eligible.dmn"] = Eligible, ["eligible.dmn.tests.json"] = rows }), ErrandOffice.Operator());
        var imported = await ImportAsync(Rows("[]"));
        imported.Findings.Single().MessageEn.ShouldBe("«a child»: expected [], got [\"TOO_YOUNG\"].");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new PublishDefinition("why-rows", 1), ErrandOffice.Operator()))).Reasons.Single().Code.ShouldBe("decision-row-fails");
        (await ImportAsync("{}")).Findings.Single().Code.ShouldBe("decision-rows-unreadable");
        (await ImportAsync(Rows("[]").Replace("reasons", "nowhere"))).Findings.Single().Code.ShouldBe("decision-rows-unreadable");
        (await ImportAsync(Rows("[\"TOO_YOUNG\"]"))).Findings.ShouldBeEmpty();
        await office.SendAsync(new PublishDefinition("why-rows", 1), ErrandOffice.Operator());
        // Rows change nothing that the version does: other rows are no other version.
        (await ImportAsync(Rows("[\"TOO_YOUNG\"]").Replace("a child", "a small child"))).Releasable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_model_may_import_another_that_stands_beside_it()
    {
        const string Main = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="x" name="x" namespace="urn:main">
              <import name="law" namespace="urn:eligible" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
              <decision id="r" name="reasons"><variable name="reasons"/><informationRequirement><requiredDecision href="urn:eligible#d"/></informationRequirement>
                <literalExpression><text>law.reasons</text></literalExpression></decision>
            </definitions>
            """;
        var process = Process("why-imports", "{age: 17, finger: true}");
        var imported = await office.SendAsync(new ImportDefinition(process, new() { ["eligible.dmn"] = Main, ["law.dmn"] = Eligible }), ErrandOffice.Operator());
        imported.Findings.ShouldBeEmpty();
        await office.SendAsync(new PublishDefinition("why-imports", 1), ErrandOffice.Operator());
        var started = await office.SendAsync(new StartCase("why-imports", "east", "counter", new() { ["applicant"] = new("王小明", ErrandOffice.Wang, "19000000001") }));
        (await office.SendAsync(new ListDecisions(started.Case.Number))).Single().Rules.ShouldBe(["R12"]);
        (await FindingsAsync("{}", ("eligible.dmn", Main))).ShouldContain(finding => finding.StartsWith("Error dmn-import eligible.dmn"));
    }
}
