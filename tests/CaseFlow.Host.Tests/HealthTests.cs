using System.Net;
using CaseFlow.Host.Starting;
using CaseFlow.Host.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests;

public sealed class HealthTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_started_server_lives_and_is_ready()
    {
        var caller = server.Anonymous();
        (await caller.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var response = await caller.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"status":"ready","database":true,"migrations":true,"seeds":true,"worker":true}""");
    }

    [Fact]
    public async Task Without_its_database_the_server_lives_but_is_not_ready()
    {
        await using var lonely = new ServerWithoutDatabase();
        await lonely.StartAsync();
        using var caller = new HttpClient { BaseAddress = lonely.Address };
        (await caller.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ready = await caller.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.JsonAsync()).GetProperty("database").GetBoolean().ShouldBeFalse();
        using var early = await caller.GetAsync("/api/v1/me");
        await early.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "starting");
        early.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
    }

    private sealed class ServerWithoutDatabase : IAsyncDisposable
    {
        private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("caseflow-host-test-");
        private readonly WebApplication app;

        public ServerWithoutDatabase() => app = Program.Build(
        [
            "--urls=http://127.0.0.1:0",
            "--CaseFlow:Database=Host=127.0.0.1;Port=1;Username=x;Database=x",
            $"--CaseFlow:KeyFolder={keys.FullName}",
            "--Logging:LogLevel:Default=None",
        ]);

        public Uri Address => new(app.Urls.Single());

        public Task StartAsync() => app.StartAsync();

        public async ValueTask DisposeAsync()
        {
            app.Services.GetRequiredService<Readiness>().IsReady.ShouldBeFalse();
            await app.StopAsync();
            await app.DisposeAsync();
            keys.Delete(recursive: true);
        }
    }
}
