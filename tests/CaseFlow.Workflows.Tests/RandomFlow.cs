using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>Writes random definitions: flowcharts with decisions, forks, joins of every mode and loops, containers in containers, every kind of wait.</summary>
internal static class RandomFlow
{
    private static int number;

    public static string Workflow(Random random) => Flow.Workflow(Chart(random, 2), [Variable("v"), Variable("n", "Int32", "0")], inputs: ["start"]);

    private static JsonObject Chart(Random random, int depth)
    {
        var nodes = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Any(random, depth)).ToArray();
        var arrows = new List<string>();
        for (var target = 1; target < nodes.Length; target++)
            for (var count = random.Next(1, 3); count > 0; count--)
                arrows.Add(Arrow(random, nodes[random.Next(target)], nodes[target]));
        if (random.Next(3) == 0)
            arrows.Add(Arrow(random, nodes[random.Next(nodes.Length)], nodes[random.Next(nodes.Length)]));
        return Flow.Chart(Id(random), nodes, [.. arrows.Distinct()]);
    }

    private static string Arrow(Random random, JsonObject source, JsonObject target)
    {
        string[] ports = (string)source["type"]! switch
        {
            "Elsa.FlowDecision" => ["True", "False"],
            "Elsa.FlowFork" => ["L", "R"],
            "CaseFlow.HumanTask" => ["Yes", "No"],
            "CaseFlow.AwaitEvent" => ["one", "two"],
            "CaseFlow.Ask" => ["Done", "No"],
            _ => ["Done"],
        };
        return $"{source["id"]}.{ports[random.Next(ports.Length)]} > {target["id"]}";
    }

    private static JsonObject Any(Random random, int depth) => random.Next(depth > 0 ? 18 : 13) switch
    {
        0 => Task(Id(random), "Yes", "No"),
        1 => FlowchartTests.Delay(Id(random)),
        2 => Activity("CaseFlow.AwaitEvent", Id(random), ("events", Names("one", "two")), ("result", Bound("v"))),
        3 => Activity("FlowDecision", Id(random), ("condition", Feel(random.Next(2) == 0 ? "n > 1" : "v.n = 1"))),
        4 => Activity("FlowFork", Id(random), ("branches", Names("L", "R"))),
        5 or 6 => Activity("FlowJoin", Id(random), ("mode", new[] { "WaitAny", "WaitAll", "WaitAllActive" }[random.Next(3)])),
        7 => Activity("CaseFlow.Ask", Id(random), ("question", Feel("string(n)")), ("result", Bound("v"))),
        8 => Activity("SetVariable", Id(random), ("variable", new JsonObject { ["id"] = "n" }), ("value", Feel("n + 1"))),
        9 => Activity("SetVariable", Id(random), ("variable", new JsonObject { ["id"] = "n" }), ("value", Feel("v.text"))),
        10 => Activity(random.Next(3) == 0 ? "End" : random.Next(6) == 0 ? "Finish" : "Start", Id(random)),
        11 or 12 => Say(Id(random)),
        13 => Sequence(Id(random), Any(random, depth - 1), Any(random, depth - 1)),
        14 => Activity("Parallel", Id(random), ("activities", new JsonArray(Any(random, depth - 1), Any(random, depth - 1)))),
        15 => Activity("ForEach", Id(random), ("items", Names("x", "y")),
            ("body", random.Next(4) == 0 ? Activity("Break", Id(random)) : Any(random, depth - 1))),
        16 => Activity("Fork", Id(random), ("joinMode", "WaitAny"), ("branches", new JsonArray(Any(random, depth - 1), Any(random, depth - 1)))),
        _ => Chart(random, depth - 1),
    };

    private static string Id(Random random) => $"a{Interlocked.Increment(ref number)}_{random.Next(1000)}";
}
