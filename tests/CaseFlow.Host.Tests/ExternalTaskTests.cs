using System.Net;
using System.Net.Http.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class ExternalTaskTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_program_with_a_token_fetches_work_does_it_and_reports()
    {
        await server.PublishAsync("stamping", """
            {"id":"run","type":"Elsa.RunTask","taskName":"stamp","payload":{"expression":{"type":"Object","value":"{\"colour\":\"red\"}"}},"result":{"typeName":"Object","memoryReference":{"id":"seal"}}},
            {"id":"state","type":"CaseFlow.SetCaseState","state":{"expression":{"type":"FEEL","value":"seal.state"}}}
            """, "seal");
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAsync(clerk, "stamping");
        var program = server.WithToken("demo-worker");
        using var fetching = await program.PostAsJsonAsync("/api/v1/external-tasks/fetch", new { taskNames = new[] { "stamp" }, worker = "press-1", leaseSeconds = 30 });
        var task = (await fetching.JsonAsync())[0];
        task.GetProperty("payload").GetProperty("colour").GetString().ShouldBe("red");
        task.GetProperty("caseNumber").GetString().ShouldBe(number);
        var id = task.GetProperty("id").GetString();
        var waiting = await (await program.GetAsync("/api/v1/external-tasks?taskName=stamp")).JsonAsync();
        waiting.GetProperty("items")[0].GetProperty("worker").GetString().ShouldBe("worker/press-1");

        using var extended = await program.PostAsJsonAsync($"/api/v1/external-tasks/{id}/extend", new { worker = "press-1", leaseSeconds = 60 });
        extended.StatusCode.ShouldBe(HttpStatusCode.OK, await extended.Content.ReadAsStringAsync());
        for (var i = 0; i < 2; i++)
        {
            using var completed = await program.PostAsJsonAsync($"/api/v1/external-tasks/{id}/complete", new { worker = "press-1", result = new { state = "STAMPED" } });
            completed.StatusCode.ShouldBe(HttpStatusCode.OK, await completed.Content.ReadAsStringAsync());
        }

        (await (await clerk.GetAsync($"/api/v1/cases/{number}")).JsonAsync()).GetProperty("state").GetString().ShouldBe("STAMPED");
        using var late = await program.PostAsJsonAsync($"/api/v1/external-tasks/{id}/fail", new { worker = "press-1", code = "no-ink", message = "dry" });
        await late.ShouldBeProblemAsync(HttpStatusCode.Conflict, "external-task-ended");
    }

    [Theory]
    [InlineData("demo-portal")]
    [InlineData(null)]
    public async Task Nobody_but_a_program_with_that_role_gets_work(string? token)
    {
        var caller = token is null ? await server.AsAsync("clerk.ceshilu") : server.WithToken(token);
        using var response = await caller.PostAsJsonAsync("/api/v1/external-tasks/fetch", new { taskNames = new[] { "stamp" }, worker = "me" });
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_task_that_nobody_knows_is_not_found() =>
        await (await server.WithToken("demo-worker").PostAsJsonAsync("/api/v1/external-tasks/7-7/complete", new { worker = "me" }))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "external-task-unknown");
}
