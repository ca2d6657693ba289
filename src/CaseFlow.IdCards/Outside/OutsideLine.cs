using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Cases.Running;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CaseFlow.IdCards.Outside;

/// <summary>Opens lines to outside systems. One per process: the circuit of a system is shared by all who call it.</summary>
internal sealed class OutsideLines(IHttpClientFactory clients, Patience patience)
{
    private readonly ConcurrentDictionary<OutsideSystem, ResiliencePipeline<HttpResponseMessage>> pipelines = new();

    public OutsideLine Open(OutsideSystem system) => new(clients.CreateClient(system.Name), system, pipelines.GetOrAdd(system, _ => patience.Pipeline()));
}

/// <summary>Calls one outside system: patient with hiccups, and every failure ends as one of two exceptions that say whose turn it is.</summary>
internal sealed class OutsideLine(HttpClient http, OutsideSystem system, ResiliencePipeline<HttpResponseMessage> pipeline)
{
    // A fact that is missing must not read as «no»: an answer without a required field is no answer.
    private static readonly JsonSerializerOptions Strict = new(CaseJson.Options)
    {
        RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    };

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        CallAsync<T>(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>A question whose words must not stand in an address.</summary>
    public Task<T> AskAsync<T>(string path, object question, CancellationToken cancellationToken) =>
        CallAsync<T>(HttpMethod.Post, path, question, null, cancellationToken);

    /// <summary>A write. It may be sent several times, by retries here and by the job after a crash: the key makes it one.</summary>
    public Task<T> WriteAsync<T>(HttpMethod method, string path, object body, string idempotencyKey, CancellationToken cancellationToken) =>
        CallAsync<T>(method, path, body, idempotencyKey, cancellationToken);

    private async Task<T> CallAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null)
            throw new InvalidOperationException($"The setting Outside:{system.Name}:BaseAddress is missing: nobody knows where {system.En} is.");
        using var response = await SendAsync(method, path, body, key, cancellationToken);
        var status = (int)response.StatusCode;
        if (status is 401 or 403) throw OutsideUnavailableException.KeyRejected(system, status);
        if (Patience.IsTransient(status)) throw OutsideUnavailableException.Failing(system, status);
        try
        {
            if (status >= 400) throw await RefusalAsync(response, status, cancellationToken);
            return await response.Content.ReadFromJsonAsync<T>(Strict, cancellationToken) ?? throw OutsideUnavailableException.Garbled(system, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or HttpRequestException)
        {
            throw OutsideUnavailableException.Garbled(system, unreadable);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token =>
            {
                using var request = new HttpRequestMessage(method, path);
                if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: CaseJson.Options);
                if (key is not null) request.Headers.Add("Idempotency-Key", key);
                return await http.SendAsync(request, token);
            }, cancellationToken);
        }
        catch (TimeoutRejectedException cause)
        {
            throw OutsideUnavailableException.Timeout(system, cause);
        }
        catch (BrokenCircuitException cause)
        {
            throw OutsideUnavailableException.CircuitOpen(system, cause);
        }
        catch (HttpRequestException cause)
        {
            throw OutsideUnavailableException.Unreachable(system, cause);
        }
    }

    private async Task<OutsideRefusedException> RefusalAsync(HttpResponseMessage response, int status, CancellationToken cancellationToken)
    {
        var problem = await response.Content.ReadFromJsonAsync<Problem>(CaseJson.Options, cancellationToken);
        var reasons = (problem?.Reasons ?? []).Select(reason => $"{reason.Code} {reason.Field}".TrimEnd());
        return new OutsideRefusedException(system, status, problem?.Code ?? "refused", [.. reasons]);
    }

    private sealed record Problem(string? Code, IReadOnlyList<Reason>? Reasons);

    private sealed record Reason(string? Code, string? Field);
}
