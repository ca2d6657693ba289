using System.Text.RegularExpressions;
using CaseFlow.Decisions.Tests.Feel;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Decisions.Tests.Dmn;

/// <summary>What a model is told before cases are decided by it.</summary>
public sealed partial class Checked_models
{
    private static string Table(string policy, string types, string rules, string outputValues = "") => Model($"""
        <decisionTable hitPolicy="{policy}">
          {Each(types, (name, type) => $"<input><inputExpression><text>{name}</text></inputExpression>{(type.Contains('"') ? $"<inputValues><text>{type}</text></inputValues>" : "")}</input>")}
          <output>{(outputValues.Length == 0 ? "" : $"<outputValues><text>{outputValues}</text></outputValues>")}</output>
          {string.Concat(rules.Split(';', StringSplitOptions.TrimEntries).Select(Rule))}
        </decisionTable>
        """, types);

    private static string Model(string logic, string types) => $"""
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:t" name="t">
          {Each(types, (name, type) => $"<inputData id='{name}' name='{name}'><variable name='{name}' typeRef='{(type.Contains('"') ? "string" : type)}'/></inputData>")}
          <decision id="decision" name="D"><variable name="D"/>
            {Each(types, (name, _) => $"<informationRequirement><requiredInput href='#{name}'/></informationRequirement>")}
            {logic}
          </decision>
        </definitions>
        """;

    private static string Each(string types, Func<string, string, string> write) =>
        string.Concat(types.Split(';', StringSplitOptions.TrimEntries).Select(one => one.Split(' ', 2)).Select(one => write(one[0], one[1])));

    /// <summary>«cell | cell => output»</summary>
    private static string Rule(string row)
    {
        var sides = row.Split("=>", StringSplitOptions.TrimEntries);
        return "<rule>" + string.Concat(sides[0].Split('|').Select(cell => $"<inputEntry><text><![CDATA[{cell.Trim()}]]></text></inputEntry>")) +
            $"<outputEntry><text><![CDATA[{sides[1]}]]></text></outputEntry></rule>";
    }

    private static string[] Found(string xml) =>
        [.. DecisionModel.Read(xml).Check().Select(finding => $"{(finding.IsWarning ? "warning" : "error")} {finding.Code}: {finding.En}")];

    [Theory]
    [InlineData("age number", "< 16 => 1; > 16 => 2", "age = 16")]
    [InlineData("age number", "[0..15] => 1; [16..60] => 2; > 60 => 3", "age = -1", "age = 15.5")]
    [InlineData("age number; lost boolean", "< 16 | - => 1; >= 16 | true => 2", "age = 16, lost = false")]
    [InlineData("channel \"app\",\"counter\",\"post\"", "\"app\" => 1; \"counter\" => 2", "channel = \"post\"")]
    [InlineData("on date", "< @\"2026-03-01\" => 1; > @\"2026-03-02\" => 2", "on = @\"2026-03-01\"", "on = @\"2026-03-02\"")]
    [InlineData("capacity string", "\"full\" => 1; null => 2", "capacity = \"other\"")]
    public void tells_for_which_inputs_there_is_no_rule(string types, string rules, params string[] examples) =>
        Found(Table("UNIQUE", types, rules)).ShouldBe(examples.Select(example => $"warning dmn-gap: No rule applies to: {example}. Add a rule or a default output"));

    [Theory]
    [InlineData("UNIQUE", "age number", "< 16 => 1; [15..60] => 2; > 60 => 3", "error dmn-conflict: The rules 1 and 2 contradict each other, for example: age = 15")]
    [InlineData("ANY", "age number", "<= 16 => 1; >= 16 => 2", "error dmn-conflict: The rules 1 and 2 contradict each other, for example: age = 16")]
    [InlineData("UNIQUE", "age number; lost boolean", "- | true => 1; >= 16 | - => 1; < 16 | false => 1",
        "error dmn-conflict: The rules 1 and 2 contradict each other, for example: age = 16, lost = true")]
    public void tells_which_rules_contradict_each_other_and_when(string policy, string types, string rules, string finding) =>
        Found(Table(policy, types, rules)).ShouldBe([finding]);

    [Theory]
    [InlineData("ANY", "<= 16 => 1; >= 16 => 1")]
    [InlineData("FIRST", "<= 16 => 1; >= 16 => 2")]
    [InlineData("COLLECT", "<= 16 => 1; <= 10 => 2")]
    public void lets_rules_overlap_where_the_hit_policy_does(string policy, string rules) => Found(Table(policy, "age number", rules)).ShouldBeEmpty();

    [Fact]
    public void only_warns_where_columns_may_follow_from_each_other()
    {
        var xml = Table("UNIQUE", "age number", "< 16 => 1; - => 2").Replace("<text>age</text>", "<text>age + 0</text>", StringComparison.Ordinal);
        Found(xml).ShouldBe(["warning dmn-conflict: The rules 1 and 2 contradict each other, for example: age + 0 = 15"]);
    }

    [Theory]
    [InlineData("FIRST", "age number", "< 16 => 1; [3..10] => 2; - => 3", "warning dmn-rule-never: Rule 2 never counts: rules that come before it match everything it matches")]
    [InlineData("FIRST", "age number; lost boolean", "- | true => 1; - | false => 2; < 16 | - => 3",
        "warning dmn-rule-never: Rule 3 never counts: rules that come before it match everything it matches")]
    [InlineData("FIRST", "age number", "[16..10] => 1; - => 2", "warning dmn-rule-never: Rule 1 can never match: no allowed value of 'age' fits '[16..10]'")]
    [InlineData("UNIQUE", "channel \"app\",\"counter\"", "\"app\" => 1; \"fax\" => 2; \"counter\" => 3",
        "warning dmn-rule-never: Rule 2 can never match: no allowed value of 'channel' fits '\"fax\"'")]
    public void tells_which_rules_never_match(string policy, string types, string rules, string finding) => Found(Table(policy, types, rules)).ShouldBe([finding]);

    [Fact]
    public void knows_which_rule_weighs_more() =>
        Found(Table("PRIORITY", "age number", "< 16 => \"low\"; - => \"high\"", "\"high\", \"low\""))
            .ShouldBe(["warning dmn-rule-never: Rule 1 never counts: rules that come before it match everything it matches"]);

    [Theory]
    [InlineData("age number", "\"a\" => 1; not(\"a\") => 2", "error dmn-cell-type: Rule 1: 'age' is number, which \"a\" is not, or it is not allowed")]
    [InlineData("on date", "< \"2026-01-01\" => 1", "error dmn-cell-type: Rule 1: 'on' is date, which \"2026-01-01\" is not, or it is not allowed")]
    public void finds_cells_of_another_type_than_the_input(string types, string rules, string finding) => Found(Table("FIRST", types, rules)).ShouldContain(finding);

    [Fact]
    public void finds_outputs_that_are_not_allowed_and_allowed_ones_that_no_rule_gives() =>
        Found(Table("FIRST", "age number", "< 16 => \"yellow\"; - => \"red\"", "\"red\", \"green\"")).ShouldBe(
            ["error dmn-output-not-allowed: The output \"yellow\" is not among the allowed ones", "warning dmn-output-unused: No rule gives the allowed output \"green\""]);

    [Fact]
    public void judges_nothing_that_depends_on_other_values() =>
        Found(Table("UNIQUE", "age number; limit number", "< limit | - => 1; >= limit | - => 2")).ShouldBeEmpty();

    [Theory]
    [InlineData("who.address.town", null)]
    [InlineData("who.address.twon", "'who.address' has no entry 'twon'")]
    [InlineData("who.agee", "'who' has no entry 'agee'")]
    [InlineData("who.children.age", null)]
    [InlineData("who.children.size", "'who.children' has no entry 'size'")]
    [InlineData("who.children[age > 3].age", null)]
    [InlineData("who.address.town.anything", null)]
    [InlineData("{who: {agee: 1}, r: who.agee}.r", null)]
    [InlineData("for who in [{agee: 1}] return who.agee", null)]
    public void finds_entries_that_the_declared_type_of_an_input_does_not_have(string expression, string? finding)
    {
        var xml = $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:t" name="t">
              <itemDefinition name="tWho"><itemComponent name="age"><typeRef>number</typeRef></itemComponent>
                <itemComponent name="address"><itemComponent name="town"><typeRef>string</typeRef></itemComponent></itemComponent>
                <itemComponent name="children" isCollection="true"><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemComponent></itemDefinition>
              <inputData id="who" name="who"><variable name="who" typeRef="tWho"/></inputData>
              <decision id="d" name="D"><variable name="D"/><informationRequirement><requiredInput href="#who"/></informationRequirement>
                <literalExpression><text><![CDATA[{expression}]]></text></literalExpression></decision>
            </definitions>
            """;
        Found(xml).ShouldBe(finding is null ? [] : [$"error dmn-unknown-member: The type of {finding}"]);
    }

    [Theory]
    [InlineData("age < 16 and on > @\"2026-01-01\" and lost = true and age != null", null)]
    [InlineData("age = \"16\"", "'age' is number: compared with a string it is always null")]
    [InlineData("if \"2026-01-01\" > on then 1 else 2", "'on' is date: compared with a string it is always null")]
    [InlineData("[lost != 1]", "'lost' is boolean: compared with a number it is always null")]
    [InlineData("[{age: \"a\"}][age = \"a\"]", null)]
    [InlineData("{age: \"a\", r: age = \"a\"}.r", null)]
    public void finds_comparisons_with_constants_of_another_type(string expression, string? finding)
    {
        var found = Found(Model($"<literalExpression><text><![CDATA[{expression}]]></text></literalExpression>", "age number; on date; lost boolean"));
        found.Where(one => one.Contains("dmn-comparison-type")).ShouldBe(finding is null ? [] : [$"error dmn-comparison-type: {finding}"]);
    }

    [Theory]
    [InlineData("on", "< date(\"2026-03-01\") => 1; > date(\"2026-03-01\") => 2", "warning dmn-gap: No rule applies to: on = @\"2026-03-01\". Add a rule or a default output")]
    [InlineData("date", "< date(\"2026-03-01\") => 1; > date(\"2026-03-01\") => 2", null)]
    public void reads_a_written_date_unless_the_model_calls_something_else_so(string input, string rules, string? finding) =>
        Found(Table("UNIQUE", $"{input} date", rules)).ShouldBe(finding is null ? [] : [finding]);

    [Fact]
    public void finds_an_empty_table() => Found(Model("<decisionTable><input><inputExpression><text>age</text></inputExpression></input><output/></decisionTable>", "age number"))
        .ShouldBe(["warning dmn-no-rules: The table has no rules"]);

    [Fact]
    public void finds_inputs_requirements_and_outputs_that_nobody_uses()
    {
        var xml = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:t" name="t">
              <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData><inputData id="old" name="old"><variable name="old"/></inputData>
              <decision id="terms" name="terms"><variable name="terms"/><informationRequirement><requiredInput href="#age"/></informationRequirement>
                <decisionTable hitPolicy="FIRST"><input><inputExpression><text>age</text></inputExpression></input><output name="fee"/><output name="years"/>
                  <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>20</text></outputEntry><outputEntry><text>10</text></outputEntry></rule></decisionTable></decision>
              <decision id="d" name="D"><variable name="D"/><informationRequirement><requiredDecision href="#terms"/></informationRequirement>
                <informationRequirement><requiredInput href="#age"/></informationRequirement><literalExpression><text>terms.fee</text></literalExpression></decision>
            </definitions>
            """;
        Found(xml).ShouldBe(["warning dmn-requirement-unused: It requires 'age' but does not use it", "warning dmn-input-unused: No decision uses this input",
            "warning dmn-output-unused: No decision uses the output 'years'"], ignoreOrder: true);
    }

    [Fact]
    public void of_a_thousand_rules_is_done_in_a_moment_and_still_finds_the_gap()
    {
        var rules = string.Join(';', Enumerable.Range(0, 1_000).Where(i => i != 500).Select(i => $"({i * 10}..{i * 10 + 10}] | - => {i}"));
        Found(Table("UNIQUE", "age number; lost boolean", rules)).ShouldContain(finding => finding.Contains("age = 5001"));
    }

    [Fact]
    public void that_explode_are_given_up_and_say_so()
    {
        var random = new Random(7);
        string Cell() => random.Next(3) == 0 ? "-" : $"[{random.Next(500)}..{500 + random.Next(500)}]";
        var names = string.Join(';', "abcdefghij".Select(name => $"{name} number"));
        var rules = string.Join(';', Enumerable.Range(0, 300).Select(i => $"{string.Join('|', Enumerable.Range(0, 10).Select(_ => Cell()))} => {i}"));
        Found(Table("FIRST", names, rules)).ShouldContain(finding => finding.Contains("dmn-too-large-to-check"));
    }

    [Fact]
    public void of_the_conformance_kit_are_checked_in_a_moment_each()
    {
        if (!Directory.Exists(Kit.Conformance_kit.Folder)) Assert.Skip("The conformance kit is not beside this repository.");
        foreach (var file in Directory.GetFiles(Kit.Conformance_kit.Folder, "*.dmn", SearchOption.AllDirectories))
            DecisionModel.Read(File.ReadAllText(file)).Check().ShouldAllBe(finding => finding.Zh != finding.En && finding.Code.StartsWith("dmn-"), file);
    }

    [Fact]
    public void give_examples_that_are_true_and_miss_none()
    {
        string[] numbers = ["-", "< 3", "[3..5]", "> 5", "[1..9]", "4", "not(4)", "1, 2"];
        string[] texts = ["-", "\"a\"", "\"b\"", "\"a\",\"c\"", "not(\"a\")"];
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            string Of(string[] choices) => choices[random.Next(choices.Length)];
            var rules = string.Join(';', Enumerable.Range(0, random.Next(1, 7)).Select(i => $"{Of(numbers)} | {Of(texts)} | {Of(["-", "true", "false"])} => {i}"));
            var model = DecisionModel.Parse(Table("UNIQUE", "n number; t string; b boolean", rules));
            var naive = NaiveTable.In(Table("COLLECT", "n number; t string; b boolean", rules));
            int Matching(string example) => naive.Evaluate("D", FeelText.Variables(FeelText.Value("{" + example.Replace(" = ", ": ") + "}")), FeelText.Now).Matched.Length;
            var findings = model.Check();
            var (gaps, conflicts) = (Examples(findings, "dmn-gap"), Examples(findings, "dmn-conflict"));
            gaps.Where(example => Matching(example) != 0).ShouldBeEmpty(rules);
            conflicts.Where(example => Matching(example) < 2).ShouldBeEmpty(rules);
            var all = from n in new[] { "0", "1", "2", "2.5", "3", "4", "4.5", "5", "6", "9", "10" }
                      from t in new[] { "a", "b", "c", "d" }
                      from b in new[] { "true", "false" }
                      select Matching($"n = {n}, t = \"{t}\", b = {b}");
            var counts = all.ToList();
            (gaps.Count > 0).ShouldBe(counts.Contains(0), rules);
            (conflicts.Count > 0).ShouldBe(counts.Exists(count => count > 1), rules);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));
    }

    private static List<string> Examples(IEnumerable<ModelFinding> findings, string code) =>
        [.. findings.Where(finding => finding.Code == code).Select(finding => Example().Match(finding.En).Groups["example"].Value)];

    [GeneratedRegex("(to|example): (?<example>.*?)(\\. Add a rule.*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Example();
}
