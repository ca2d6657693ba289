using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CaseFlow.Cases.Http;

/// <summary>Makes the calls of workflows: to allowed hosts only, within a time, up to a size, following redirects only to where it was sent in the first place.</summary>
/// <exception cref="CallRefusedException">It must not or cannot be made like this.</exception>
/// <exception cref="TimeoutException">No whole answer came in time.</exception>
/// <exception cref="HttpRequestException">Nobody was reached, or the connection broke.</exception>
internal sealed class HttpCaller(HttpOptions options) : IDisposable
{
    private const int MostRedirects = 5;

    /// <summary>What the connection itself says. A Host of the definition's own would reach other sites behind an allowed address.</summary>
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "Expect", "TE", "Trailer", "Proxy-Connection",
    };

    // Cookies of one process must not reach the calls of another. Connections are renewed so that a changed address of a host is noticed.
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64, AutomaticDecompression = DecompressionMethods.All,
    });

    public async Task<HttpAnswer> CallAsync(SendHttpRequest request, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        var address = new Uri(request.Url);
        var method = new HttpMethod(request.Method);
        var follows = true;
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var message = Message(request, method, address, idempotencyKey);
                using var response = await http.SendAsync(message, patience.Token);
                follows = redirects < MostRedirects;
                if (follows && Redirected(response, address) is { } next)
                {
                    (address, method) = (next, response.StatusCode is HttpStatusCode.RedirectKeepVerb or HttpStatusCode.PermanentRedirect || method == HttpMethod.Head ? method : HttpMethod.Get);
                    continue;
                }

                return HttpAnswer.Of(response, await ReadAsync(response, patience.Token));
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{address.Authority} did not answer within {options.Timeout.TotalSeconds:0} s.", late);
        }
        catch (IOException broken)
        {
            throw new HttpRequestException($"The connection to {address.Authority} broke while its answer was read.", broken);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Where to go on, if it is the same origin: another host would get what was meant for this one, and nobody allowed it.</summary>
    private static Uri? Redirected(HttpResponseMessage response, Uri from) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location && new Uri(from, location) is var to
            && (to.Scheme, to.IdnHost, to.Port) == (from.Scheme, from.IdnHost, from.Port) ? to : null;

    private HttpRequestMessage Message(SendHttpRequest request, HttpMethod method, Uri address, string idempotencyKey)
    {
        if (!options.Allows(address))
            throw new CallRefusedException("host-not-allowed", $"This installation does not call {address.Authority}: "
                + "an administrator adds it to Workflows:Http:AllowedHosts, then the step can be retried.");
        var message = new HttpRequestMessage(method, address) { VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        if (request.Content is { ValueKind: not JsonValueKind.Null } content && method.Method == request.Method)
            message.Content = Content(content, request.ContentType);
        message.Headers.TryAddWithoutValidation("User-Agent", "CaseFlow");
        foreach (var (name, values) in request.Headers.Where(header => !Ours.Contains(header.Key)))
        {
            var sent = values.Select(value => Reveal(value, address)).ToList();
            if (!message.Headers.TryAddWithoutValidation(name, sent))
                message.Content?.Headers.TryAddWithoutValidation(name, sent);
        }

        if (!message.Headers.Contains("Idempotency-Key"))
            message.Headers.Add("Idempotency-Key", idempotencyKey);
        return message;
    }

    private string Reveal(string value, Uri address)
    {
        const string Prefix = "credential:";
        if (!value.StartsWith(Prefix, StringComparison.Ordinal))
            return value;
        var name = value[Prefix.Length..];
        if (!options.Credentials.TryGetValue(name, out var credential))
            throw new CallRefusedException("credential-unknown", $"There is no credential '{name}': an administrator configures it under Workflows:Http:Credentials.");
        return HttpOptions.IsOn(credential.Hosts, address) ? credential.Value
            : throw new CallRefusedException("credential-not-for-host", $"The credential '{name}' is not for {address.Authority}: see Workflows:Http:Credentials:{name}:Hosts.");
    }

    private static ByteArrayContent Content(JsonElement content, string? type)
    {
        if (content.ValueKind == JsonValueKind.Object && type is { } form && form.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return new FormUrlEncodedContent(content.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value.ToString())));
        var isText = content.ValueKind == JsonValueKind.String;
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(isText ? content.GetString()! : content.GetRawText()));
        body.Headers.ContentType = MediaTypeHeaderValue.TryParse(type, out var given) ? given : new MediaTypeHeaderValue(isText ? "text/plain" : "application/json", "utf-8");
        return body;
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[options.LargestAnswer + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= options.LargestAnswer ? buffer[..length]
            : throw new CallRefusedException("answer-too-large", $"The answer is larger than {options.LargestAnswer} bytes (Workflows:Http:LargestAnswer).");
    }
}

/// <summary>Trying again would not help: an incident with this code.</summary>
internal sealed class CallRefusedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
