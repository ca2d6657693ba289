namespace CaseFlow.Decisions;

/// <summary>Something wrong in a DMN file: where it stands, in words for the designer.</summary>
public sealed record ModelFinding(string Code, string Element, string Zh, string En);

/// <summary>A DMN file that cannot be used, with everything that was found.</summary>
public sealed class DecisionModelException(IReadOnlyList<ModelFinding> findings)
    : Exception(string.Join("; ", findings.Select(finding => $"{finding.Element}: {finding.En}")))
{
    /// <summary>All reasons at once.</summary>
    public IReadOnlyList<ModelFinding> Findings => findings;
}
