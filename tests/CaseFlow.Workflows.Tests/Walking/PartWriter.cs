using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests.Walking;

/// <summary>Writes a random process as a definition file. Ids count in reading order, so a smaller counterexample is readable too.</summary>
internal sealed class PartWriter(string ask)
{
    /// <summary>The process that <see cref="Kind.Embedded"/> uses.</summary>
    public const string EmbeddedId = "walked-inside";

    private static readonly string[] JoinModes = ["WaitAny", "WaitAll", "WaitAllActive"];
    private int number;

    /// <param name="ask">The activity type of a request, answered by whoever plays the process.</param>
    public static string Write(Part root, string id = "walked", string ask = "CaseFlow.Ask") =>
        Workflow(new PartWriter(ask).Any(root), [Variable("v"), Variable("n", "Int32", "0")], id: id, inputs: ["start", "application"], outputs: ["out"]);

    /// <summary>The embedded process: a wait, an output, two ways out.</summary>
    public static string Embedded { get; } = Workflow(
        Sequence("inside", Task("inner"), Activity("SetOutput", "give", ("outputName", "Given"), ("outputValue", 7)), Activity("Complete", "leave", ("outcomes", Names("Yes")))),
        [Variable("v")], id: EmbeddedId, outcomes: ["Yes", "No"], outputs: ["Given"]);

    private JsonObject Any(Part part)
    {
        var id = $"a{++number}";
        return part.Kind switch
        {
            Kind.Task => Task(id),
            Kind.Delay => Activity("Delay", id, ("timeSpan", part.Choice % 3 == 0 ? "00:00:00" : "00:30:00")),
            Kind.AwaitEvent => Activity("CaseFlow.AwaitEvent", id, ("events", Names("one", "two")), ("result", Bound("v"))),
            Kind.Event => Activity("Event", id, ("eventName", "one"), ("result", Bound("v"))),
            Kind.Ask => Activity(ask, id, ("question", Feel("string(n)")), ("result", Bound("v"))),
            Kind.Count => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = "n" }), ("value", Feel("n + 1"))),
            Kind.SetWrong => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = "n" }), ("value", Feel("v.text"))),
            Kind.SetOwn => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = part.Choice % 2 == 0 ? "own" : "v" }), ("value", Feel("{n: n, text: \"own\"}"))),
            Kind.Publish => Activity("PublishEvent", id, ("eventName", "told"), ("isLocalEvent", true), ("payload", 5)),
            Kind.SetOutput => Activity("SetOutput", id, ("outputName", "out"), ("outputValue", Feel("n"))),
            Kind.SetName => Activity("SetName", id, ("value", id)),
            Kind.Fault => Activity("Fault", id, ("code", "broken"), ("message", "on purpose")),
            Kind.Start or Kind.End or Kind.Finish or Kind.Break => Activity(part.Kind.ToString(), id),
            Kind.Decision => Activity("FlowDecision", id, ("condition", Condition(part))),
            Kind.FlowFork => Activity("FlowFork", id, ("branches", Names("L", "R"))),
            Kind.FlowSwitch => Activity("FlowSwitch", id, ("mode", part.Choice % 2 == 0 ? "MatchAny" : "MatchFirst"), ("cases", Cases(["n > 0", "n < 2"], []))),
            Kind.Join => Activity("FlowJoin", id, ("mode", JoinModes[part.Choice % 3])),
            Kind.Chart => Chart(id, [.. part.Inside.Select(Any)], part),
            Kind.Sequence => Scoped(Sequence(id, Inside(part))),
            Kind.Parallel => Scoped(Activity("Parallel", id, ("activities", new JsonArray(Inside(part))))),
            Kind.Fork => Activity("Fork", id, ("joinMode", part.Choice % 2 == 0 ? "WaitAny" : "WaitAll"), ("branches", new JsonArray(Inside(part)))),
            Kind.If => Activity("If", id, ("condition", Condition(part)), ("then", First(part, 0)), ("else", First(part, 1))),
            Kind.Switch => Activity("Switch", id, ("mode", part.Choice % 2 == 0 ? "MatchAny" : "MatchFirst"), ("cases", Cases(["n > 0", "n < 2"], Inside(part)))),
            Kind.For => Activity("For", id, ("start", 0), ("end", part.Choice % 3), ("body", First(part, 0))),
            Kind.ForEach => Activity("ForEach", id, ("items", Names("x", "y")), ("body", First(part, 0))),
            Kind.ParallelForEach => Activity("ParallelForEach", id, ("items", Names("x", "y")), ("body", First(part, 0))),
            Kind.While => Activity("While", id, ("condition", Feel("n < 2")), ("body", First(part, 0))),
            Kind.Embedded => Activity("Acme.Inside", id, ("workflowDefinitionId", EmbeddedId)),
            _ => Say(id),
        };
    }

    private static JsonObject Task(string id) =>
        Activity("CaseFlow.HumanTask", id, ("name", id), ("title", id), ("candidateGroups", Names("clerk")), ("outcomes", Names("Yes", "No")), ("result", Bound("v")));

    private JsonObject[] Inside(Part part) => [.. part.Inside.Select(Any)];

    private JsonNode? First(Part part, int place) => part.Inside.Length > place ? Any(part.Inside[place]) : null;

    private static JsonObject Condition(Part part) => Feel(part.Choice % 2 == 0 ? "n > 1" : "v.n = 1");

    /// <summary>A scope of its own: the same name at another depth is another variable.</summary>
    private static JsonObject Scoped(JsonObject container)
    {
        container["variables"] = new JsonArray(Variable("own"));
        return container;
    }

    private static JsonArray Cases(string[] conditions, JsonObject[] activities) => new([.. conditions.Select((condition, i) => (JsonNode)new JsonObject
    {
        ["label"] = i == 0 ? "L" : "R",
        ["condition"] = new JsonObject { ["type"] = "FEEL", ["value"] = condition },
        ["activity"] = activities.Length > i ? activities[i] : null,
    })]);

    private static JsonObject Chart(string id, JsonObject[] activities, Part part) =>
        Flow.Chart(id, activities, [.. part.Arrows.Select(arrow => $"{activities[arrow.From]["id"]}.{Port(part.Inside[arrow.From].Kind, arrow.Port)} > {activities[arrow.To]["id"]}").Distinct()]);

    private static string Port(Kind kind, int choice)
    {
        string[] ports = kind switch
        {
            Kind.Decision => ["True", "False"],
            Kind.FlowFork => ["L", "R"],
            Kind.FlowSwitch => ["L", "R", "Default"],
            Kind.Task or Kind.Embedded => ["Yes", "No"],
            Kind.AwaitEvent => ["one", "two"],
            Kind.Ask => ["Done", "No"],
            _ => ["Done"],
        };
        return ports[choice % ports.Length];
    }
}
