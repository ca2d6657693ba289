using System.Text.Json;
using CaseFlow.Decisions;
using CaseFlow.Workflows;
using static CaseFlow.Cases.Definitions.DefinitionFiles;

namespace CaseFlow.Cases.Definitions;

/// <summary>
/// The decisions beside a definition: <c>eligibility.dmn</c>, and <c>eligibility.dmn.tests.json</c> with the rows it must answer. A model may import the
/// others of the same definition.
/// </summary>
internal static class DecisionFiles
{
    private const string Ending = ".dmn";
    private const string RowsEnding = ".dmn.tests.json";
    private const int MaxRows = 1_000;

    /// <summary>When a row says nothing about it, «now» is this: a row must not begin to fail with the years.</summary>
    private static readonly DateTimeOffset RowsNow = new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A fifth of what a case may spend: rows are tried in the request that publishes.</summary>
    private static readonly FeelLimits RowLimits = FeelLimits.Default with { Steps = 200_000 };

    public static bool AreRows(string path) => path.EndsWith(RowsEnding, StringComparison.Ordinal);

    /// <summary>The other models of the definition, for those it imports.</summary>
    public static IEnumerable<string> Beside(string decision, IReadOnlyDictionary<string, string> files) =>
        files.Where(file => file.Key.EndsWith(Ending, StringComparison.Ordinal) && file.Key != decision + Ending).Select(file => file.Value);

    public static List<Finding> Check(IReadOnlyDictionary<string, string> files)
    {
        var findings = new List<Finding>();
        var models = new Dictionary<string, DecisionModel>();
        foreach (var (path, content) in files.Where(file => file.Key.EndsWith(Ending, StringComparison.Ordinal)))
        {
            if (Read(path[..^Ending.Length], content, files, findings) is not { } model) continue;
            findings.AddRange(model.Check().Select(found => new Finding(found.Code, found.IsWarning ? Severity.Warning : Severity.Error, null, path,
                $"{found.Element}：{found.Zh}。", $"{found.Element}: {found.En}.")));
            models[path] = model;
        }
        foreach (var (path, content) in files.Where(file => AreRows(file.Key)))
            CheckRows(path, content, models.GetValueOrDefault(path[..^(RowsEnding.Length - Ending.Length)]), findings);
        return findings;
    }

    private static DecisionModel? Read(string decision, string content, IReadOnlyDictionary<string, string> files, List<Finding> findings)
    {
        try
        {
            var alone = DecisionModel.Read(content);
            return alone.Findings.Any(found => found.Code == "dmn-import") ? DecisionModel.Read(content, Beside(decision, files)) : alone;
        }
        catch (DecisionModelException faulty)
        {
            findings.Add(Error("decision-unreadable", decision + Ending, $"决策文件无法读取：{string.Join("；", faulty.Findings.Select(found => found.Zh))}", $"The decision cannot be read: {faulty.Message}"));
            return null;
        }
    }

    private static void CheckRows(string path, string content, DecisionModel? model, List<Finding> findings)
    {
        try
        {
            var json = JsonElement.Parse(content);
            var (decision, rows) = (json.GetProperty("decision").GetString()!, json.GetProperty("rows").EnumerateArray().ToList());
            if (model is null || !model.Decisions.Contains(decision))
                findings.Add(Error("decision-rows-unreadable", path, $"旁边没有名为“{decision}”的决策。", $"There is no decision '{decision}' beside these rows."));
            else if (rows.Count > MaxRows)
                findings.Add(Error("decision-rows-unreadable", path, $"超过 {MaxRows} 行。", $"More than {MaxRows} rows."));
            else
                foreach (var row in rows) TryRow(path, decision, model, row, findings);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            findings.Add(Error("decision-rows-unreadable", path, "不是 {\"decision\", \"rows\": [{\"name\", \"input\", \"expected\"}]} 格式。",
                "Not of the form {\"decision\", \"rows\": [{\"name\", \"input\", \"expected\"}]}."));
        }
    }

    private static void TryRow(string path, string decision, DecisionModel model, JsonElement row, List<Finding> findings)
    {
        var now = row.TryGetProperty("now", out var given) ? given.GetDateTimeOffset() : RowsNow;
        var (name, expected) = (row.GetProperty("name").GetString(), row.GetProperty("expected"));
        var input = row.GetProperty("input").EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        var result = model.Evaluate(decision, input, now, RowLimits);
        if (JsonElement.DeepEquals(result.Value, expected)) return;
        var (zh, en) = (string.Join("；", result.Reasons.Select(reason => reason.Zh)), string.Join("; ", result.Reasons.Select(reason => reason.En)));
        findings.Add(Error("decision-row-fails", path, $"“{name}”：应为 {expected}，实为 {result.Value}。{zh}", $"«{name}»: expected {expected}, got {result.Value}. {en}".TrimEnd()));
    }
}
