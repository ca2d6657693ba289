using System.Xml.Linq;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>Boxed expressions: literal expressions, tables, contexts, invocations, functions, relations, lists, conditionals, iterations, filters.</summary>
internal sealed partial class LogicReader
{
    private static readonly string[] Boxes =
    [
        "literalExpression", "decisionTable", "context", "invocation", "functionDefinition", "relation", "list", "conditional", "for",
        "every", "some", "filter",
    ];

    private static readonly string[] Named =
        ["itemComponent", "variable", "column", "output", "decision", "inputData", "businessKnowledgeModel", "decisionService"];

    private readonly ModelSource _source;
    private readonly TypeReader _types;
    private readonly Vocabulary _vocabulary;
    private Vocabulary _own;
    private readonly ModelFindings _findings;
    private readonly string _element;

    public LogicReader(ModelSource source, ModelFindings findings, string element)
    {
        (_source, _types, _findings, _element) = (source, new TypeReader(source, findings), findings, element);
        var members = Members(source).Concat(source.Imports.SelectMany(import => Members(import.Value)));
        _own = _vocabulary = source.Vocabulary ??= new Vocabulary([], members, source.VisibleTypes()) { IsClosed = true };
    }

    /// <summary>The logic of a decision; null when it has none.</summary>
    public Expression? Logic(XElement owner, IEnumerable<string> names, FeelType type) => Box(owner, _own = _vocabulary.With(names), type);

    /// <summary>Parameters and body of a function definition.</summary>
    public (IReadOnlyList<FeelParameter> Parameters, Expression? Body) Function(XElement? function, IEnumerable<string> names) =>
        Function(function, _own = _vocabulary.With(names));

    /// <summary>Names that may stand behind a dot: components, entries, columns, and the elements of imported models.</summary>
    private static IEnumerable<string> Members(ModelSource source) =>
        source.Root.Descendants()
            .Where(element => Named.Contains(element.Name.LocalName))
            .Select(element => element.NameOf())
            .Where(name => name.Length > 0);

    private static bool IsBox(XElement element) => DmnXml.IsDmn(element) && Boxes.Contains(element.Name.LocalName);

    private (IReadOnlyList<FeelParameter> Parameters, Expression? Body) Function(XElement? function, Vocabulary names)
    {
        if (function is null) return ([], null);
        var parameters = function.All("formalParameter").Select(parameter => new FeelParameter(parameter.NameOf(), _types.Of(parameter, _element))).ToList();
        if (function.Get("kind") is not (null or "FEEL")) return (parameters, new ExternalBody());
        return (parameters, Box(function, names.With(parameters.Select(parameter => parameter.Name)), FeelType.Any));
    }

    /// <summary>The expression inside an element that holds exactly one.</summary>
    private Expression? Box(XElement owner, Vocabulary names, FeelType? type = null)
    {
        if (owner.Elements().FirstOrDefault(IsBox) is not { } box) return null;
        var expression = Expression(box, names, type);
        var declared = _types.Of(box, _element);
        return declared == FeelType.Any ? expression : new TypedExpression(_element, declared, expression);
    }

    private Expression Inner(XElement? owner, Vocabulary names, string what) => (owner is null ? null : Box(owner, names)) ?? Missing(what);

    private Expression Expression(XElement box, Vocabulary names, FeelType? type) => box.Name.LocalName switch
    {
        "literalExpression" => Text(box.Text("text"), names),
        "decisionTable" => Table(box, names, type ?? FeelType.Any),
        "context" => Context(box, names),
        "invocation" => Invocation(box, names),
        "functionDefinition" => BoxedFunction(box, names),
        "relation" => Relation(box, names),
        "list" => new ListExpression([.. box.Elements().Where(IsBox).Select(child => Expression(child, names, null))]),
        "conditional" => new BoxedConditional(Inner(box.One("if"), names, "if"), Inner(box.One("then"), names, "then"), Inner(box.One("else"), names, "else")),
        "for" => new ForExpression([Iterator(box, names)], Inner(box.One("return"), names.With(box.Get("iteratorVariable") ?? "", "partial"), "return")),
        "every" or "some" => new QuantifiedExpression(
            box.Name.LocalName == "every", [Iterator(box, names)], Inner(box.One("satisfies"), names.With(box.Get("iteratorVariable") ?? ""), "satisfies")),
        _ => new BoxedFilter(Inner(box.One("in"), names, "in"), Inner(box.One("match"), names.OverItems(), "match")),
    };

    private Iterator Iterator(XElement box, Vocabulary names) => new(NameTable.Normal(box.Get("iteratorVariable") ?? ""), Inner(box.One("in"), names, "in"));

    private BoxedContext Context(XElement box, Vocabulary names)
    {
        var entries = new List<KeyValuePair<string, Expression>>();
        Expression? result = null;
        foreach (var entry in box.All("contextEntry"))
        {
            var variable = entry.One("variable");
            var name = variable?.NameOf();
            // A function may call itself by the name of its entry.
            var inside = name is not null && entry.One("functionDefinition") is not null ? names.With(name) : names;
            var expression = Inner(entry, inside, name ?? "result");
            if (name is null)
            {
                result = expression;
                continue;
            }

            var type = _types.Of(variable, name);
            entries.Add(KeyValuePair.Create(name, type == FeelType.Any ? expression : new TypedExpression(name, type, expression)));
            names = names.With(name);
        }

        return new BoxedContext(entries, result);
    }

    private NamedCallExpression Invocation(XElement box, Vocabulary names)
    {
        var text = box.One("literalExpression")?.Text("text") ?? "";
        var bindings = box.All("binding").Select(binding =>
            KeyValuePair.Create(binding.One("parameter")?.NameOf() ?? "", Box(binding, names) ?? new Literal(null)));
        return new NamedCallExpression(Inner(box, names, "function"), text, [.. bindings]);
    }

    private BoxedFunction BoxedFunction(XElement box, Vocabulary names)
    {
        var (parameters, body) = Function(box, names);
        return new BoxedFunction(_element, parameters, FeelType.Any, body ?? Missing("function"));
    }

    private RelationExpression Relation(XElement box, Vocabulary names) =>
        new([.. box.All("column").Select(column => column.NameOf())],
            [.. box.All("row").Select(row => row.Elements().Where(DmnXml.IsDmn).Select(cell => Expression(cell, names, null)).ToList())]);

    /// <summary>A text that cannot be read becomes a finding and, for those who run the model nevertheless, null.</summary>
    private Expression Text(string? text, Vocabulary names)
    {
        if (string.IsNullOrWhiteSpace(text)) return Missing("text");
        try
        {
            var parser = new Parser(text, names);
            var expression = parser.ParseExpression();
            CheckNames(parser, names, text);
            return expression;
        }
        catch (FeelSyntaxException wrong)
        {
            return Unreadable(text, wrong);
        }
    }

    private void CheckNames(Parser parser, Vocabulary names, string text)
    {
        // Names that parameters or entries of contexts declare may mean another thing than the element of that name.
        _source.Paths.AddRange(parser.FreePaths.Where(path => !names.Names.DeclaresInside(path.Names[0], _own.Names)).Select(path => (_element, path)));
        foreach (var name in parser.FreeNames.Where(name => !names.Names.Declares(name)))
            _findings.Error("dmn-unknown-name", _element, $"没有名为“{name}”的输入、决策或函数（{text.Trim()}）",
                $"No input, decision or function is named '{name}' ({text.Trim()})");
    }

    private UnreadableExpression Unreadable(string text, FeelSyntaxException wrong)
    {
        _findings.Error("dmn-feel", _element, $"{wrong.MessageZh}（{text.Trim()}）", $"{wrong.MessageEn} ({text.Trim()})");
        return new UnreadableExpression(_element, new Words(wrong.MessageZh, wrong.MessageEn));
    }

    private UnreadableExpression Missing(string what)
    {
        _findings.Error("dmn-missing", _element, $"缺少“{what}”的表达式", $"The expression of '{what}' is missing");
        return new UnreadableExpression(_element, new Words($"缺少“{what}”的表达式", $"the expression of '{what}' is missing"));
    }
}
