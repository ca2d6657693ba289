using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Tests.Http;

/// <summary>A server that processes call: it remembers what it was asked and misbehaves by address.</summary>
internal sealed class OutsideServer : IAsyncDisposable
{
    private readonly WebApplication app;

    public OutsideServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use(async (context, next) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Received.Enqueue(new Received(context.Request.Path, context.Request.Method, context.Request.ContentType, await reader.ReadToEndAsync(),
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await next();
        });
        app.MapFallback(() => Results.Json(new { fine = true }));
        app.Map("/text", () => Results.Text("谢谢", "text/plain; charset=utf-8"));
        app.Map("/bytes", () => Results.Bytes([1, 0, 2]));
        app.Map("/cookie", (HttpContext context) => context.Response.Headers.SetCookie = "session=secret");
        app.Map("/no-json", () => Results.Text("{", "application/json"));
        app.Map("/missing", () => Results.NotFound());
        app.Map("/busy", () => Results.StatusCode(503));
        app.Map("/huge", () => Results.Bytes(new byte[5_000_000]));
        app.Map("/slow", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        app.Map("/broken", (HttpContext context) => context.Abort());
        app.Map("/moved", () => Results.Redirect("/here"));
        app.Map("/moved-away", () => Results.Redirect($"http://localhost:{Port}/there"));
        app.Map("/circle", () => Results.Redirect("/circle"));
    }

    public ConcurrentQueue<Received> Received { get; } = new();

    public int Port => new Uri(app.Urls.Single()).Port;

    public string Host => $"127.0.0.1:{Port}";

    public Received Last => Received.Last();

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A request as the server got it.</summary>
internal sealed record Received(string Path, string Method, string? ContentType, string Body, Dictionary<string, string> Headers);
