using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Http;
using CaseFlow.Cases.People;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Http;

/// <summary>The office with a server outside and processes of one call each, whose case shows as facts what came back and as state by which way it went on.</summary>
public sealed class CallingProcesses : ErrandOffice
{
    internal OutsideServer Server { get; } = new();

    internal override HttpOptions Http => new()
    {
        AllowedHosts = [Server.Host],
        Credentials = new Dictionary<string, HttpCredential> { ["tax"] = new("Bearer very-secret", [Server.Host]), ["elsewhere"] = new("Bearer other", ["other.example"]) },
        LargestAnswer = 100_000,
    };

    public override async ValueTask InitializeAsync()
    {
        await Server.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Runs a case of a process that makes this call and nothing else, until its jobs are done. Other cases' jobs may run with it.</summary>
    /// <param name="ways">Which ends of a call the definition has something embedded for.</param>
    internal async Task<CaseView> CallAsync(string path, object? more = null, string[]? ways = null, IServiceProvider? node = null)
    {
        var started = await StartCallAsync(path, more, ways);
        await (node ?? Services).GetRequiredService<JobWorker>().DrainAsync();
        return await CaseAsync(started.Number);
    }

    internal async Task<CaseView> StartCallAsync(string path, object? more = null, string[]? ways = null)
    {
        var id = $"call-{Guid.CreateVersion7():n}";
        var call = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        call["id"] = "call";
        call["type"] = "Elsa.SendHttpRequest";
        call["url"] = path.StartsWith('/') ? $"http://{Server.Host}{path}" : path;
        call["result"] = JsonNode.Parse("""{"typeName":"Object","memoryReference":{"id":"answer"}}""");
        call["expectedStatusCodes"] = new JsonArray(new JsonObject { ["statusCode"] = 200, ["activity"] = State("FOUND") });
        foreach (var way in ways ?? [])
            call[way] = State(way);
        var definition = new JsonObject
        {
            ["definitionId"] = id, ["name"] = id, ["version"] = 1,
            ["inputs"] = JsonNode.Parse("""[{"name":"application","type":"Object"}]"""),
            ["variables"] = JsonNode.Parse("""[{"id":"answer","name":"answer","typeName":"Object"}]"""),
            ["root"] = new JsonObject
            {
                ["id"] = "all", ["type"] = "Elsa.Sequence",
                ["activities"] = new JsonArray(call, JsonNode.Parse("""{"id":"facts","type":"CaseFlow.SetFacts","facts":{"expression":{"type":"FEEL","value":"{answer: answer}"}}}""")),
            },
        };
        await SendAsync(new ImportDefinition(JsonSerializer.SerializeToElement(definition)));
        await SendAsync(new PublishDefinition(id, 1));
        return (await SendAsync(new StartCase(id, "east", "counter", new() { ["applicant"] = new PartyInput("王小明", Wang, "19000000001") }, JsonSerializer.SerializeToElement(new { })))).Case;
    }

    private static JsonObject State(string name) => new() { ["id"] = "to-" + name, ["type"] = "CaseFlow.SetCaseState", ["state"] = name };
}
