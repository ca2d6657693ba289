using System.Text.Json;

namespace CaseFlow.Workflows.Tests.ElsaCases;

/// <summary>One reference case: files, what to do with them, what the reference engine did.</summary>
internal sealed record ElsaCase(string Id, JsonElement Source, string Directory)
{
    private string Class => Json.Text(Source, "class") ?? "normative";

    /// <summary>Why the case is not played, or null.</summary>
    public string? LeftOut => Json.Text(Source, "mode") == "token" && !Json.Flag(Source, "sameInCounterMode") ? "token mode is not offered"
        : Json.Get(Source, "oracleRun") is { ValueKind: JsonValueKind.False } && Json.Text(Source, "kind") != "publish" ? "needs a web server around the engine"
        : Json.Text(Source, "kind") is { } kind and not ("publish" or "journal" or "structure") ? $"about {kind}, not about running"
        : Class == "bug" ? "a defect of the reference engine"
        : null;

    /// <summary>A quirk may be decided otherwise; docs/decisions says which are.</summary>
    public bool IsQuirk => Class == "quirk";

    public static IEnumerable<ElsaCase> All(string directory)
    {
        var all = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "expectations.json"))).RootElement;
        return Json.Items(all, "cases").Select(source => new ElsaCase(Json.Text(source, "id")!, source, directory));
    }

    /// <summary>The first difference, or null.</summary>
    public string? Play()
    {
        try
        {
            return FirstDifference();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private string? FirstDifference()
    {
        var files = Json.Items(Source, "files").Select(file => File.ReadAllText(Path.Combine(Directory, file.GetString()!))).ToList();
        var host = new ElsaHost(files);
        if (Json.Get(Source, "asserted") is { } asserted && Json.Text(asserted, "publish") is { } publish)
        {
            host.Resolve(Json.Text(JsonDocument.Parse(files[0].TrimStart('\uFEFF')).RootElement, "definitionId") ?? ElsaHost.Unnamed, null);
            return Compare("publish", publish, host.Findings.Exists(finding => finding.Severity == Severity.Error) ? "fails" : "succeeds");
        }

        var run = Json.Text(Source, "run") ?? (Json.Text(Source, "main") is { } main
            ? Json.Text(JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, main)).TrimStart('\uFEFF')).RootElement, "definitionId") : null);
        if (Json.Items(Source, "languages").Any(language => language.GetString() is "CSharp" or "Liquid" or "Python"))
        {
            host.Resolve(run ?? Json.Text(JsonDocument.Parse(files[^1]).RootElement, "definitionId")!, null);
            return host.Findings.Exists(finding => finding is { Severity: Severity.Error, Code: "expression-language" or "script-language" }) ? null
                : "a language that is not supported was not refused at import";
        }

        var id = host.Start(run, Json.Get(Source, "input") ?? default, Json.Text(Source, "correlationId"), Json.Text(Source, "triggerActivityId")).Id;
        if (Json.Flag(Source, "autoResume"))
            host.ResumeEverything(id);
        if (Difference(host, id, Expected) is { } atStart)
            return atStart;
        var expected = Json.Items(Source, "expectedSteps").ToList();
        foreach (var (step, index) in Json.Items(Source, "steps").Select((step, index) => (step, index)))
        {
            host.Step(id, step);
            if (index < expected.Count && Difference(host, id, expected[index]) is { } difference)
                return $"step {index + 1}: {difference}";
        }

        return null;
    }

    /// <summary>Of cases about journals and structure nothing of the run is asserted: what was seen of it counts.</summary>
    private JsonElement Expected => Json.Get(Source, "expected") ?? Json.Get(Source, Json.Text(Source, "kind") is "journal" or "structure" ? "observed" : "asserted") ?? default;

    private string? Difference(ElsaHost host, string id, JsonElement expected)
    {
        var instance = host[id];
        var (status, subStatus) = StatusOf(instance, expected);
        return Compare("status", Json.Text(expected, "status"), status)
            ?? Compare("subStatus", Json.Text(expected, "subStatus"), subStatus)
            ?? Compare("lines", Lines(expected, "lines"), Order(host.Lines))
            ?? Json.Items(expected, "linesContain").Select(line => line.GetString()!).Where(line => !host.Lines.Contains(line))
                .Select(line => $"line missing: {line}").FirstOrDefault()
            ?? Compare("bookmarks", Bookmarks(expected),
                string.Join(", ", host.Bookmarks(id).Select(mark => $"{mark.Name} {mark.Activity}").Order(StringComparer.Ordinal)))
            ?? Compare("incidents", Incidents(expected),
                string.Join(", ", instance.Incidents.Select(incident => host.DefinitionOf(id).Nodes[incident.Activity].Id).Order(StringComparer.Ordinal)))
            ?? Compare("output", Json.Get(expected, "output") is { } output ? Sorted(output) : null, Sorted(JsonSerializer.SerializeToElement(instance.Output)))
            ?? Compare("name", Json.Text(expected, "name"), instance.Name ?? "")
            ?? Compare("correlationId", Json.Text(expected, "correlationId"), instance.CorrelationId ?? "");
    }

    /// <summary>Elsa ends an instance that faulted, or (told to go on) leaves it suspended; here it stays running with an incident. Either is met by an
    /// incident.</summary>
    private static (string Status, string SubStatus) StatusOf(WorkflowInstance instance, JsonElement expected) => instance.Status switch
    {
        InstanceStatus.Finished => ("Finished", "Finished"),
        InstanceStatus.Cancelled => ("Finished", "Cancelled"),
        _ when !instance.Incidents.Any() => ("Running", "Suspended"),
        _ when Json.Text(expected, "subStatus") == "Suspended" => ("Running", "Suspended"),
        _ => ("Finished", "Faulted"),
    };

    private static string? Compare(string what, string? expected, string actual) => expected is null || expected == actual ? null
        : $"{what} is [{actual}], expected [{expected}]";

    private string? Lines(JsonElement expected, string member) => Json.Get(expected, member) is null ? null
        : Order(Json.Items(expected, member).Select(line => line.GetString()!));

    private string Order(IEnumerable<string> lines) => string.Join(" | ", Json.Flag(Source, "linesUnordered") ? lines.Order(StringComparer.Ordinal) : lines);

    private static string? Bookmarks(JsonElement expected) => Json.Get(expected, "bookmarks") is null || Json.Text(expected, "subStatus") == "Faulted" ? null
        : string.Join(", ", Json.Items(expected, "bookmarks").Select(mark => $"{Json.Text(mark, "name")} {Json.Text(mark, "activityId")}")
            .Order(StringComparer.Ordinal));

    private static string? Incidents(JsonElement expected) => Json.Get(expected, "incidents") is null ? null
        : string.Join(", ", Json.Items(expected, "incidents").Select(incident => Json.Text(incident, "activityId")).Order(StringComparer.Ordinal));

    private static string Sorted(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? "{" + string.Join(",", value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name}:{Sorted(member.Value)}")) + "}"
        : JsonSerializer.Serialize(value);
}
