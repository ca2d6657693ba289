using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Sandbox.Tests;

/// <summary>Stands where CaseFlow stands: keeps the webhooks it gets and answers as told.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication app;

    public Listener()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/api/v1/webhooks/{source}", async (string source, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            Received.Enqueue(new ReceivedWebhook(
                source, request.ContentType, request.Headers["CaseFlow-Timestamp"]!, request.Headers["CaseFlow-Signature"]!, body));
            return Results.Json(new { accepted = Status == 200 }, statusCode: Status);
        });
    }

    public ConcurrentQueue<ReceivedWebhook> Received { get; } = new();

    public int Status { get; set; } = 200;

    public string Address => app.Urls.Single();

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

internal sealed record ReceivedWebhook(string Source, string? ContentType, string Timestamp, string Signature, string Body)
{
    public JsonElement Event => JsonDocument.Parse(Body).RootElement;

    /// <summary>Checked the way a receiver does: with nothing but the secret, the header and the raw body.</summary>
    public bool SignedWith(string secret)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Signature == "v1=" + Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(Timestamp + "." + Body))).ToLowerInvariant();
    }
}
