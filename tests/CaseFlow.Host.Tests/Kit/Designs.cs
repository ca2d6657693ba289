using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CaseFlow.Host.Tests.Kit;

/// <summary>Small definitions that a test writes for itself: what it is about stands in the test.</summary>
internal static class Designs
{
    /// <summary>Imports and releases a workflow of these activities, one after the other.</summary>
    /// <param name="activities">As JSON: <c>{"id":"a","type":"Elsa.WriteLine","text":"x"}, …</c></param>
    public static Task<JsonElement> PublishAsync(this RunningServer server, string id, string activities, string variables = "", int version = 1) =>
        server.PublishAsync(id, version, JsonSerializer.SerializeToElement(new
        {
            definitionId = id, id = $"{id}-{version}", name = id, version, inputs = new[] { new { name = "application", type = "Object" } },
            variables = variables.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new { id = name, name, typeName = "Object" }),
            root = new { id = "main", type = "Elsa.Sequence", activities = JsonElement.Parse($"[{activities}]") },
        }));

    /// <summary>Imports and releases a definition; answers its findings.</summary>
    public static async Task<JsonElement> PublishAsync(this RunningServer server, string id, int version, JsonElement definition)
    {
        var designer = await server.AsAsync("designer");
        using var imported = await designer.PostAsJsonAsync("/api/v1/definitions", new { definition });
        imported.StatusCode.ShouldBe(HttpStatusCode.Created, await imported.Content.ReadAsStringAsync());
        using var released = await designer.PostAsync($"/api/v1/definitions/{id}/{version}/publish", null);
        released.StatusCode.ShouldBe(HttpStatusCode.OK, await released.Content.ReadAsStringAsync());
        return (await imported.JsonAsync()).GetProperty("findings");
    }
}
