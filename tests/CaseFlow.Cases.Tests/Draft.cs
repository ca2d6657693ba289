using System.Text.Json;

namespace CaseFlow.Cases.Tests;

/// <summary>Writes small definition files for tests: <c>Draft.Workflow("id", Draft.Activity("Elsa.WriteLine", "line", ("text", Draft.Text("hello"))))</c>.</summary>
internal static class Draft
{
    /// <summary>A sequence of these activities.</summary>
    public static JsonElement Workflow(string id, params IReadOnlyList<object> activities) => Workflow(id, 1, null, activities);

    public static JsonElement Workflow(string id, int version, object? options, params IReadOnlyList<object> activities) => JsonSerializer.SerializeToElement(new
    {
        definitionId = id,
        id = $"{id}-v{version}",
        name = id,
        version,
        options,
        inputs = new[] { new { name = "item", type = "Object" } },
        outputs = new[] { new { name = "said", type = "Object" } },
        variables = new[] { new { id = "kept", name = "kept", typeName = "Object" } },
        root = new { type = "Elsa.Sequence", id = "main", activities },
    });

    /// <summary>An activity with inputs; an input called <c>result</c> names the variable that takes the output.</summary>
    public static Dictionary<string, object> Activity(string type, string id, params (string Name, object Value)[] inputs)
    {
        var activity = new Dictionary<string, object> { ["type"] = type, ["id"] = id };
        foreach (var (name, value) in inputs)
            activity[name] = value;
        return activity;
    }

    public static object Text(string value) => new { typeName = "String", expression = new { type = "Literal", value } };

    public static object Value(object value) => new { typeName = "Object", expression = new { type = "Literal", value } };

    public static object Feel(string value) => new { typeName = "Object", expression = new { type = "FEEL", value } };

    public static object Into(string variable) => new { typeName = "Object", memoryReference = new { id = variable } };

    /// <summary>Sets the workflow's output <c>said</c>.</summary>
    public static object Say(string feel, string id = "say") => Activity("Elsa.SetOutput", id, ("outputName", Text("said")), ("outputValue", Feel(feel)));

    /// <summary>Waits for an event; its payload goes to the variable <c>kept</c>.</summary>
    public static object Await(string name, string id = "await") => Activity("Elsa.Event", id, ("eventName", Text(name)), ("result", Into("kept")));

    public static object HumanTask(string id) =>
        Activity("CaseFlow.HumanTask", id, ("name", Text(id)), ("title", Text(id)), ("candidateGroups", Value(new[] { "clerk" })), ("outcomes", new[] { "Done" }));
}
