using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Host.Starting;
using CaseFlow.Host.Tests.Kit;
using CaseFlow.PostgreSql;
using CaseFlow.Testing;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests;

/// <summary>PostgreSQL dies under load, as by a power cut.</summary>
public sealed class PostgresKilledTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("caseflow-host-test-");
    private readonly ConcurrentQueue<string> acknowledged = new();
    private readonly CancellationTokenSource enough = new();
    private readonly HttpClient caller = new();
    private PrivateCluster cluster = null!;
    private WebApplication server = null!;
    private int refused;

    public async ValueTask InitializeAsync()
    {
        cluster = new PrivateCluster();
        server = Program.Build(
        [
            "--urls=http://127.0.0.1:0", $"--CaseFlow:Database={cluster.ConnectionString}", $"--CaseFlow:KeyFolder={keys.FullName}",
            $"--CaseFlow:ContentRoot={World.File()}", "--Logging:LogLevel:Default=None",
        ]);
        await server.StartAsync();
        await server.Services.GetRequiredService<Readiness>().WhenReady;
        caller.BaseAddress = new Uri(server.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        await cluster.DisposeAsync();
        keys.Delete(recursive: true);
        caller.Dispose();
        enough.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_and_the_server_recovers_by_itself()
    {
        using var signedIn = await caller.PostAsJsonAsync("/api/v1/sign-in", new { login = "clerk.ceshilu", password = DemoAccounts.Password });
        signedIn.EnsureSuccessStatusCode();
        var calling = Enumerable.Range(0, 6).Select(_ => CallAsync()).ToList();
        await UntilAsync(_ => acknowledged.Count >= 30);

        cluster.Kill();
        await UntilAsync(ready => ready == HttpStatusCode.ServiceUnavailable && refused > 0);
        cluster.Start();
        await UntilAsync(ready => ready == HttpStatusCode.OK);
        var before = acknowledged.Count;
        await UntilAsync(_ => acknowledged.Count >= before + 30);
        await enough.CancelAsync();
        await Task.WhenAll(calling);

        await using var pool = PostgreSqlRegistration.CreateDataSource(cluster.ConnectionString);
        await using var connection = await pool.OpenConnectionAsync();
        var stored = (await connection.QueryAsync<string>("select number from case_file")).ToList();
        acknowledged.Except(stored).ShouldBeEmpty("nothing acknowledged is lost");
        stored.Count.ShouldBe(acknowledged.Distinct().Count(), "nothing is there twice, and every caller was answered in the end");
        acknowledged.ShouldBeUnique();
    }

    /// <summary>Opens cases; repeats with the same key what the server could not do.</summary>
    private async Task CallAsync()
    {
        while (!enough.IsCancellationRequested)
        {
            var key = Guid.NewGuid().ToString();
            HttpResponseMessage response;
            do
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = JsonContent.Create(World.Parcel()), Headers = { { "Idempotency-Key", key } } };
                response = await caller.SendAsync(request);
                if (response.StatusCode != HttpStatusCode.Created)
                {
                    Interlocked.Increment(ref refused);
                    response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await response.Content.ReadAsStringAsync());
                }
            }
            while (response.StatusCode != HttpStatusCode.Created);
            acknowledged.Enqueue((await response.JsonAsync()).GetProperty("case").GetProperty("number").GetString()!);
        }
    }

    /// <summary>Asks the server how it is, again and again, until something holds.</summary>
    private async Task UntilAsync(Func<HttpStatusCode, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds((await caller.GetAsync("/health/ready", patience.Token)).StatusCode))
            patience.Token.ThrowIfCancellationRequested();
    }
}
