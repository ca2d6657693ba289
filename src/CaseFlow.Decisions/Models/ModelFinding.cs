namespace CaseFlow.Decisions;

/// <summary>Something about a DMN file that its designer should know: where it stands, in words, and whether the file may be used all the same.</summary>
/// <param name="Code">Stable; begins with «dmn-».</param>
/// <param name="Element">The decision, input or type it is about.</param>
/// <param name="IsWarning">Somebody should look; an error has to be mended first.</param>
public sealed record ModelFinding(string Code, string Element, string Zh, string En, bool IsWarning = false);

/// <summary>A DMN file that cannot be used, with everything that was found.</summary>
public sealed class DecisionModelException(IReadOnlyList<ModelFinding> findings)
    : Exception(string.Join("; ", findings.Select(finding => $"{finding.Element}: {finding.En}")))
{
    /// <summary>All reasons at once.</summary>
    public IReadOnlyList<ModelFinding> Findings => findings;
}
