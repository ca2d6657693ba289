using CaseFlow.Workflows.Tests.Walking;
using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>A definition that was read is written in the form of Elsa 3.8, and nothing of it is lost.</summary>
public sealed class DefinitionWriterTests
{
    [Fact]
    public void What_is_unknown_survives_at_every_level()
    {
        var odd = Activity("Acme.Fly", "f", ("height", Expression("Acme", "10 km")), ("wings", new JsonObject { ["left"] = 1 }));
        var root = Sequence("s", Say("a"), odd);
        root["house"] = "rule";
        ((JsonObject)root["activities"]![0]!)["sound"] = new JsonArray(1, 2);
        var file = JsonNode.Parse(Workflow(root, [Variable("x", "Acme.Thing", "{}")]))!;
        file["acme"] = new JsonObject { ["plan"] = "B" };
        var written = Written(file.ToJsonString());
        ((string?)written["acme"]!["plan"]).ShouldBe("B");
        ((string?)written["root"]!["house"]).ShouldBe("rule");
        written["root"]!["activities"]![0]!["sound"]!.ToJsonString().ShouldBe("[1,2]");
        JsonNode.DeepEquals(written["root"]!["activities"]![1], odd).ShouldBeTrue("an activity nobody knows stays as it was");
        ((string?)written["variables"]![0]!["typeName"]).ShouldBe("Acme.Thing");
    }

    [Fact]
    public void Old_spellings_become_those_of_today()
    {
        const string Old = """
            {"definitionId":"old","name":"Old","usableAsActivity":true,
             "variables":[{"name":"L","typeName":"String","isArray":true,"value":"","storageDriverTypeName":"Elsa.Workflows.Services.WorkflowStorageDriver, Elsa.Workflows.Core"}],
             "inputs":[{"name":"I","type":"Int32","isArray":true}],
             "root":{"Type":"Elsa.Flowchart","applicationProperties":{"NotFoundConnectionsKey":[],"CanStartWorkflow":true},"start":"a",
              "activities":{"$values":[{"id":"a","type":"Elsa.WriteLine","canStartWorkflow":true,"source":null,
                 "Text":{"typeName":"String","expression":{"type":"Literal","value":"hi"},"memoryReference":{"id":"a:input-1"}}},
                {"type":"Elsa.Event","eventName":"x"}]},
              "connections":[{"source":"a","target":"Event1","sourcePort":"Done","targetPort":"In"},{"source":"a","target":"Event1"},{"source":"a","target":"gone"}]}}
            """;
        var written = Written(Old);
        ((bool?)written["options"]!["usableAsActivity"]).ShouldBe(true);
        written["usableAsActivity"].ShouldBeNull();
        written["variables"]![0]!.ToJsonString().ShouldBe("""{"name":"L","typeName":"String[]","isArray":false,"storageDriverTypeName":"WorkflowStorageDriver","id":"L"}""");
        ((string?)written["inputs"]![0]!["type"]).ShouldBe("Int32[]");
        var root = written["root"]!;
        root["customProperties"]!.ToJsonString().ShouldBe("""{"canStartWorkflow":true,"notFoundConnections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"gone","port":"In"},"vertices":[]}],"runAsynchronously":false}""");
        root["connections"]!.ToJsonString().ShouldBe("""[{"source":{"activity":"a","port":"Done"},"target":{"activity":"Event1","port":"In"},"vertices":[]}]""");
        root["activities"]!.AsArray().Select(activity => (string?)activity!["nodeId"]).ShouldBe(["Workflow1:Flowchart1:a", "Workflow1:Flowchart1:Event1"]);
        root["activities"]![0]!["text"]!.ToJsonString().ShouldBe("""{"typeName":"String","expression":{"type":"Literal","value":"hi"}}""");
        ((bool?)root["activities"]![0]!["customProperties"]!["canStartWorkflow"]).ShouldBe(true);
    }

    [Fact]
    public void Activities_inside_others_are_written_where_they_stand()
    {
        var root = Sequence("s", Activity("If", "i", ("condition", true), ("then", Say("t")), ("else", null)),
            Activity("Switch", "w", ("cases", new JsonArray(new JsonObject { ["label"] = "one", ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = true }, ["activity"] = Say("c") })), ("default", Say("d"))));
        var written = Written(Workflow(root))["root"]!["activities"]!;
        ((string?)written[0]!["then"]!["nodeId"]).ShouldBe("Workflow1:s:i:t");
        ((string?)written[1]!["cases"]![0]!["activity"]!["nodeId"]).ShouldBe("Workflow1:s:w:c");
        ((string?)written[1]!["default"]!["nodeId"]).ShouldBe("Workflow1:s:w:d");
    }

    [Fact]
    public void A_placeholder_of_an_exporter_that_lacked_an_activity_gives_the_activity_back()
    {
        var placeholder = Activity("NotFoundActivity", "a", ("missingTypeName", "Elsa.WriteLine"), ("originalActivityJson", Say("a").ToJsonString()));
        var chart = Chart("flow", [placeholder, Say("b")]);
        chart["customProperties"] = new JsonObject { ["notFoundConnections"] = Chart("x", [], "a > b")["connections"]!.DeepClone() };
        Playing.Of(chart).Begin().Finished().Lines.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_server_says_whether_a_version_is_published()
    {
        var marks = new VersionMarks(IsPublished: false, IsLatest: true, Playing.Start);
        var written = JsonNode.Parse(DefinitionWriter.Write(Playing.Read(Workflow(Say("a"))).Definition!, marks))!;
        ((bool?)written["isPublished"]).ShouldBe(false);
        ((string?)written["createdAt"]).ShouldBe("2026-05-06T01:00:00+00:00");
    }

    [Fact]
    public void Random_definitions_do_the_same_after_they_were_written()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var read = Playing.Read(PartWriter.Write(Walk.Create(new Random(seed), 0).Process), PartWriter.Embedded).Definition!;
            var again = Playing.Read(DefinitionWriter.Write(read), PartWriter.Embedded).Definition!;
            Journal(again).ShouldBe(Journal(read));
        }

        static IEnumerable<string> Journal(WorkflowDefinition definition) => new Playing(definition) { Limit = 50 }.Begin().Journal.Select(JournalJson.Write);
    }

    /// <summary>Files come from anywhere: a member of the wrong kind is a finding or is passed over, never a crash.</summary>
    [Fact]
    public void Whatever_stands_in_a_file_it_is_read_and_written_without_a_crash()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var file = JsonNode.Parse(seed % 2 == 0 ? PartWriter.Write(Walk.Create(random, 0).Process) : Workflow(Sequence("s", Activity("If", "i", ("condition", true), ("then", Say("t"))),
                Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "x" }), ("value", Expression("JavaScript", "getX() + 1"))),
                Activity("StateMachine", "m", ("states", new JsonArray(new JsonObject { ["name"] = "A", ["entry"] = Say("e") })), ("transitions", new JsonArray(new JsonObject { ["from"] = "A", ["to"] = "A" })))),
                [Variable("x", "Int32", "0")], inputs: ["i"], outputs: ["o"], outcomes: ["p"]))!;
            for (var times = random.Next(1, 4); times > 0; times--)
                Spoil(file, random);
            if (Playing.Read(file.ToJsonString()).Definition is { } definition)
                Should.NotThrow(() => Playing.Read(DefinitionWriter.Write(definition)), $"seed {seed}: {file.ToJsonString()}");
        }
    }

    private static void Spoil(JsonNode file, Random random)
    {
        var places = new List<(JsonNode Owner, object Key)>();
        var open = new Stack<JsonNode>([file]);
        while (open.TryPop(out var node))
            foreach (var (key, value) in node is JsonObject members ? members.Select(member => ((object)member.Key, member.Value)) : node is JsonArray list ? list.Select((item, i) => ((object)i, item)) : [])
            {
                places.Add((node, key));
                if (value is JsonObject or JsonArray)
                    open.Push(value);
            }

        var (owner, place) = places[random.Next(places.Count)];
        JsonNode? wrong = random.Next(7) switch { 0 => null, 1 => 7, 2 => "x", 3 => new JsonArray(1, "y"), 4 => new JsonObject { ["id"] = 1 }, 5 => true, _ => new JsonArray(new JsonArray()) };
        if (place is string name)
            owner[name] = wrong;
        else
            owner[(int)place] = wrong;
    }

    private static JsonNode Written(string file) => JsonNode.Parse(DefinitionWriter.Write(Playing.Read(file).Definition!))!;
}
