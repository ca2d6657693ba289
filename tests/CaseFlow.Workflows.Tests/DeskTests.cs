using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CaseFlow.Workflows.Tests;

/// <summary>The processes on the designer's desk. Request activities are taken as they are used here; their own rooms check them against the real
/// ones.</summary>
public sealed class DeskTests
{
    [Fact]
    public void Every_process_on_the_desk_reads_without_findings()
    {
        var files = Directory.GetFiles(Path.Combine(Root(), "workflows"), "v*.json", SearchOption.AllDirectories)
            .ToDictionary(Path.GetFullPath, File.ReadAllText);
        var catalogue = ActivityCatalogue.Create(files.Values.SelectMany(Requests).GroupBy(request => request.Type)
            .Select(group => new ActivityDescriptor(group.Key, "",
                [.. group.SelectMany(request => request.Inputs).Distinct().Select(name => new ActivityInput(name, "Object", Required: false))], [],
                [.. group.SelectMany(request => request.Ports).Append("Done").Distinct()], IsRequest: true)));
        var findings = files.SelectMany(file => Read(file.Value)
            .Findings.Select(finding =>
            $"{Path.GetFileName(Path.GetDirectoryName(file.Key))}: {finding.Severity} {finding.Code} {finding.ActivityId} {finding.MessageEn}"));
        findings.ShouldBeEmpty();

        ReadResult Read(string text) =>
            DefinitionReader.Read(text, catalogue, (id, _) =>
            files.Values.Where(other => Json.Text(JsonDocument.Parse(other).RootElement, "definitionId") == id).Select(other => Read(other).Definition)
            .LastOrDefault());
    }

    private static IEnumerable<(string Type, IEnumerable<string> Ports, IEnumerable<string> Inputs)> Requests(string text)
    {
        var root = Json.Get(JsonDocument.Parse(text).RootElement, "root")!.Value;
        var ports = FlowGraph.Connections(root).ToLookup(arrow => arrow.Source, arrow => arrow.Port);
        return Json.Items(root, "activities").Select(activity => (Type: Json.Text(activity, "type")!, Id: Json.Text(activity, "id")!, Activity: activity))
            .Where(activity => (activity.Type.StartsWith("CaseFlow.", StringComparison.Ordinal) || activity.Type == "Elsa.DispatchWorkflow")
                && activity.Type is not ("CaseFlow.HumanTask" or "CaseFlow.AwaitEvent"))
            .Select(activity => (activity.Type, ports[activity.Id], activity.Activity.EnumerateObject()
                .Where(member => Json.Get(member.Value, "expression") is not null).Select(member => member.Name)));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
