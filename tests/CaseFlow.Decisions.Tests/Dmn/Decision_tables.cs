using System.Text.Json;
using CaseFlow.Decisions.Tests.Feel;

namespace CaseFlow.Decisions.Tests.Dmn;

public sealed class Decision_tables
{
    private static string Model(string table) => $"""
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:test" name="t">
          <inputData id="age" name="Age"><variable name="Age" typeRef="number"/></inputData>
          <inputData id="since" name="Since"><variable name="Since" typeRef="date"/></inputData>
          <decision id="d" name="Fee"><variable name="Fee"/>
            <informationRequirement><requiredInput href="#age"/></informationRequirement>
            <informationRequirement><requiredInput href="#since"/></informationRequirement>
            {table}
          </decision>
        </definitions>
        """;

    private static string Table(string policy, params string[] rules) =>
        $"<decisionTable {policy}><input><inputExpression typeRef=\"number\"><text>Age</text></inputExpression></input>" +
        "<output name=\"fee\"><outputValues><text>30, 20, 10</text></outputValues></output>" +
        string.Concat(rules.Select(rule => rule.Split("=>")).Select((cells, i) =>
            $"<rule id=\"r{i + 1}\"><inputEntry><text><![CDATA[{cells[0].Trim()}]]></text></inputEntry>" +
            $"<outputEntry><text>{cells[1].Trim()}</text></outputEntry><annotationEntry><text>第{i + 1}条</text></annotationEntry></rule>")) +
        "</decisionTable>";

    private static DecisionResult Decide(string policy, string age, params string[] rules) =>
        DecisionModel.Parse(Model(Table(policy, rules))).Evaluate("Fee", FeelText.Variables($"{{\"Age\": {age}}}"), FeelText.Now);

    [Theory]
    [InlineData("""hitPolicy="UNIQUE" """, "12", "20")]
    [InlineData("""hitPolicy="UNIQUE" """, "17", "null")]
    [InlineData("""hitPolicy="ANY" """, "17", "null")]
    [InlineData("""hitPolicy="FIRST" """, "17", "20")]
    [InlineData("""hitPolicy="PRIORITY" """, "17", "30")]
    [InlineData("""hitPolicy="RULE ORDER" """, "17", "[20,30]")]
    [InlineData("""hitPolicy="OUTPUT ORDER" """, "17", "[30,20]")]
    [InlineData("""hitPolicy="COLLECT" """, "17", "[20,30]")]
    [InlineData("""hitPolicy="COLLECT" aggregation="SUM" """, "17", "50")]
    [InlineData("""hitPolicy="COLLECT" aggregation="MIN" """, "17", "20")]
    [InlineData("""hitPolicy="COLLECT" aggregation="MAX" """, "17", "30")]
    [InlineData("""hitPolicy="COLLECT" aggregation="COUNT" """, "17", "2")]
    [InlineData("""hitPolicy="COLLECT" aggregation="COUNT" """, "99", "0")]
    [InlineData("""hitPolicy="COLLECT" """, "99", "[]")]
    [InlineData("", "99", "null")]
    public void answer_as_their_hit_policy_says(string policy, string age, string expected) =>
        Decide(policy, age, "< 18 => 20", "[16..60] => 30").Value.GetRawText().ShouldBe(expected);

    [Fact]
    public void explain_themselves_with_the_rule_its_inputs_and_its_source()
    {
        var rule = Decide("", "30", "< 16 => 20", ">= 16 => 30").Matched.Single();
        (rule.Table, rule.RuleId, rule.Index, rule.Annotations.Single()).ShouldBe(("Fee", "r2", 2, "第2条"));
        rule.Inputs.Single().Expression.ShouldBe("Age");
        rule.Inputs.Single().Value.GetRawText().ShouldBe("30");
        rule.Output.GetRawText().ShouldBe("30");
    }

    [Fact]
    public void say_which_rules_contradict_each_other() =>
        Decide("", "17", "< 18 => 20", "> 16 => 30").Reasons.ShouldContain(reason => reason.Zh.Contains("规则 1, 2 同时匹配"));

    [Fact]
    public void take_a_text_for_a_date_where_the_model_declares_a_date() =>
        DecisionModel.Parse(Model("<literalExpression><text>Since.year</text></literalExpression>"))
            .Evaluate("Fee", FeelText.Variables("""{"Since":"2020-02-29"}"""), FeelText.Now).Value.GetRawText().ShouldBe("2020");

    [Fact]
    public void are_refused_with_everything_that_is_wrong_in_them()
    {
        var wrong = Should.Throw<DecisionModelException>(() => DecisionModel.Parse(Model(Table("""hitPolicy="BEST" """, "< => 20", "1 => )"))));
        wrong.Findings.Select(finding => finding.Code).ShouldBe(["dmn-hit-policy", "dmn-feel", "dmn-feel"]);
    }

    [Fact]
    public void do_not_read_external_entities() =>
        Should.Throw<DecisionModelException>(() =>
            DecisionModel.Parse("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><definitions>&b;</definitions>"));

    [Fact]
    public void never_throw_for_the_sake_of_inputs() =>
        DecisionModel.Parse(Model(Table("", "< 18 => 20"))).Evaluate("Fee", new Dictionary<string, JsonElement>(),
            FeelText.Now).Value.ValueKind.ShouldBe(JsonValueKind.Null);
}
