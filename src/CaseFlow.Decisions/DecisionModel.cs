using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Models;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions;

/// <summary>A DMN model, read once and evaluated often, from any thread.</summary>
public sealed class DecisionModel
{
    private readonly ModelSource _source;

    private DecisionModel(ModelSource source, IReadOnlyList<ModelFinding> findings) => (_source, Findings) = (source, [.. findings]);

    /// <summary>What was wrong with the files. Empty for a model from <see cref="Parse"/>.</summary>
    public ImmutableArray<ModelFinding> Findings { get; }

    /// <summary>The file as it was read, with everything other tools put into it: extensions, diagrams, comments.</summary>
    public string Xml => ModelWriter.Write(_source.Document);

    /// <summary>The file for tools of another version of DMN; what is no DMN stays as it is.</summary>
    /// <exception cref="DecisionModelException">Every part that the version does not have.</exception>
    public string XmlOf(DmnVersion version) => ModelWriter.Write(ModelWriter.Convert(_source.Document, version));

    /// <summary>
    /// Everything its designer should know before cases are decided by it: what is wrong with the file, gaps and conflicts of its tables with an example,
    /// rules that can never match, outputs and inputs that nobody uses. Takes a bounded time, and says so where it gave up.
    /// </summary>
    public IReadOnlyList<ModelFinding> Check() => [.. Findings, .. Analysis.ModelCheck.Of(_source)];

    /// <summary>The names of the decisions, in the order of the file.</summary>
    public ImmutableArray<string> Decisions => [.. _source.Elements.Values.OfType<Decision>().Select(decision => decision.Name)];

    /// <summary>The names of the inputs the model declares.</summary>
    public ImmutableArray<string> Inputs => [.. _source.Elements.Values.OfType<InputData>().Select(input => input.Name)];

    /// <summary>It imports no other model: all its inputs stand among <see cref="Inputs"/>.</summary>
    public bool IsSelfContained => _source.Imports.Count == 0;

    /// <summary>The names of the inputs this decision needs, directly or through the decisions it asks; those of imported models left out.</summary>
    public ImmutableArray<string> InputsOf(string decisionName)
    {
        var (needed, open) = (new HashSet<DrgElement>(), new Stack<DrgElement>());
        if (Find<Decision>(decisionName) is { } decision) open.Push(decision);
        while (open.TryPop(out var element))
            if (needed.Add(element))
                foreach (var requirement in element.Requirements.Where(requirement => string.IsNullOrEmpty(requirement.Import))) open.Push(requirement.Element);
        return [.. Inputs.Where(name => needed.Any(element => element is InputData && element.Name == name))];
    }

    /// <summary>Reads a model and, after it, those it imports.</summary>
    /// <exception cref="DecisionModelException">Everything that was found, if anything was.</exception>
    public static DecisionModel Parse(string dmnXml, params IEnumerable<string> imported)
    {
        var model = Read(dmnXml, imported);
        return model.Findings.IsEmpty ? model : throw new DecisionModelException(model.Findings);
    }

    /// <summary>Reads a model in spite of findings: decisions that could not be read answer null.</summary>
    public static DecisionModel Read(string dmnXml, params IEnumerable<string> imported)
    {
        var (source, findings) = ModelReader.Read([dmnXml, .. imported]);
        return new DecisionModel(source, findings);
    }

    /// <summary>
    /// The answer of a decision over inputs by their names. Texts become dates and durations where the model declares these. Never throws for the inputs' sake.
    /// </summary>
    /// <exception cref="ArgumentException">The model has no such decision.</exception>
    public DecisionResult Evaluate(string decisionName, IReadOnlyDictionary<string, JsonElement> inputs, DateTimeOffset now, FeelLimits? limits = null)
    {
        var decision = Find<Decision>(decisionName) ?? throw new ArgumentException($"No decision '{decisionName}' in this model", nameof(decisionName));
        var run = new Run(now, limits);
        try
        {
            var value = JsonValues.Write(run, new GraphRun(run, GraphInputs.Of(inputs)).Value(decision));
            return new DecisionResult(value, run.Trace, run.Reasons);
        }
        catch (FeelLimitException limit)
        {
            return new DecisionResult(JsonValues.Null, run.Trace, [limit.Reason, .. run.Reasons]);
        }
    }

    /// <summary>The answer of a decision, or of a decision service or knowledge model called with the inputs, as a FEEL value.</summary>
    internal object? Ask(Run run, string name, IReadOnlyDictionary<string, object?> inputs)
    {
        var graph = new GraphRun(run, GraphInputs.Of(inputs));
        return Find(name) switch
        {
            null => run.Null(NullReason.UnknownName(name)),
            { } callable when callable is KnowledgeModel or DecisionService => graph.Value(callable) is FeelFunction function
                ? function.Call(run, [.. function.Parameters.Select(parameter => inputs.GetValueOrDefault(parameter.Name))])
                : null,
            var element => graph.Value(element),
        };
    }

    /// <summary>An element by its name or, as modelers write it, the name of the element around its variable.</summary>
    internal DrgElement? Find(string name) => _source.Elements.Values.FirstOrDefault(element => element.Name == name);

    internal T? Find<T>(string name)
        where T : DrgElement =>
        _source.Elements.Values.OfType<T>().FirstOrDefault(element => element.Name == name);
}
