using CaseFlow.Decisions.Tests.Feel;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Decisions.Tests.Dmn;

/// <summary>A table is compiled when it is first asked. That must not be seen, but in the time it takes.</summary>
public sealed class Compiled_tables
{
    private static readonly string[] Policies =
    [
        "UNIQUE", "ANY", "FIRST", "RULE ORDER", "COLLECT", "COLLECT\" aggregation=\"SUM", "COLLECT\" aggregation=\"COUNT", "OUTPUT ORDER", "PRIORITY",
    ];

    private static readonly string[] Cells =
    [
        "-", "-", "-", "< 5", "<= 5", "> 3", ">= 9", "[1..5]", "(1..5)", "]5..9]", "5", "-3", "1, 2, 9", "not(5)", "not([1..3], 7)", "null", "not(null)",
        "= 4", "!= 4", "[2, 3]", "0.5", "5.0", "\"a\"", "\"a\",\"b\"", "not(\"a\")", "> \"a\"", "[\"a\"..\"c\"]", "\"😀\"", "\"\"", "true", "false", "true,false",
        "not(true)", "@\"2026-02-28\"", "< @\"2026-03-01\"", "[@\"2026-01-01\"..@\"2026-12-31\"]", "@\"P1D\"", "> @\"PT12H\"", "@\"P1Y\"", "<= @\"P6M\"",
        "? > 3", "B", "< B", "[1..B]", "9e6144", "> 9e6144", "date(\"2026-02-28\")", ">= date(\"2026-03-01\")", "date(B)",
    ];

    private static readonly string[] Values =
    [
        "0", "1", "2", "3", "4", "5", "5.0", "7.25", "9", "-3", "9.5e6144", "\"a\"", "\"b\"", "\"\"", "\"z\"", "\"😀\"", "true", "false", "null",
        "\"2026-02-28\"", "\"2026-03-01\"", "\"P1D\"", "\"P1Y\"", "[1]", "{}",
    ];

    [Fact]
    public void answer_as_if_every_rule_was_tested_one_by_one()
    {
        var matched = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var xml = Model(random);
            var (compiled, naive) = (DecisionModel.Parse(xml), NaiveTable.In(xml));
            for (var i = 0; i < 12; i++)
            {
                var inputs = FeelText.Variables($"{{\"A\":{Of(random, Values)},\"B\":{Of(random, Values)},\"C\":{Of(random, Values)}}}");
                var (fast, slow) = (compiled.Evaluate("D", inputs, FeelText.Now), naive.Evaluate("D", inputs, FeelText.Now));
                fast.Value.GetRawText().ShouldBe(slow.Value.GetRawText(), xml);
                fast.Matched.Select(rule => rule.Index).ShouldBe(slow.Matched.Select(rule => rule.Index));
                matched += slow.Matched.Length;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));
        matched.ShouldBeGreaterThan(1_000, "tables in which nothing ever matches prove nothing");
    }

    [Fact]
    public void still_tell_why_a_value_could_not_be_tested() =>
        DecisionModel.Parse(Table("UNIQUE", "number", [["< 5", "-", "-", "1"]])).Evaluate("D", FeelText.Variables("""{"B":1,"A":null}"""), FeelText.Now)
            .Reasons.Select(reason => reason.Code).ShouldContain("feel-comparison");

    [Fact]
    public void of_many_rules_find_the_one()
    {
        var rules = Enumerable.Range(0, 1_500).Select(i => (string[])[$"[{i * 10}..{i * 10 + 9}]", i % 2 == 0 ? "\"even\"" : "\"odd\"", "-", $"{i % 4}"]);
        var model = DecisionModel.Parse(Table("UNIQUE", "number", rules));
        model.Evaluate("D", FeelText.Variables("""{"A":14985,"B":"even"}"""), FeelText.Now).Value.GetRawText().ShouldBe("2");
        model.Evaluate("D", FeelText.Variables("""{"A":14985,"B":"odd"}"""), FeelText.Now).Value.GetRawText().ShouldBe("null");
    }

    private static string Model(Random random)
    {
        // Most columns keep to one kind of cells, as written tables do; some mix.
        var columns = Enumerable.Range(0, 3).Select(_ => random.Next(4) switch { 0 => Cells, 1 => Cells[..22], 2 => [.. Cells[..3], .. Cells[22..29]], _ => Cells[..30] }).ToArray();
        var rules = Enumerable.Range(0, random.Next(1, 90)).Select(_ => (string[])[.. columns.Select(cells => Of(random, cells)), $"{random.Next(4)}"]);
        return Table(Of(random, Policies), Of(random, ["", "number", "string", "date", "boolean"]), rules);
    }

    private static string Table(string policy, string type, IEnumerable<string[]> rules)
    {
        var typed = type.Length == 0 ? "" : $"typeRef='{type}'";
        var inputs = string.Concat("ABC".Select(name => $"<inputData id='{name}' name='{name}'><variable name='{name}' {(name == 'A' ? typed : "")}/></inputData>"));
        var needs = string.Concat("ABC".Select(name => $"<informationRequirement><requiredInput href='#{name}'/></informationRequirement>"));
        var columns = string.Concat("ABC".Select(name => $"<input><inputExpression><text>{name}</text></inputExpression></input>"));
        var rows = string.Concat(rules.Select(cells => "<rule>" + string.Concat(cells[..^1].Select(cell => $"<inputEntry><text><![CDATA[{cell}]]></text></inputEntry>")) +
            $"<outputEntry><text>{cells[^1]}</text></outputEntry></rule>"));
        return $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:t" name="t">{inputs}<decision id="d" name="D"><variable name="D"/>{needs}
            <decisionTable hitPolicy="{policy}">{columns}<output><outputValues><text>3, 2, 1, 0</text></outputValues></output>{rows}</decisionTable></decision></definitions>
            """;
    }

    private static string Of(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
