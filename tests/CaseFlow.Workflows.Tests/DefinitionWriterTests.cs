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
            var read = Playing.Read(RandomFlow.Workflow(new Random(seed))).Definition!;
            var again = Playing.Read(DefinitionWriter.Write(read)).Definition!;
            Journal(again).ShouldBe(Journal(read));
        }

        static IEnumerable<string> Journal(WorkflowDefinition definition) => new Playing(definition) { Limit = 50 }.Begin().Journal.Select(JournalJson.Write);
    }

    private static JsonNode Written(string file) => JsonNode.Parse(DefinitionWriter.Write(Playing.Read(file).Definition!))!;
}
