using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Host.Starting;
using CaseFlow.IdCards;
using CaseFlow.PostgreSql;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests.Kit;

/// <summary>The whole server on a free port with a database of its own: one a test class.</summary>
public class RunningServer : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("caseflow-host-test-");
    private readonly ConcurrentBag<HttpClient> clients = [];
    private readonly ConcurrentDictionary<string, Task<string>> sessions = new();

    public TestDatabase Database { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    internal WebApplication App { get; private set; } = null!;

    /// <summary>More configuration, <c>--Name=value</c>.</summary>
    protected virtual string[] Settings => [];

    protected virtual void Prepare(WebApplication app) { }

    public virtual async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(
            [MigrationSource.Of(typeof(Actor).Assembly), MigrationSource.Of(IdCardsRegistration.Room), MigrationSource.Of(typeof(Readiness).Assembly)]);
        App = Program.Build(
        [
            "--urls=http://127.0.0.1:0",
            $"--CaseFlow:Database={Database.ConnectionString}",
            $"--CaseFlow:KeyFolder={data.FullName}",
            $"--CaseFlow:ContentRoot={Repository.Path("tests", "CaseFlow.Host.Tests", "World")}",
            "--Logging:LogLevel:Default=Warning",
            .. Settings,
        ]);
        Prepare(App);
        await App.StartAsync();
        await App.Services.GetRequiredService<Readiness>().WhenReady;
        Address = new Uri(App.Urls.Single());
    }

    /// <summary>A caller of whom the server knows nothing.</summary>
    public HttpClient Anonymous() => WithCookies(new CookieContainer());

    /// <summary>A person who has signed in. Passwords are slow on purpose, so each person signs in once a class; every caller has a jar of its own.</summary>
    public async Task<HttpClient> AsAsync(string login)
    {
        var cookie = await sessions.GetOrAdd(login, SignInAsync);
        var jar = new CookieContainer();
        jar.SetCookies(Address, cookie);
        return WithCookies(jar);
    }

    private async Task<string> SignInAsync(string login)
    {
        using var response = await Anonymous().PostAsJsonAsync("/api/v1/sign-in", new { login, password = DemoAccounts.Password });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response.Headers.GetValues("Set-Cookie").Single();
    }

    private HttpClient WithCookies(CookieContainer jar)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = jar, AllowAutoRedirect = false }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    /// <summary>A system with its token.</summary>
    public HttpClient WithToken(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await Database.DisposeAsync();
        data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same, with a clock that an administrator moves.</summary>
public sealed class RunningServerWithVirtualClock : RunningServer
{
    protected override string[] Settings => ["--CaseFlow:VirtualClock=true"];
}
