using CaseFlow.Decisions.Models;

namespace CaseFlow.Decisions.Analysis;

/// <summary>What can be found out about a model without running it: table by table, and what nobody uses.</summary>
internal static class ModelCheck
{
    public static IReadOnlyList<ModelFinding> Of(ModelSource source)
    {
        var findings = new ModelFindings();
        foreach (var table in source.Tables) new TableCheck(table, findings).Run();
        new PathCheck(source, findings).Run();
        new UsageCheck(source, findings).Run();
        return findings.All;
    }
}
