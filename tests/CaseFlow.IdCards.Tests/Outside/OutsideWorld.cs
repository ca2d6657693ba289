using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.IdCards.Outside;
using CaseFlow.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseFlow.IdCards.Tests.Outside;

/// <summary>The sandbox on a free port and the product's clients in front of it.</summary>
public abstract class OutsideWorld : IAsyncLifetime
{
    private readonly List<ServiceProvider> providers = [];
    private WebApplication sandbox = null!;

    /// <summary>Nothing waits between retries; a try lasts long enough for a busy machine.</summary>
    private protected static Patience Quick { get; } = new()
    {
        Pause = TimeSpan.Zero, OneTry = TimeSpan.FromSeconds(20), AllTries = TimeSpan.FromSeconds(60), BreakAfter = 100,
    };

    private protected HttpClient Control { get; } = new();

    private protected KeptLog Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        // Webhooks go nowhere: these tests are about calls to the outside, not back.
        sandbox = SandboxServer.Build("--SANDBOX_PORT=0", "--Logging:LogLevel:Default=Warning", "--CASEFLOW_URL=http://127.0.0.1:9");
        await sandbox.StartAsync();
        Control.BaseAddress = new Uri(sandbox.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in providers) await provider.DisposeAsync();
        Control.Dispose();
        await sandbox.DisposeAsync();
    }

    private protected T Client<T>(Patience? patience = null, string? address = null, string key = "sandbox-key", TimeProvider? businessTime = null)
        where T : notnull
    {
        var settings = new Dictionary<string, string?>();
        foreach (var system in new[] { "Registry", "FaceCheck", "Sms", "Factory", "Post", "PhotoStore", "HomePolice" })
        {
            settings[$"Outside:{system}:BaseAddress"] = address ?? sandbox.Urls.Single();
            settings[$"Outside:{system}:ApiKey"] = key;
        }
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton(businessTime ?? TimeProvider.System);
        services.AddSingleton(patience ?? Quick);
        services.AddOutside(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var provider = services.BuildServiceProvider();
        providers.Add(provider);
        return provider.GetRequiredService<T>();
    }

    private protected async Task Misbehave(string system, string mode, int times = 1, int delayMs = 0) =>
        (await Control.PostAsJsonAsync("/control/misbehave", new { system, mode, times, delayMs })).EnsureSuccessStatusCode();

    private protected async Task<JsonElement> Ask(string path) => await Control.GetFromJsonAsync<JsonElement>(path);

    private protected async Task<int> MessagesSent() => (await Ask("/sms/messages")).GetArrayLength();
}

/// <summary>Keeps every line that anybody logs, at every level.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public IEnumerable<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        lines.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue(formatter(state, exception) + exception);

    public void Dispose()
    {
    }
}
