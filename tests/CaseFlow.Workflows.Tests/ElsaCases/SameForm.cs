using System.Text.Json;

namespace CaseFlow.Workflows.Tests.ElsaCases;

/// <summary>Compares two written forms of one file by what they mean: null is absent, the type name of an input is only information, connections are a set.</summary>
internal sealed class SameForm(JsonElement original)
{
    /// <summary>What the importer made up, or what this server cannot know.</summary>
    private static readonly HashSet<string> Stamps =
    [
        "createdAt", "isPublished", "isLatest", "nodeId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId",
        "workflowDefinitionVersionId", "workflowDefinitionId", "definitionId",
    ];

    /// <summary>Defaults that the reference writes where the file has nothing.</summary>
    private static readonly HashSet<string> Defaults = ["currentValue", "outerBoundInclusive", "displayName", "description", "category"];

    public IEnumerable<string> Differences(JsonElement theirs, JsonElement ours) => Compare(theirs, ours, original, "$");

    private static IEnumerable<string> Compare(JsonElement theirs, JsonElement ours, JsonElement source, string path)
    {
        if (theirs.ValueKind == JsonValueKind.Object && ours.ValueKind == JsonValueKind.Object)
            return Json.Text(theirs, "type") == "Elsa.NotFoundActivity" ? Unknown(theirs, ours, source, path) : Members(theirs, ours, source, path);
        if (theirs.ValueKind == JsonValueKind.Array && ours.ValueKind == JsonValueKind.Array)
            return Items(theirs, ours, source, path);
        var same = theirs.ValueKind == JsonValueKind.Number && ours.ValueKind == JsonValueKind.Number ? theirs.GetDouble().Equals(ours.GetDouble()) : JsonElement.DeepEquals(theirs, ours);
        return same ? [] : [$"{path}: {theirs} here {ours}"];
    }

    /// <summary>The placeholder of the reference stands for the activity as it was; one that is known here is written as such, with all its members.</summary>
    private static IEnumerable<string> Unknown(JsonElement theirs, JsonElement ours, JsonElement source, string path) =>
        Json.Text(theirs, "missingTypeName") != Json.Text(ours, "type") ? [$"{path}: {Json.Text(theirs, "missingTypeName")} here {Json.Text(ours, "type")}"]
            : JsonElement.DeepEquals(ours, source) || (Playing.Catalogue.Find(Json.Text(ours, "type")!) is not null && source.EnumerateObject().All(member => ours.TryGetProperty(member.Name, out _)))
                ? [] : [$"{path}: an unknown activity was changed"];

    private static IEnumerable<string> Members(JsonElement theirs, JsonElement ours, JsonElement source, string path)
    {
        var used = Json.Get(theirs, "workflowDefinitionId") is not null;
        var input = Json.Get(theirs, "expression") is not null;
        foreach (var member in theirs.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null && !Stamps.Contains(member.Name)))
        {
            var here = $"{path}.{member.Name}";
            if ((path == "$" && member.Name is "id" or "version") || (used && member.Name == "version") || (input && member.Name is "typeName" or "memoryReference"))
                continue;
            if (member.Name is "connections" or "notFoundConnections")
            {
                if (member.Name == "connections" && !Arrows(theirs).SetEquals(Arrows(ours)))
                    yield return $"{here}: {string.Join(", ", Arrows(theirs).Except(Arrows(ours)))} here {string.Join(", ", Arrows(ours).Except(Arrows(theirs)))}";
                continue;
            }

            if (Json.Get(ours, member.Name) is { } mine)
                foreach (var difference in Compare(member.Value, mine, Json.Get(source, member.Name) ?? default, here))
                    yield return difference;
            else if (!Defaults.Contains(member.Name))
                yield return $"{here}: {member.Value} is missing here";
        }

        foreach (var member in ours.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null && Json.Get(theirs, member.Name) is null))
            if (Json.Get(source, member.Name) is null && !Defaults.Contains(member.Name))
                yield return $"{path}.{member.Name}: invented here";
        foreach (var member in source.ValueKind == JsonValueKind.Object ? source.EnumerateObject().Where(member => Json.Get(source, member.Name) is not null) : [])
            if (Json.Get(ours, member.Name) is null && Json.Get(theirs, member.Name) is not null)
                yield return $"{path}.{member.Name}: lost here";
    }

    private static IEnumerable<string> Items(JsonElement theirs, JsonElement ours, JsonElement source, string path)
    {
        var items = source.ValueKind == JsonValueKind.Array ? source : Json.Get(source, "$values") ?? default;
        var sources = items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().ToArray() : [];
        if (path.EndsWith(".variables", StringComparison.Ordinal) && theirs.GetArrayLength() < ours.GetArrayLength())
            return ours.GetArrayLength() == sources.Length ? [] : [$"{path}: variables were lost"];
        return theirs.GetArrayLength() != ours.GetArrayLength() ? [$"{path}: {theirs.GetArrayLength()} items, here {ours.GetArrayLength()}"]
            : Enumerable.Range(0, theirs.GetArrayLength()).SelectMany(i => Compare(theirs[i], ours[i], i < sources.Length ? sources[i] : default, $"{path}[{i}]"));
    }

    /// <summary>With those that the reference set aside because an activity is unknown to it or missing.</summary>
    private static HashSet<(string, string, string)> Arrows(JsonElement flowchart)
    {
        var ids = Json.Items(flowchart, "activities").Select(activity => Json.Text(activity, "id") ?? "").ToHashSet();
        return FlowGraph.Connections(flowchart).Where(arrow => ids.Contains(arrow.Source) && ids.Contains(arrow.Target)).ToHashSet();
    }
}
