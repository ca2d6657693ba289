using System.Text.Json.Nodes;

namespace CaseFlow.Workflows.Tests.ElsaCases;

public sealed class HttpDefinitionsTests
{
    [Fact]
    public void Definitions_of_the_reference_that_receive_requests_are_read_without_errors()
    {
        var folder = ElsaCasesTests.Folder();
        if (!Directory.Exists(folder))
            Assert.Skip("The reference cases are not beside this repository.");
        var files = Directory.EnumerateFiles(Path.Combine(folder, "repo"), "*.json", SearchOption.AllDirectories).ToDictionary(path => path, Compact);
        var receiving = files.Where(file => file.Value.Contains("Elsa.HttpEndpoint")).ToList();
        receiving.ShouldNotBeEmpty();
        // One file has no definitionId: the reference's importer invents one, ours asks for it. One asks its own test host for a value (getStaticValue).
        receiving.SelectMany(file => Playing.Read(file.Value, [.. files.Where(other => Path.GetDirectoryName(other.Key) == Path.GetDirectoryName(file.Key)).Select(other => other.Value)])
            .Findings.Where(finding => finding is { Severity: Severity.Error, Code: not "missing-definition-id" } && !finding.MessageEn.Contains("'StaticValue'"))
            .Select(finding => $"{Path.GetFileName(file.Key)}: {finding.Code} {finding.JsonPath} {finding.MessageEn}")).ShouldBeEmpty();
    }

    private static string Compact(string path) => JsonNode.Parse(File.ReadAllText(path))!.ToJsonString();
}
