using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>An element of the requirements graph. Linked to the others once all are known, never changed afterwards.</summary>
internal abstract class DrgElement(string id, string name, FeelType type)
{
    public string Id => id;

    /// <summary>How expressions call it.</summary>
    public string Name => name;

    public FeelType Type => type;

    /// <summary>What it asks others for.</summary>
    public IReadOnlyList<Requirement> Requirements { get; set; } = [];
}

internal sealed class InputData(string id, string name, FeelType type) : DrgElement(id, name, type);

internal sealed class Decision(string id, string name, FeelType type) : DrgElement(id, name, type)
{
    public Expression? Logic { get; set; }
}

internal sealed class KnowledgeModel(string id, string name, FeelType type) : DrgElement(id, name, type)
{
    public IReadOnlyList<FeelParameter> Parameters { get; set; } = [];

    public Expression? Body { get; set; }
}

internal sealed class DecisionService(string id, string name, FeelType type) : DrgElement(id, name, type)
{
    public IReadOnlyList<DrgElement> Inputs { get; set; } = [];

    public IReadOnlyList<Decision> Outputs { get; set; } = [];
}

/// <summary>What an element asks for. An element of an imported model is seen through the import's name.</summary>
internal sealed record Requirement(DrgElement Element, string? Import);
