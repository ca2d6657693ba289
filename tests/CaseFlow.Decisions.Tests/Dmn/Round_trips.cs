using System.Xml.Linq;
using CaseFlow.Decisions.Tests.Kit;

namespace CaseFlow.Decisions.Tests.Dmn;

/// <summary>What another tool wrote is still there when the file is written again.</summary>
public sealed class Round_trips
{
    /// <summary>As a modeler saves it: declaration, comments, diagram, extensions as elements and as attributes.</summary>
    private const string Saved = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by hand -->
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:tool="urn:tool" xmlns:feel="https://www.omg.org/spec/DMN/20191111/FEEL/" id="d" name="Fee" namespace="urn:fee" exporter="Some Modeler" exporterVersion="5.1" tool:color="red">
          <extensionElements><tool:note a="1">keep <b xmlns="urn:b">me</b></tool:note></extensionElements>
          <decision id="fee" name="fee" tool:owner="费用科">
            <!-- twenty, since R7 -->
            <variable id="v" name="fee" typeRef="number"/>
            <decisionTable id="t" hitPolicy="FIRST">
              <input id="i" label="age" tool:inputVariable="x"><inputExpression id="e" typeRef="integer" expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"><text>1 + 1</text></inputExpression></input>
              <output id="o" name="fee" typeRef="double"/>
              <rule id="r"><description>any</description><inputEntry id="c"><text><![CDATA[< 3]]></text></inputEntry><outputEntry id="p"><text>20</text></outputEntry></rule>
            </decisionTable>
          </decision>
          <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape id="s" dmnElementRef="fee"><dc:Bounds height="80" width="180" x="160" y="100"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
        </definitions>
        """;

    [Fact]
    public void keep_the_declaration_comments_diagrams_and_whatever_other_tools_wrote()
    {
        var written = DecisionModel.Parse(Saved).Xml;
        written.ShouldStartWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        written.ShouldContain("<!-- made by hand -->");
        SameRoot(written, Saved).ShouldBeTrue();
    }

    [Theory]
    [InlineData(DmnVersion.V12, "http://www.omg.org/spec/DMN/20180521/")]
    [InlineData(DmnVersion.V13, "https://www.omg.org/spec/DMN/20191111/")]
    [InlineData(DmnVersion.V14, "https://www.omg.org/spec/DMN/20211108/")]
    [InlineData(DmnVersion.V15, "https://www.omg.org/spec/DMN/20230324/")]
    public void into_another_version_of_DMN_change_its_namespaces_and_nothing_else(DmnVersion version, string ns)
    {
        var other = DecisionModel.Parse(DecisionModel.Parse(Saved).XmlOf(version));
        other.Evaluate("fee", Feel.FeelText.Variables("{}"), Feel.FeelText.Now).Value.GetRawText().ShouldBe("20");
        var root = XDocument.Parse(other.Xml).Root!;
        root.Name.NamespaceName.ShouldBe(ns + "MODEL/");
        root.Descendants().Select(element => element.Name.NamespaceName).ShouldContain(ns + "DMNDI/");
        root.ToString().ShouldContain($"expressionLanguage=\"{ns}FEEL/\"");
        SameRoot(other.XmlOf(DmnVersion.V13), Saved).ShouldBeTrue();
    }

    [Fact]
    public void into_a_version_that_lacks_something_are_refused_with_all_that_is_lacking()
    {
        var model = DecisionModel.Parse("""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:n" name="n">
              <itemDefinition name="t"><typeRef>number</typeRef><typeConstraint><text>&gt; 0</text></typeConstraint></itemDefinition>
              <decision id="d" name="D"><variable name="D"/><conditional><if><literalExpression><text>true</text></literalExpression></if>
                <then><literalExpression><text>1</text></literalExpression></then><else><literalExpression><text>2</text></literalExpression></else></conditional></decision>
            </definitions>
            """);
        Should.Throw<DecisionModelException>(() => model.XmlOf(DmnVersion.V12)).Findings.Select(finding => (finding.Code, finding.Element))
            .ShouldBe([("dmn-version", "t"), ("dmn-version", "D")]);
        model.XmlOf(DmnVersion.V15).ShouldBe(model.Xml);
    }

    [Fact]
    public void of_every_model_of_the_conformance_kit_give_the_same_file_and_the_same_answers()
    {
        if (!Directory.Exists(Conformance_kit.Folder)) Assert.Skip("The conformance kit is not beside this repository.");
        var models = Directory.GetFiles(Conformance_kit.Folder, "*.dmn", SearchOption.AllDirectories);
        models.Length.ShouldBeGreaterThan(80);
        foreach (var file in models)
        {
            var text = File.ReadAllText(file);
            var written = DecisionModel.Read(text).Xml;
            XNode.DeepEquals(XDocument.Parse(written), XDocument.Parse(text)).ShouldBeTrue(file);
        }

        foreach (var one in KitCase.In(Conformance_kit.Folder)) (one with { Model = one.Model.Rewritten }).Play().ShouldBe(one.Play(), one.Name);
    }

    /// <summary>The same to the last space, from the root element on.</summary>
    private static bool SameRoot(string a, string b) =>
        XNode.DeepEquals(XDocument.Parse(a, LoadOptions.PreserveWhitespace).Root, XDocument.Parse(b, LoadOptions.PreserveWhitespace).Root);
}
