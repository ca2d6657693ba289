using System.Xml.Linq;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>Turns DMN files into linked elements: types first, then names, then requirements, then logic, for each may name what stands further down.</summary>
internal sealed class ModelReader
{
    private readonly ModelFindings _findings = new();
    private readonly List<ModelSource> _sources;

    private ModelReader(IEnumerable<string> files) => _sources = [.. files.Select(ModelSource.Read)];

    /// <summary>The first file is the model, the others are those it may import.</summary>
    public static (ModelSource Model, IReadOnlyList<ModelFinding> Findings) Read(IEnumerable<string> files)
    {
        var reader = new ModelReader(files);
        reader.LinkReachable();
        foreach (var source in reader._sources) new TypeReader(source, reader._findings).Declare();
        foreach (var source in reader._sources) new TypeReader(source, reader._findings).Resolve();
        foreach (var source in reader._sources) reader.Name(source);
        foreach (var source in reader._sources) reader.Require(source);
        foreach (var element in reader._sources.SelectMany(source => source.Elements.Values)) reader.RefuseCircle(element);
        return (reader._sources[0], reader._findings.All);
    }

    /// <summary>Files that nothing imports are left alone, whatever is wrong in them.</summary>
    private void LinkReachable()
    {
        var reached = new List<ModelSource> { _sources[0] };
        for (var i = 0; i < reached.Count; i++)
        {
            Link(reached[i]);
            reached.AddRange(reached[i].Imports.Select(import => import.Value).Distinct().Where(model => !reached.Contains(model)).ToList());
        }

        _sources.RemoveAll(source => !reached.Contains(source));
    }

    private void Link(ModelSource source)
    {
        foreach (var import in source.Root.All("import"))
        {
            var ns = import.Get("namespace");
            if (_sources.Find(other => other.Namespace == ns && other != source) is { } model) source.Imports.Add(KeyValuePair.Create(import.NameOf(), model));
            else if (import.Get("importType")?.Contains("DMN", StringComparison.OrdinalIgnoreCase) != false)
                _findings.Error("dmn-import", import.NameOf(), $"找不到命名空间为“{ns}”的模型", $"No model with the namespace '{ns}' was given");
        }
    }

    private void Name(ModelSource source)
    {
        var types = new TypeReader(source, _findings);
        foreach (var xml in source.Root.Elements().Where(DmnXml.IsDmn))
        {
            var id = xml.Get("id") ?? xml.NameOf();
            var variable = xml.One("variable");
            var name = variable is null || variable.NameOf().Length == 0 ? xml.NameOf() : variable.NameOf();
            DrgElement? element = xml.Name.LocalName switch
            {
                "inputData" => new InputData(id, name, types.Of(variable, name)),
                "decision" => new Decision(id, name, types.Of(variable, name)),
                "businessKnowledgeModel" => new KnowledgeModel(id, name, Result(types.Of(variable, name))),
                "decisionService" => new DecisionService(id, name, Result(types.Of(variable, name))),
                _ => null,
            };
            if (element is not null && !source.Elements.TryAdd(id, element)) _findings.Error("dmn-id", name, $"标识“{id}”出现了两次", $"The id '{id}' is there twice");
        }
    }

    /// <summary>The variable of a function has the function's type in newer models, the result's type in older ones.</summary>
    private static FeelType Result(FeelType type) => type.Unwrapped is FunctionType function ? function.Result : type;

    private void Require(ModelSource source)
    {
        foreach (var xml in source.Root.Elements().Where(DmnXml.IsDmn))
        {
            if (!source.Elements.TryGetValue(xml.Get("id") ?? xml.NameOf(), out var element)) continue;
            var logic = new LogicReader(source, _findings, element.Name);
            switch (element)
            {
                case Decision decision:
                    decision.Requirements = Requirements(source, xml);
                    decision.Logic = logic.Logic(xml, Visible(decision.Requirements), decision.Type);
                    break;
                case KnowledgeModel knowledge:
                    knowledge.Requirements = Requirements(source, xml);
                    (knowledge.Parameters, knowledge.Body) = logic.Function(xml.One("encapsulatedLogic"), [.. Visible(knowledge.Requirements), knowledge.Name]);
                    break;
                case DecisionService service:
                    var inputs = References(source, xml, "inputData").Concat(References(source, xml, "inputDecision"));
                    service.Inputs = [.. inputs.Select(required => required.Element)];
                    service.Outputs = [.. References(source, xml, "outputDecision").Select(required => required.Element).OfType<Decision>()];
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A decision that needs its own answer first has none.</summary>
    private void RefuseCircle(DrgElement start)
    {
        var seen = new HashSet<DrgElement>();
        var open = new Stack<DrgElement>(Needed(start));
        while (open.TryPop(out var element))
        {
            if (element == start)
            {
                _findings.Error("dmn-circle", start.Name, "该决策间接依赖其自身", "The decision depends on its own answer");
                return;
            }

            if (seen.Add(element))
                foreach (var next in Needed(element)) open.Push(next);
        }
    }

    private static IEnumerable<DrgElement> Needed(DrgElement element) => element switch
    {
        Decision decision => decision.Requirements.Select(requirement => requirement.Element).Where(needed => needed is Decision),
        _ => [],
    };

    private static IEnumerable<string> Visible(IReadOnlyList<Requirement> requirements) =>
        requirements.Select(requirement => string.IsNullOrEmpty(requirement.Import) ? requirement.Element.Name : requirement.Import);

    private List<Requirement> Requirements(ModelSource source, XElement xml) =>
        [.. new[] { ("informationRequirement", "requiredInput"), ("informationRequirement", "requiredDecision"), ("knowledgeRequirement", "requiredKnowledge") }
            .SelectMany(kind => xml.All(kind.Item1).SelectMany(requirement => References(source, requirement, kind.Item2)))];

    private IEnumerable<Requirement> References(ModelSource source, XElement xml, string kind)
    {
        foreach (var reference in xml.All(kind))
        {
            var (ns, id) = reference.Reference(source.Namespace);
            var target = ns == source.Namespace ? source : _sources.Find(other => other.Namespace == ns);
            if (target?.Elements.TryGetValue(id, out var element) == true)
                yield return new Requirement(element, target == source ? null : source.ImportNameOf(ns));
            else
                _findings.Error("dmn-reference", xml.Parent?.NameOf() ?? "", $"引用“{reference.Get("href")}”没有目标", $"The reference '{reference.Get("href")}' leads nowhere");
        }
    }
}
