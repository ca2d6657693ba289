using CaseFlow.Cases.Definitions;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Which activities of a version are drawn: the desk shows one flowchart of a file, and whatever runs inside an activity of it is there.</summary>
internal sealed class Diagrams(ProcessCatalogue processes)
{
    /// <summary>How many ids the node id of a drawn activity has. The first so many of any other name the drawn one that holds it.</summary>
    public async Task<int> DepthAsync(string definition, int version, CancellationToken cancellationToken)
    {
        var chart = (await processes.GetAsync(definition, version, cancellationToken)).Definition.Root.Children[0];
        // A file may wrap its flowchart: the outermost part with several activities is what a designer sees first.
        while (chart.Children is [{ Workflow: null } inner] && inner.Source.TryGetProperty("activities", out _))
            chart = inner;
        return chart.NodeId.Count(':') + 2;
    }
}
