using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace CaseFlow.Sandbox.Tests;

/// <summary>A sandbox and a listener in CaseFlow's place, both over real HTTP on free ports.</summary>
public abstract class Playground : IAsyncLifetime
{
    private WebApplication sandbox = null!;

    private protected Listener CaseFlow { get; } = new();

    private protected HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await CaseFlow.StartAsync();
        sandbox = SandboxServer.Build(
            "--SANDBOX_PORT=0", "--Logging:LogLevel:Default=Warning", $"--CASEFLOW_URL={CaseFlow.Address}",
            "--Webhooks:ems:Secret=ems-secret", "--Webhooks:factory:Secret=factory-secret");
        await sandbox.StartAsync();
        Http.BaseAddress = new Uri(sandbox.Urls.Single());
        Http.DefaultRequestHeaders.Add("Authorization", "Bearer sandbox-key");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await sandbox.DisposeAsync();
        await CaseFlow.DisposeAsync();
    }

    private protected Task<Answer> Get(string path) => Call(HttpMethod.Get, path, null);

    private protected Task<Answer> Post(string path, object? body = null, string? key = null) => Call(HttpMethod.Post, path, body, key);

    private protected Task<Answer> Put(string path, object body, string? key = null) => Call(HttpMethod.Put, path, body, key);

    private async Task<Answer> Call(HttpMethod method, string path, object? body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string raw) request.Content = new StringContent(raw, System.Text.Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        return new Answer((int)response.StatusCode, json, response.Headers.Contains("Idempotency-Replayed"));
    }
}

internal sealed record Answer(int Status, JsonElement Body, bool Replayed)
{
    public string? Text(string path) => At(path).ValueKind == JsonValueKind.String ? At(path).GetString() : At(path).GetRawText();

    public JsonElement At(string path) =>
        path.Split('.').Aggregate(Body, (value, name) => int.TryParse(name, out var index) ? value[index] : value.GetProperty(name));

    public string[] ReasonCodes => [.. Body.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()!)];
}
