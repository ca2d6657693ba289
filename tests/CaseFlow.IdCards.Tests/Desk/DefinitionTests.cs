using System.Text.Json;
using CaseFlow.Workflows;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>The released definitions are read without a finding, and name only decisions, forms and templates that exist.</summary>
public sealed class DefinitionTests
{
    public static TheoryData<string> Processes() => [.. DesignerDesk.Processes];

    [Theory]
    [MemberData(nameof(Processes))]
    public void A_process_is_read_without_findings(string process)
    {
        var read = DesignerDesk.Read(process);
        read.Findings.Select(finding => $"{finding.Severity} {finding.Code} {finding.ActivityId} {finding.JsonPath}: {finding.MessageEn}").ShouldBeEmpty();
        read.Definition.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void A_process_uses_only_what_stands_beside_it(string process)
    {
        var folder = Path.Combine(DesignerDesk.Workflows, process);
        var missing = Activities(process).SelectMany(activity => activity.GetProperty("type").GetString() switch
        {
            "CaseFlow.Decide" => [Path.Combine(folder, $"{Word(activity, "decision")}.dmn")],
            "CaseFlow.HumanTask" or "CaseFlow.AwaitEvent" when Word(activity, "form") is { } form => [Path.Combine(folder, "forms", $"{form}.json")],
            "CaseFlow.SendMessage" => new[] { "zh-CN", "en" }.Select(locale => Path.Combine(DesignerDesk.Templates, locale, $"{Word(activity, "template")}.sms.hbs")),
            "CaseFlow.IssuePaper" => new[] { "zh-CN", "en" }.Select(locale => Path.Combine(DesignerDesk.Templates, locale, $"{Word(activity, "template")}.html.hbs")),
            _ => Enumerable.Empty<string>(),
        }).Where(path => !File.Exists(path));
        missing.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void No_two_nodes_of_a_drawing_lie_on_each_other_and_each_has_a_title(string process)
    {
        var nodes = Activities(process).ToList();
        nodes.Select(node => node.GetProperty("metadata").GetProperty("designer").GetProperty("position").GetRawText()).ShouldBeUnique();
        nodes.ShouldAllBe(node => node.GetProperty("metadata").GetProperty("displayText").GetString() != "");
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void Alternative_ways_meet_in_a_join_that_any_of_them_passes(string process)
    {
        // An implicit join waits for every way it has ever seen; where ways are alternatives it would wait for ever after a loop.
        var definition = JsonElement.Parse(File.ReadAllText(Path.Combine(DesignerDesk.Workflows, process, "v1.json")));
        var types = Activities(process).ToDictionary(node => node.GetProperty("id").GetString()!, node => node.GetProperty("type").GetString()!);
        var forward = DesignerDesk.Read(process).Findings.Where(finding => finding.Code.Contains("join", StringComparison.Ordinal)).ToList();
        forward.ShouldBeEmpty();
        definition.GetProperty("root").GetProperty("connections").GetArrayLength().ShouldBeGreaterThan(types.Count - 5);
    }

    [Fact]
    public void The_ways_out_of_a_child_process_are_all_drawn_in_its_parent()
    {
        var connections = JsonElement.Parse(File.ReadAllText(Path.Combine(DesignerDesk.Workflows, "id-card-reissue", "v1.json"))).GetProperty("root").GetProperty("connections")
            .EnumerateArray().Select(one => $"{one.GetProperty("source").GetProperty("activity").GetString()}:{one.GetProperty("source").GetProperty("port").GetString()}").ToHashSet();
        var ways = Activities("id-card-reissue").Where(node => node.TryGetProperty("workflowDefinitionId", out _))
            .SelectMany(node => DesignerDesk.Read(node.GetProperty("workflowDefinitionId").GetString()!).Definition!.Outcomes.Select(outcome => $"{node.GetProperty("id").GetString()}:{outcome}"));
        ways.Where(way => !connections.Contains(way)).ShouldBeEmpty();
    }

    private static IEnumerable<JsonElement> Activities(string process) =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(DesignerDesk.Workflows, process, "v1.json"))).GetProperty("root").GetProperty("activities").EnumerateArray();

    private static string? Word(JsonElement activity, string input) => activity.TryGetProperty(input, out var given) ? given.GetProperty("expression").GetProperty("value").GetString() : null;
}
