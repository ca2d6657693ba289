using System.Text.Json;

namespace CaseFlow.Workflows.Tests.ElsaCases;

/// <summary>What is read here and written again is what the reference exporter writes. We keep more than it does: unknown members, variables of unknown type, and activities of
/// unknown type as they were (it puts a placeholder in their place).</summary>
public sealed class ExportedFormTests
{
    [Fact]
    public void Every_definition_that_the_reference_exported_is_written_the_same()
    {
        var exported = Path.Combine(ElsaCasesTests.Folder(), "exported");
        if (!Directory.Exists(exported))
            Assert.Skip("The reference cases are not beside this repository.");
        var files = Directory.GetFiles(exported, "*.json", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(100);
        files.SelectMany(file => Differences(file, Path.Combine(ElsaCasesTests.Folder(), Path.GetRelativePath(exported, file)))).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_written_is_read_and_written_the_same_again()
    {
        if (!Directory.Exists(ElsaCasesTests.Folder()))
            Assert.Skip("The reference cases are not beside this repository.");
        foreach (var file in new[] { "repo", "code", "derived", "exported" }.SelectMany(folder => Directory.GetFiles(Path.Combine(ElsaCasesTests.Folder(), folder), "*.json", SearchOption.AllDirectories)))
            if (Written(file, File.ReadAllText(file)) is { } once)
                Written(file, once).ShouldBe(once, file);
    }

    private static string? Written(string file, string text)
    {
        var host = new ElsaHost(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.json").Select(File.ReadAllText));
        return DefinitionReader.Read(text, ElsaHost.Catalogue, host.Resolve).Definition is { } definition ? DefinitionWriter.Write(definition) : null;
    }

    private static IEnumerable<string> Differences(string exported, string original) =>
        new SameForm(Parse(File.ReadAllText(original))).Differences(Parse(File.ReadAllText(exported)), Parse(Written(original, File.ReadAllText(original))!))
            .Select(difference => $"{Path.GetFileName(original)}: {difference}");

    private static JsonElement Parse(string text) => JsonDocument.Parse(text.TrimStart('\uFEFF')).RootElement;
}
