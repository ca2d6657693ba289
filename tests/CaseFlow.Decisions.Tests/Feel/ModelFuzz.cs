using System.Security;
using System.Text.Json;

namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>Small models of random boxes and tables with random cells, and the same with their XML damaged: read, checked, evaluated and written.</summary>
internal sealed class ModelFuzz(int seed)
{
    private static readonly Dictionary<string, JsonElement> Inputs = FeelText.Variables("""{"a":3,"b c":"text","x":{"y":{"z":1.5}}}""");

    private readonly Random _random = new(seed);
    private readonly Fuzz _texts = new(seed);

    /// <summary>Null when nothing was found in this model.</summary>
    public static string? Try(string xml) => Fuzz.Watched(() =>
    {
        try
        {
            var model = DecisionModel.Read(xml);
            foreach (var finding in model.Check())
                if (finding.Zh.Length == 0 || finding.En.Length == 0) return "a finding without words";
            foreach (var decision in model.Decisions)
            {
                var result = model.Evaluate(decision, Inputs, FeelText.Now, Fuzz.Limits);
                if (result.Matched.Any(rule => rule.Index < 1) || result.Reasons.Any(reason => reason.Zh.Length == 0)) return "an explanation without words";
            }

            return DecisionModel.Read(model.Xml).Decisions.SequenceEqual(model.Decisions) ? null : "written otherwise than read";
        }
        catch (DecisionModelException wrong) when (wrong.Findings.Count > 0)
        {
            return null;
        }
    });

    public string Next()
    {
        var needs = "<informationRequirement><requiredInput href='#a'/></informationRequirement><informationRequirement><requiredInput href='#b'/></informationRequirement>";
        var xml = $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:f" name="f">
            <itemDefinition name="t"><typeRef>{Of("number", "string", "t", "u", "date")}</typeRef><allowedValues><text>{Text(2)}</text></allowedValues></itemDefinition>
            <inputData id="a" name="a"><variable name="a" typeRef="{Of("number", "t", "string", "nothing")}"/></inputData><inputData id="b" name="b c"><variable name="b c"/></inputData>
            <decision id="d" name="D"><variable name="D" typeRef="{Of("Any", "t", "number")}"/>{needs}{Box(3)}</decision>
            <decision id="e" name="E"><variable name="E"/>{needs}<informationRequirement><requiredDecision href="#{Of("d", "e", "f")}"/></informationRequirement>{Table()}</decision>
            <businessKnowledgeModel id="k" name="K"><encapsulatedLogic><formalParameter name="p"/>{Box(2)}</encapsulatedLogic></businessKnowledgeModel>
            </definitions>
            """;
        return _random.Next(4) == 0 ? _texts.Mutated(xml) : xml;
    }

    private string Box(int depth) => (depth == 0 ? 0 : _random.Next(10)) switch
    {
        1 => Table(),
        2 => $"<context><contextEntry><variable name='v'/>{Box(depth - 1)}</contextEntry><contextEntry>{Box(depth - 1)}</contextEntry></context>",
        3 => $"<list>{Box(depth - 1)}{Box(depth - 1)}</list>",
        4 => $"<conditional><if>{Box(depth - 1)}</if><then>{Box(depth - 1)}</then><else>{Box(depth - 1)}</else></conditional>",
        5 => $"<for iteratorVariable='i'><in>{Box(depth - 1)}</in><return>{Box(depth - 1)}</return></for>",
        6 => $"<filter><in>{Box(depth - 1)}</in><match>{Box(depth - 1)}</match></filter>",
        7 => $"<functionDefinition><formalParameter name='p'/>{Box(depth - 1)}</functionDefinition>",
        8 => $"<relation><column name='c'/><row>{Box(depth - 1)}</row></relation>",
        9 => $"<some iteratorVariable='i'><in>{Box(depth - 1)}</in><satisfies>{Box(depth - 1)}</satisfies></some>",
        _ => $"<literalExpression><text>{Text(4)}</text></literalExpression>",
    };

    private string Table()
    {
        var columns = _random.Next(1, 4);
        var inputs = string.Concat(Enumerable.Range(0, columns).Select(_ => $"<input><inputExpression><text>{Of("a", "b c", Text(1))}</text></inputExpression></input>"));
        var rules = string.Concat(Enumerable.Range(0, _random.Next(12)).Select(_ =>
            "<rule>" + string.Concat(Enumerable.Range(0, columns).Select(_ => $"<inputEntry><text>{Cell()}</text></inputEntry>")) + $"<outputEntry><text>{Text(1)}</text></outputEntry></rule>"));
        return $"<decisionTable hitPolicy='{Of("UNIQUE", "ANY", "FIRST", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER")}'>{inputs}<output><outputValues><text>1, 2, \"a\"</text></outputValues></output>{rules}</decisionTable>";
    }

    private string Cell() => _random.Next(3) == 0 ? Text(2) : SecurityElement.Escape(Of("-", "< 5", "[1..3]", "\"text\"", "not(3)", "true", "null", "@\"2020-02-29\"", "> 9e6000", "1, 2, 3", "(..5]"));

    private string Text(int depth) => SecurityElement.Escape(_texts.Sentence(_random.Next(depth)));

    private string Of(params string[] choices) => choices[_random.Next(choices.Length)];
}
