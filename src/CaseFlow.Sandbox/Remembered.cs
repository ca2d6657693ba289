using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CaseFlow.Sandbox;

/// <summary>Answers by Idempotency-Key: the same key and body get the first answer again, the same key with another body is refused.</summary>
internal sealed class Remembered
{
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    private sealed record Entry(string BodyHash, Lazy<Task<object?>> Answer);

    public void Forget() => entries.Clear();

    /// <summary>Lets the body be read twice: once by the endpoint, once for its hash.</summary>
    public static Task KeepBody(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        return next(context);
    }

    public async ValueTask<object?> Apply(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || HttpMethods.IsGet(request.Method)) return await next(context);

        request.Body.Position = 0;
        var hash = Convert.ToHexString(await SHA256.HashDataAsync(request.Body, context.HttpContext.RequestAborted));
        var name = $"{request.Method} {request.Path} {key}";
        var mine = new Entry(hash, new Lazy<Task<object?>>(() => next(context).AsTask()));
        // Two calls at once with one key share one Lazy: the work is done once and both get its answer.
        var entry = entries.GetOrAdd(name, mine);
        if (entry.BodyHash != hash)
            return Problems.Conflict("idempotency-key-reused",
                $"The key '{key}' was used before with another body. A key belongs to one call; take a new one.");

        if (entry != mine) context.HttpContext.Response.Headers["Idempotency-Replayed"] = "true";
        var answer = await entry.Answer.Value;
        // A refused call did nothing, so there is nothing to remember: the corrected call may use the key again.
        if (answer is IStatusCodeHttpResult { StatusCode: >= 400 }) entries.TryRemove(name, out _);
        return answer;
    }
}
