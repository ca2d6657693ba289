using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseFlow.Workflows.Tests;

/// <summary>Writes small definitions so that a test shows only what it is about.</summary>
internal static class Flow
{
    public static JsonObject Activity(string type, string id, params (string Name, JsonNode? Value)[] members)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type.Contains('.') ? type : "Elsa." + type, ["version"] = 1 };
        foreach (var (name, value) in members)
            activity[name] = value;
        return activity;
    }

    public static JsonObject Say(string id) => Activity("WriteLine", id, ("text", id));

    public static JsonObject Task(string id, params string[] outcomes) =>
        Activity("CaseFlow.HumanTask", id, ("name", id), ("title", id), ("candidateGroups", Names("clerks")),
        ("outcomes", Names(outcomes.Length == 0 ? ["Done"] : outcomes)), ("result", Bound(id)));

    public static JsonObject Chart(string id, JsonObject[] activities, params string[] arrows) => Activity("Flowchart", id,
        ("activities", new JsonArray(activities)), ("connections", new JsonArray([.. arrows.Select(Arrow)])));

    public static JsonObject Sequence(string id, params JsonObject[] activities) => Activity("Sequence", id, ("activities", new JsonArray(activities)));

    public static JsonArray Names(params string[] names) => new([.. names.Select(name => (JsonNode)name)]);

    public static JsonObject Expression(string type, JsonNode? value) =>
        new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    public static JsonObject Feel(string text) => Expression("FEEL", text);

    public static JsonObject Bound(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    public static JsonObject Variable(string name, string type = "Object", string? value = null) =>
        new() { ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value };

    public static string Workflow(JsonObject root, JsonObject[]? variables = null, string id = "test", string[]? outcomes = null, string[]? inputs = null,
        string[]? outputs = null) => new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["version"] = 1,
            ["variables"] = new JsonArray(variables ?? []),
            ["inputs"] = new JsonArray([.. (inputs ?? []).Select(name => new JsonObject { ["name"] = name, ["type"] = "Object" })]),
            ["outputs"] = new JsonArray([.. (outputs ?? []).Select(name => new JsonObject { ["name"] = name, ["type"] = "Object" })]),
            ["outcomes"] = Names(outcomes ?? []),
            ["root"] = root,
        }.ToJsonString();

    /// <summary>«a > b» leaves by Done, «a.Yes > b» by that port.</summary>
    private static JsonNode Arrow(string text)
    {
        var (from, to) = text.Split(" > ") is [var left, var right] ? (left, right) : throw new ArgumentException(text);
        var (source, port) = from.Split('.', 2) is [var id, var name] ? (id, name) : (from, "Done");
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source, ["port"] = port }, ["target"] =
            new JsonObject { ["activity"] = to, ["port"] = "In" }
        };
    }

    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value);
}
