using System.Text.Json;
using CaseFlow.Host.Tests.Kit;
using CaseFlow.Testing;

namespace CaseFlow.Host.Tests;

public sealed class ApiDescriptionTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_committed_description_is_the_served_one()
    {
        var served = await server.Anonymous().GetStringAsync("/openapi/v1.json");
        var committed = await File.ReadAllTextAsync(Repository.Path("docs", "openapi.v1.json"));
        JsonElement.DeepEquals(JsonElement.Parse(committed), JsonElement.Parse(served))
            .ShouldBeTrue("docs/openapi.v1.json is out of date: dotnet run --project src/CaseFlow.Host -- openapi docs/openapi.v1.json");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_its_problems()
    {
        var description = JsonElement.Parse(await server.Anonymous().GetStringAsync("/openapi/v1.json"));
        description.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var names = new HashSet<string>();
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Select(method => method.Value))
            {
                names.Add(operation.GetProperty("operationId").GetString()!).ShouldBeTrue(path.Name);
                operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(path.Name);
                var responses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();
                responses.ShouldContain(status => status.StartsWith('2'), path.Name);
                responses.ShouldContain("500", path.Name);
                if (operation.TryGetProperty("requestBody", out _))
                    responses.ShouldContain("413", path.Name);
            }
        }
    }
}
