using CaseFlow.Decisions.Tests.Feel;

namespace CaseFlow.Decisions.Tests.Dmn;

public sealed class Models
{
    private const string Names = "xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"";

    private const string NumberInput = """<itemDefinition name="tInput"><typeRef>number</typeRef></itemDefinition>""";

    private static readonly string People = Xml($"""
        <definitions {Names} namespace="urn:people" name="people">
          <itemDefinition name="tPerson"><itemComponent name="Full name"><typeRef>string</typeRef></itemComponent></itemDefinition>
          <inputData id="p" name="Person"><variable name="Person" typeRef="tPerson"/></inputData>
          <decision id="g" name="Greeting"><variable name="Greeting" typeRef="string"/>
            <informationRequirement><requiredInput href="#p"/></informationRequirement>
            «"Hello " + Person.Full name»
          </decision>
          <businessKnowledgeModel id="b" name="Shout"><variable name="Shout"/>
            <encapsulatedLogic><formalParameter name="text" typeRef="string"/>«upper case(text) + "!"»</encapsulatedLogic>
          </businessKnowledgeModel>
        </definitions>
        """);

    private static readonly string Main = Xml($"""
        <definitions {Names} namespace="urn:main" name="main">
          <import name="first one" namespace="urn:people" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
          <decision id="d" name="Both"><variable name="Both"/>
            <informationRequirement><requiredDecision href="urn:people#g"/></informationRequirement>
            <knowledgeRequirement><requiredKnowledge href="urn:people#b"/></knowledgeRequirement>
            «first one.Shout(first one.Greeting)»
          </decision>
        </definitions>
        """);

    /// <summary>«text» stands for a literal expression.</summary>
    private static string Xml(string text) =>
        text.Replace("«", "<literalExpression><text>", StringComparison.Ordinal).Replace("»", "</text></literalExpression>", StringComparison.Ordinal);

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

    private static string Decision(string types, string logic, string type = "") => Xml($"""
        <definitions {Names} namespace="urn:one" name="one">{types}
          <inputData id="i" name="Input"><variable name="Input" typeRef="tInput"/></inputData>
          <decision id="d" name="D"><variable name="D" {type}/><informationRequirement><requiredInput href="#i"/></informationRequirement>{logic}</decision>
        </definitions>
        """);

    private static string Decide(string types, string logic, string inputs, string type = "") =>
        DecisionModel.Parse(Decision(types, logic, type)).Evaluate("D", FeelText.Variables(inputs), FeelText.Now).Value.GetRawText();

    [Theory]
    [InlineData("\"red\"", "\"red\"")]
    [InlineData("\"green\"", "null")]
    [InlineData("5", "null")]
    public void keep_the_values_a_type_allows(string input, string expected) =>
        Decide("""<itemDefinition name="tInput"><typeRef>string</typeRef><allowedValues><text>"red","blue"</text></allowedValues></itemDefinition>""",
            "«Input»", $"{{\"Input\":{input}}}").ShouldBe(expected);

    [Theory]
    [InlineData("typeRef=\"string\"", "null")]
    [InlineData("typeRef=\"number\"", "5")]
    [InlineData("typeRef=\"tMany\"", "[5]")]
    [InlineData("", "5")]
    public void coerce_an_answer_to_its_declared_type(string type, string expected) =>
        Decide(NumberInput + """<itemDefinition name="tMany" isCollection="true"><typeRef>number</typeRef></itemDefinition>""",
            "«Input»", """{"Input":5}""", type).ShouldBe(expected);

    [Theory]
    [InlineData("<context><contextEntry><variable name=\"a b\"/>«Input + 1»</contextEntry><contextEntry>«a b * 2»</contextEntry></context>", "12")]
    [InlineData("<relation><column name=\"x\"/><column name=\"y\"/><row>«1»«Input»</row></relation>", "[{\"x\":1,\"y\":5}]")]
    [InlineData("<list>«1»<list>«Input»</list></list>", "[1,[5]]")]
    [InlineData("<conditional><if>«Input = 5»</if><then>«1»</then><else>«2»</else></conditional>", "1")]
    [InlineData("<for iteratorVariable=\"i\"><in>«[1..Input]»</in><return>«i * i»</return></for>", "[1,4,9,16,25]")]
    [InlineData("<every iteratorVariable=\"i\"><in>«[1, 2]»</in><satisfies>«i &lt; Input»</satisfies></every>", "true")]
    [InlineData("<filter><in>«[4, 5, 6]»</in><match>«item &gt;= Input»</match></filter>", "[5,6]")]
    [InlineData("<invocation>«function(a, b) a - b»<binding><parameter name='b'/>«1»</binding>" +
        "<binding><parameter name='a'/>«Input»</binding></invocation>", "4")]
    [InlineData("<context><contextEntry><variable name='f'/><functionDefinition><formalParameter name='n'/>" +
        "«if n = 0 then 1 else n * f(n - 1)»</functionDefinition></contextEntry><contextEntry>«f(Input)»</contextEntry></context>", "120")]
    public void evaluate_every_kind_of_box(string box, string expected) =>
        Decide(NumberInput, box, """{"Input":5}""").ShouldBe(expected);

    [Theory]
    [InlineData("«Inputt + 1»", "Inputt")]
    [InlineData("<decisionTable><input><inputExpression><text>Input</text></inputExpression></input><output/>" +
        "<rule><inputEntry><text>&lt; maximum</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>", "maximum")]
    public void that_name_what_nobody_declared_are_refused(string logic, string name)
    {
        var finding = Should.Throw<DecisionModelException>(() => DecisionModel.Parse(Decision(NumberInput, logic))).Findings.Single();
        (finding.Code, finding.Element).ShouldBe(("dmn-unknown-name", "D"));
        finding.Zh.ShouldContain($"没有名为“{name}”");
    }

    [Theory]
    [InlineData("dmn-missing", "<decision id='d' name='D'><variable name='D'/><literalExpression><text> </text></literalExpression></decision>")]
    [InlineData("dmn-type", "<inputData id='i' name='I'><variable name='I' typeRef='tNowhere'/></inputData>")]
    [InlineData("dmn-type-circle", "<itemDefinition name='a'><typeRef>b</typeRef></itemDefinition><itemDefinition name='b'><typeRef>a</typeRef></itemDefinition>")]
    [InlineData("dmn-id", "<inputData id='i' name='I'/><inputData id='i' name='J'/>")]
    [InlineData("dmn-reference", "<decision id='d' name='D'><informationRequirement><requiredInput href='#gone'/></informationRequirement>«1»</decision>")]
    [InlineData("dmn-rule", "<decision id='d' name='D'><decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>")]
    public void that_are_wrong_are_refused_with_what_is_wrong_in_both_languages(string code, string content)
    {
        var findings = Should.Throw<DecisionModelException>(() => DecisionModel.Parse(Xml($"<definitions {Names} namespace=\"urn:w\" name=\"w\">{content}</definitions>"))).Findings;
        findings.Select(finding => finding.Code).ShouldContain(code);
        findings.ShouldAllBe(finding => finding.Zh != finding.En);
    }

    [Fact]
    public void tell_which_inputs_a_decision_needs()
    {
        var model = DecisionModel.Parse(People);
        model.InputsOf("Greeting").ShouldBe(["Person"]);
        DecisionModel.Parse(Main, People).InputsOf("Both").ShouldBeEmpty();
        (model.IsSelfContained, DecisionModel.Parse(Main, People).IsSelfContained).ShouldBe((true, false));
    }

    [Fact]
    public void leave_files_alone_that_they_do_not_import() =>
        DecisionModel.Parse(People, Decision("", "«Nobody»")).Findings.ShouldBeEmpty();

    [Fact]
    public void whose_decisions_ask_each_other_in_a_circle_are_refused_and_answer_null_if_run_all_the_same()
    {
        var model = DecisionModel.Read(Xml($"""
            <definitions {Names} namespace="urn:c" name="c">
              <decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/></informationRequirement>«B + 1»</decision>
              <decision id="b" name="B"><informationRequirement><requiredDecision href="#a"/></informationRequirement>«A + 1»</decision>
            </definitions>
            """));
        model.Findings.Select(finding => finding.Code).ShouldBe(["dmn-circle", "dmn-circle"]);
        model.Evaluate("A", FeelText.Variables("{}"), FeelText.Now).Value.GetRawText().ShouldBe("null");
    }

    [Fact]
    public void serve_decisions_behind_a_border()
    {
        var model = DecisionModel.Parse(Xml($"""
            <definitions {Names} namespace="urn:s" name="s">
              <inputData id="x" name="X"/><inputData id="y" name="Y"/>
              <decision id="in" name="Inner"><informationRequirement><requiredInput href="#x"/></informationRequirement>«X * 100»</decision>
              <decision id="out" name="Outer"><informationRequirement><requiredDecision href="#in"/></informationRequirement>
                <informationRequirement><requiredInput href="#y"/></informationRequirement>«Inner + Y»</decision>
              <decisionService id="s" name="Service"><outputDecision href="#out"/><inputDecision href="#in"/><inputData href="#y"/></decisionService>
              <decision id="d" name="D"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
                «[Service(1, 2), Service(Inner: 5, Y: 6)]»</decision>
            </definitions>
            """));
        model.Evaluate("D", FeelText.Variables("{}"), FeelText.Now).Value.GetRawText().ShouldBe("[3,11]");
    }
}
