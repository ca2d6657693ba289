using System.Xml.Linq;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>Decision tables.</summary>
internal sealed partial class LogicReader
{
    private Expression Table(XElement box, Vocabulary names, FeelType type)
    {
        var policy = HitPolicy.Find(box.Get("hitPolicy"), box.Get("aggregation"));
        if (policy is null)
        {
            _findings.Error("dmn-hit-policy", _element, $"没有命中策略“{box.Get("hitPolicy")}”", $"There is no hit policy '{box.Get("hitPolicy")}'");
            policy = HitPolicy.Unique;
        }

        var inputs = box.All("input").Select(input => Input(input, names)).ToArray();
        var outputs = box.All("output").ToArray();
        var columns = outputs.Select(output => Output(output, names, outputs.Length == 1, policy.IsMultiple, type)).ToArray();
        var rules = box.All("rule").Select((rule, index) => Rule(rule, index + 1, inputs.Length, columns.Length, names)).OfType<TableRule>().ToArray();
        var table = new DecisionTable(_element, policy, inputs, columns, rules);
        _source.Tables.Add(table);
        return table;
    }

    private InputColumn Input(XElement input, Vocabulary names)
    {
        var expression = input.One("inputExpression");
        var text = expression?.Text("text") ?? "";
        var type = _types.Of(expression, _element);
        var value = Text(text, names);
        return new InputColumn(
            text.Trim(),
            type == FeelType.Any ? value : new TypedExpression(text.Trim(), type, value),
            type == FeelType.Any ? Shown(value)?.Type ?? type : type,
            Root(value) is { } root && ElementOf(root) is InputData or null,
            input.One("inputValues")?.Text("text") is { } allowed && !string.IsNullOrWhiteSpace(allowed) ? Tests(allowed, names) : null);
    }

    /// <summary>The element of the model that an expression shows as it is.</summary>
    private DrgElement? Shown(Expression expression) => expression is NameExpression name ? ElementOf(name.Name) : null;

    private DrgElement? ElementOf(string name) => _source.Elements.Values.FirstOrDefault(element => element.Name == name);

    /// <summary>The name at the beginning of a path; null for anything that computes.</summary>
    private static string? Root(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        PathExpression path => Root(path.Source),
        _ => null,
    };

    /// <summary>Without a list of allowed outputs of its own, a single output has that of its type: hit policies order by it.</summary>
    private OutputColumn Output(XElement output, Vocabulary names, bool single, bool multiple, FeelType type)
    {
        var declared = _types.Of(output, _element);
        if (single && declared == FeelType.Any && !multiple && type.Unwrapped is not ListType) declared = type;
        var allowed = output.One("outputValues")?.Text("text");
        var fallback = output.One("defaultOutputEntry")?.Text("text");
        return new OutputColumn(
            output.NameOf(),
            declared,
            string.IsNullOrWhiteSpace(allowed) ? [] : Priorities(allowed, names),
            string.IsNullOrWhiteSpace(allowed) ? null : Tests(allowed, names),
            string.IsNullOrWhiteSpace(fallback) ? null : Text(fallback, names));
    }

    private IReadOnlyList<Expression> Priorities(string allowed, Vocabulary names) =>
        Text($"[{allowed}]", names) is ListExpression list ? list.Items : [];

    private TableRule? Rule(XElement rule, int index, int inputs, int outputs, Vocabulary names)
    {
        var texts = rule.All("inputEntry").Select(entry => (entry.Text("text") ?? "").Trim()).ToArray();
        var tests = Array.ConvertAll(texts, text => Tests(text, names));
        var results = rule.All("outputEntry").Select(entry => entry.Text("text") ?? "")
            .Select(text => string.IsNullOrWhiteSpace(text) ? new Literal(null) : Text(text, names)).ToArray();
        var annotations = rule.All("annotationEntry").Select(entry => entry.Text("text") ?? "").ToList();
        if (tests.Length == inputs && results.Length == outputs)
            return new TableRule(rule.Get("id") ?? $"{index}", index, tests, texts, results, annotations);
        _findings.Error("dmn-rule", _element, $"第 {index} 条规则的单元格数与列数不符", $"Rule {index} does not have a cell for every column");
        return null;
    }

    private UnaryTests Tests(string text, Vocabulary names)
    {
        try
        {
            var parser = new Parser(text, names);
            var tests = parser.ParseUnaryTests();
            CheckNames(parser, names, text);
            return tests;
        }
        catch (FeelSyntaxException wrong)
        {
            return new UnaryTests([new ValueTest(Unreadable(text, wrong), usesInput: true)], negated: false);
        }
    }
}
