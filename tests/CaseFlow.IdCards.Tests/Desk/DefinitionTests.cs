using System.Text.Json;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>The released definitions are read without a finding, and name only decisions, forms and templates that exist.</summary>
public sealed class DefinitionTests
{
    public static TheoryData<string, int> Versions() => [.. DesignerDesk.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_process_is_read_without_findings(string process, int version)
    {
        var read = DesignerDesk.Read(process, version);
        read.Findings.Select(finding => $"{finding.Severity} {finding.Code} {finding.ActivityId} {finding.JsonPath}: {finding.MessageEn}").ShouldBeEmpty();
        read.Definition.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_process_uses_only_what_stands_beside_it(string process, int version)
    {
        var folder = Path.Combine(DesignerDesk.Workflows, process);
        var missing = Activities(process, version).SelectMany(activity => activity.GetProperty("type").GetString() switch
        {
            "CaseFlow.Decide" => [Path.Combine(folder, $"{Word(activity, "decision")}.dmn")],
            "CaseFlow.HumanTask" or "CaseFlow.AwaitEvent" when Word(activity, "form") is { } form => [Path.Combine(folder, "forms", $"{form}.json")],
            "CaseFlow.SendMessage" => new[] { "zh-CN", "en" }
                .Select(locale => Path.Combine(DesignerDesk.Templates, locale, $"{Word(activity, "template")}.sms.hbs")),
            "CaseFlow.IssuePaper" => new[] { "zh-CN", "en" }
                .Select(locale => Path.Combine(DesignerDesk.Templates, locale, $"{Word(activity, "template")}.html.hbs")),
            _ => Enumerable.Empty<string>(),
        }).Where(path => !File.Exists(path));
        missing.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void No_two_nodes_of_a_drawing_lie_on_each_other_and_each_has_a_title(string process, int version)
    {
        var nodes = Activities(process, version).ToList();
        nodes.Select(node => node.GetProperty("metadata").GetProperty("designer").GetProperty("position").GetRawText()).ShouldBeUnique();
        nodes.ShouldAllBe(node => node.GetProperty("metadata").GetProperty("displayText").GetString() != "");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Alternative_ways_meet_in_a_join_that_any_of_them_passes(string process, int version)
    {
        // Elsewhere they would meet in an implicit join, which waits for every way it has ever seen: after a loop, for ever.
        var definition = DesignerDesk.Read(process, version).Definition!;
        var loops = LoopsOf(process, version);
        var arrivals = Root(process, version).GetProperty("connections").EnumerateArray()
            .Select(arrow => (From: arrow.GetProperty("source").GetProperty("activity").GetString()!, To: arrow.GetProperty("target").GetProperty("activity")
                .GetString()!))
            .Where(arrow => !loops.Contains(arrow)).GroupBy(arrow => arrow.To).Where(ways => ways.Distinct().Count() > 1).Select(ways => ways.Key);
        var joins = Activities(process, version).Where(node => node.GetProperty("type").GetString() == "Elsa.FlowJoin" && Word(node, "mode") == "WaitAny").Select(Id)
            .ToHashSet();
        arrivals.Where(node => !joins.Contains(node)).ShouldBeEmpty();
        definition.Nodes.Count.ShouldBeGreaterThan(joins.Count);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_ways_out_of_a_child_process_are_all_drawn_in_its_parent(string process, int version)
    {
        var drawn = Root(process, version).GetProperty("connections").EnumerateArray().Select(arrow => arrow.GetProperty("source"))
            .Select(source => $"{source.GetProperty("activity").GetString()}:{source.GetProperty("port").GetString()}").ToHashSet();
        var ways = from node in Activities(process, version)
                   where node.TryGetProperty("workflowDefinitionId", out var id) && id.ValueKind == JsonValueKind.String
                   from outcome in DesignerDesk.Read(node.GetProperty("workflowDefinitionId").GetString()!, node.GetProperty("version").GetInt32()).Definition!.Outcomes
                   select $"{Id(node)}:{outcome}";
        ways.Where(way => !drawn.Contains(way)).ShouldBeEmpty();
    }

    /// <summary>Arrows that lead back: their target was reached before their source, breadth first from the start, and a way leads from it to the
    /// source.</summary>
    private static HashSet<(string From, string To)> LoopsOf(string process, int version)
    {
        var arrows = Root(process, version).GetProperty("connections").EnumerateArray()
            .Select(arrow => (From: arrow.GetProperty("source").GetProperty("activity").GetString()!, To: arrow.GetProperty("target").GetProperty("activity")
                .GetString()!))
            .ToLookup(arrow => arrow.From, arrow => arrow.To);
        var (forward, back, queue) = (new HashSet<(string From, string To)>(), new HashSet<(string, string)>(), new Queue<string>(["start"]));
        var seen = new HashSet<string> { "start" };
        while (queue.TryDequeue(out var from))
            foreach (var to in arrows[from])
            {
                if (Leads(to, from)) back.Add((from, to));
                else forward.Add((from, to));
                if (seen.Add(to)) queue.Enqueue(to);
            }
        return back;

        bool Leads(string from, string to) => from == to || forward.Where(arrow => arrow.From == from).Any(arrow => Leads(arrow.To, to));
    }

    private static IEnumerable<JsonElement> Activities(string process, int version) => Root(process, version).GetProperty("activities").EnumerateArray();

    private static JsonElement Root(string process, int version) =>
        JsonElement.Parse(DesignerDesk.Text(process, version)).GetProperty("root");

    private static string Id(JsonElement activity) => activity.GetProperty("id").GetString()!;

    private static string? Word(JsonElement activity, string input) =>
        activity.TryGetProperty(input, out var given) ? given.GetProperty("expression").GetProperty("value").GetString() : null;
}
