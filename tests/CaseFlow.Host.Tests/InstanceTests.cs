using System.Net;
using System.Net.Http.Json;
using CaseFlow.Host.Tests.Kit;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests;

public sealed class InstanceTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_designer_starts_a_workflow_without_a_case_publishes_an_event_to_it_and_reads_what_happened()
    {
        var designer = await server.AsAsync("designer");
        await PublishAsync(designer, "order", null);
        using var started = await designer.PostAsync("/api/v1/instances", Answers.Json("""{"definition":"order","input":{"item":"book"},"correlationId":"order-1"}"""));
        started.StatusCode.ShouldBe(HttpStatusCode.Created);
        var instance = await started.JsonAsync();
        var address = started.Headers.Location!.ToString();
        instance.GetProperty("waits")[0].GetProperty("events")[0].GetString().ShouldBe("Paid");

        using var published = await designer.PostAsync("/api/v1/events", Answers.Json("""{"name":"Paid","correlationId":"order-1","payload":{"amount":7}}"""));
        published.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await server.App.Services.GetRequiredService<JobWorker>().DrainAsync();

        var ended = await (await designer.GetAsync(address)).JsonAsync();
        ended.GetProperty("status").GetString().ShouldBe("Finished");
        ended.GetProperty("output").GetProperty("said").GetInt32().ShouldBe(7);
        var journal = await (await designer.GetAsync(address + "/journal?limit=2")).JsonAsync();
        journal.GetProperty("items")[0].GetProperty("type").GetString().ShouldBe("InstanceStarted");
        journal.GetProperty("next").GetString().ShouldNotBeNull();
        var list = await (await (await server.AsAsync("admin")).GetAsync("/api/v1/instances?definition=order&status=Finished&correlationId=order-1")).JsonAsync();
        list.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(instance.GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_may_not_start_is_refused_and_what_is_wrong_is_told_at_once()
    {
        var designer = await server.AsAsync("designer");
        await PublishAsync(designer, "single", "SingletonStrategy");
        (await designer.PostAsync("/api/v1/instances", Answers.Json("""{"definition":"single"}"""))).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var second = await designer.PostAsync("/api/v1/instances", Answers.Json("""{"definition":"single"}"""));
        await second.ShouldBeProblemAsync(HttpStatusCode.Conflict, "cannot-start");
        using var unknown = await designer.PostAsync("/api/v1/instances", Answers.Json("""{"definition":"nowhere"}"""));
        await unknown.ShouldBeProblemAsync(HttpStatusCode.NotFound, "process-unknown");
        using var nameless = await designer.PostAsync("/api/v1/events", Answers.Json("""{"name":""}"""));
        await nameless.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "event-name-invalid");
        using var missing = await designer.GetAsync("/api/v1/instances/7");
        await missing.ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance-unknown");
    }

    [Theory]
    [InlineData("clerk.ceshilu")]
    [InlineData("manager.ceshilu")]
    public async Task Nobody_else_may(string login)
    {
        var caller = await server.AsAsync(login);
        using var started = await caller.PostAsync("/api/v1/instances", Answers.Json("""{"definition":"order"}"""));
        await started.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        using var published = await caller.PostAsync("/api/v1/events", Answers.Json("""{"name":"Paid"}"""));
        await published.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        using var listed = await caller.GetAsync("/api/v1/instances");
        await listed.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
    }

    private static async Task PublishAsync(HttpClient designer, string id, string? strategy)
    {
        using var imported = await designer.PostAsJsonAsync("/api/v1/definitions", new
        {
            definition = new
            {
                definitionId = id,
                version = 1,
                name = id,
                options = new { activationStrategyType = strategy },
                outputs = new[] { new { name = "said", type = "Object" } },
                variables = new[] { new { id = "kept", name = "kept", typeName = "Object" } },
                root = new
                {
                    type = "Elsa.Sequence",
                    id = "main",
                    activities = new object[]
                    {
                        new { type = "Elsa.Event", id = "await", eventName = "Paid", result = new { typeName = "Object", memoryReference = new { id = "kept" } } },
                        new { type = "Elsa.SetOutput", id = "say", outputName = "said", outputValue = new { typeName = "Object", expression = new { type = "FEEL", value = "kept.amount" } } },
                    },
                },
            },
        });
        imported.StatusCode.ShouldBe(HttpStatusCode.Created, await imported.Content.ReadAsStringAsync());
        using var published = await designer.PostAsync($"/api/v1/definitions/{id}/1/publish", null);
        published.StatusCode.ShouldBe(HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
    }
}
