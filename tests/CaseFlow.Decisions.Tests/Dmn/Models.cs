using CaseFlow.Decisions.Tests.Feel;

namespace CaseFlow.Decisions.Tests.Dmn;

public sealed class Models
{
    private const string Names = "xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"";

    private const string People = $"""
        <definitions {Names} namespace="urn:people" name="people">
          <itemDefinition name="tPerson"><itemComponent name="Full name"><typeRef>string</typeRef></itemComponent></itemDefinition>
          <inputData id="p" name="Person"><variable name="Person" typeRef="tPerson"/></inputData>
          <decision id="g" name="Greeting"><variable name="Greeting" typeRef="string"/>
            <informationRequirement><requiredInput href="#p"/></informationRequirement>
            <literalExpression><text>"Hello " + Person.Full name</text></literalExpression>
          </decision>
          <businessKnowledgeModel id="b" name="Shout"><variable name="Shout"/>
            <encapsulatedLogic><formalParameter name="text" typeRef="string"/><literalExpression><text>upper case(text) + "!"</text></literalExpression></encapsulatedLogic>
          </businessKnowledgeModel>
        </definitions>
        """;

    private const string Main = $"""
        <definitions {Names} namespace="urn:main" name="main">
          <import name="first one" namespace="urn:people" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
          <decision id="d" name="Both"><variable name="Both"/>
            <informationRequirement><requiredDecision href="urn:people#g"/></informationRequirement>
            <knowledgeRequirement><requiredKnowledge href="urn:people#b"/></knowledgeRequirement>
            <literalExpression><text>first one.Shout(first one.Greeting)</text></literalExpression>
          </decision>
        </definitions>
        """;

    [Theory]
    [InlineData("""{"first one":{"Person":{"Full name":"Li"}}}""")]
    [InlineData("""{"Person":{"Full name":"Li"}}""")]
    public void use_decisions_functions_and_inputs_of_models_they_import(string inputs) =>
        DecisionModel.Parse(Main, People).Evaluate("Both", FeelText.Variables(inputs), FeelText.Now).Value.GetRawText().ShouldBe("\"HELLO LI!\"");

    [Fact]
    public void tell_what_each_decision_on_the_way_answered() =>
        DecisionModel.Parse(Main, People).Evaluate("Both", FeelText.Variables("""{"Person":{"Full name":"Li"}}"""), FeelText.Now)
            .Decisions.Select(decided => $"{decided.Decision}={decided.Value}").ShouldBe(["Greeting=Hello Li", "Both=HELLO LI!"]);

    [Fact]
    public void without_the_model_they_import_are_refused() =>
        Should.Throw<DecisionModelException>(() => DecisionModel.Parse(Main)).Findings.Select(finding => finding.Code).ShouldContain("dmn-import");

    private static string Decision(string types, string logic, string type = "") => $"""
        <definitions {Names} namespace="urn:one" name="one">{types}
          <inputData id="i" name="Input"><variable name="Input" typeRef="tInput"/></inputData>
          <decision id="d" name="D"><variable name="D" {type}/><informationRequirement><requiredInput href="#i"/></informationRequirement>{logic}</decision>
        </definitions>
        """;

    private static string Decide(string types, string logic, string inputs, string type = "") =>
        DecisionModel.Parse(Decision(types, logic, type)).Evaluate("D", FeelText.Variables(inputs), FeelText.Now).Value.GetRawText();

    [Theory]
    [InlineData("\"red\"", "\"red\"")]
    [InlineData("\"green\"", "null")]
    [InlineData("5", "null")]
    public void keep_the_values_a_type_allows(string input, string expected) =>
        Decide("""<itemDefinition name="tInput"><typeRef>string</typeRef><allowedValues><text>"red","blue"</text></allowedValues></itemDefinition>""",
            "<literalExpression><text>Input</text></literalExpression>", $"{{\"Input\":{input}}}").ShouldBe(expected);

    [Theory]
    [InlineData("typeRef=\"string\"", "null")]
    [InlineData("typeRef=\"number\"", "5")]
    [InlineData("typeRef=\"tMany\"", "[5]")]
    [InlineData("", "5")]
    public void coerce_an_answer_to_its_declared_type(string type, string expected) =>
        Decide("""<itemDefinition name="tInput"><typeRef>number</typeRef></itemDefinition><itemDefinition name="tMany" isCollection="true"><typeRef>number</typeRef></itemDefinition>""",
            "<literalExpression><text>Input</text></literalExpression>", """{"Input":5}""", type).ShouldBe(expected);

    [Theory]
    [InlineData("<context><contextEntry><variable name=\"a b\"/><literalExpression><text>Input + 1</text></literalExpression></contextEntry><contextEntry><literalExpression><text>a b * 2</text></literalExpression></contextEntry></context>", "12")]
    [InlineData("<relation><column name=\"x\"/><column name=\"y\"/><row><literalExpression><text>1</text></literalExpression><literalExpression><text>Input</text></literalExpression></row></relation>", "[{\"x\":1,\"y\":5}]")]
    [InlineData("<list><literalExpression><text>1</text></literalExpression><list><literalExpression><text>Input</text></literalExpression></list></list>", "[1,[5]]")]
    [InlineData("<conditional><if><literalExpression><text>Input = 5</text></literalExpression></if><then><literalExpression><text>1</text></literalExpression></then><else><literalExpression><text>2</text></literalExpression></else></conditional>", "1")]
    [InlineData("<for iteratorVariable=\"i\"><in><literalExpression><text>[1..Input]</text></literalExpression></in><return><literalExpression><text>i * i</text></literalExpression></return></for>", "[1,4,9,16,25]")]
    [InlineData("<every iteratorVariable=\"i\"><in><literalExpression><text>[1, 2]</text></literalExpression></in><satisfies><literalExpression><text>i &lt; Input</text></literalExpression></satisfies></every>", "true")]
    [InlineData("<filter><in><literalExpression><text>[4, 5, 6]</text></literalExpression></in><match><literalExpression><text>item &gt;= Input</text></literalExpression></match></filter>", "[5,6]")]
    [InlineData("<invocation><literalExpression><text>function(a, b) a - b</text></literalExpression><binding><parameter name=\"b\"/><literalExpression><text>1</text></literalExpression></binding><binding><parameter name=\"a\"/><literalExpression><text>Input</text></literalExpression></binding></invocation>", "4")]
    [InlineData("<context><contextEntry><variable name=\"f\"/><functionDefinition><formalParameter name=\"n\"/><literalExpression><text>if n = 0 then 1 else n * f(n - 1)</text></literalExpression></functionDefinition></contextEntry><contextEntry><literalExpression><text>f(Input)</text></literalExpression></contextEntry></context>", "120")]
    public void evaluate_every_kind_of_box(string box, string expected) =>
        Decide("""<itemDefinition name="tInput"><typeRef>number</typeRef></itemDefinition>""", box, """{"Input":5}""").ShouldBe(expected);

    [Fact]
    public void whose_decisions_ask_each_other_in_a_circle_are_refused_and_answer_null_if_run_all_the_same()
    {
        var model = DecisionModel.Read($"""
            <definitions {Names} namespace="urn:c" name="c">
              <decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/></informationRequirement><literalExpression><text>B + 1</text></literalExpression></decision>
              <decision id="b" name="B"><informationRequirement><requiredDecision href="#a"/></informationRequirement><literalExpression><text>A + 1</text></literalExpression></decision>
            </definitions>
            """);
        model.Findings.Select(finding => finding.Code).ShouldBe(["dmn-circle", "dmn-circle"]);
        model.Evaluate("A", FeelText.Variables("{}"), FeelText.Now).Value.GetRawText().ShouldBe("null");
    }

    [Fact]
    public void serve_decisions_behind_a_border()
    {
        var model = DecisionModel.Parse($"""
            <definitions {Names} namespace="urn:s" name="s">
              <inputData id="x" name="X"/><inputData id="y" name="Y"/>
              <decision id="in" name="Inner"><informationRequirement><requiredInput href="#x"/></informationRequirement><literalExpression><text>X * 100</text></literalExpression></decision>
              <decision id="out" name="Outer"><informationRequirement><requiredDecision href="#in"/></informationRequirement><informationRequirement><requiredInput href="#y"/></informationRequirement>
                <literalExpression><text>Inner + Y</text></literalExpression></decision>
              <decisionService id="s" name="Service"><outputDecision href="#out"/><inputDecision href="#in"/><inputData href="#y"/></decisionService>
              <decision id="d" name="D"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><literalExpression><text>[Service(1, 2), Service(Inner: 5, Y: 6)]</text></literalExpression></decision>
            </definitions>
            """);
        model.Evaluate("D", FeelText.Variables("{}"), FeelText.Now).Value.GetRawText().ShouldBe("[3,11]");
    }
}
