using System.Text.Json;
using CaseFlow.Cases.Http;

namespace CaseFlow.Host.Web;

/// <summary>Sends what a workflow answered. The server's own protection is not the workflow's to change: it sets no cookies, opens no other origins, loosens no security header.</summary>
internal static class EndpointAnswer
{
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Set-Cookie", "Set-Cookie2", "Clear-Site-Data", "Strict-Transport-Security", "Content-Security-Policy", "Content-Security-Policy-Report-Only", "X-Frame-Options",
        "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Service-Worker-Allowed", "WWW-Authenticate", "Proxy-Authenticate", "Alt-Svc", "NEL", "Report-To",
        "Reporting-Endpoints", "Refresh", "Server", "Date", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Trailer", "TE",
    };

    public static async Task WriteAsync(HttpContext context, WrittenAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Where(header => MaySet(header.Key) && !header.Value.Any(value => value.Any(char.IsControl))))
            response.Headers[name] = values;
        if (answer.Content.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || answer.StatusCode is 204 or 205 or 304 || HttpMethods.IsHead(context.Request.Method))
        {
            // A status without a word of the workflow's own must not be explained by the server.
            response.ContentType = answer.StatusCode is 204 or 205 or 304 ? null : TypeOf(answer, isText: true);
            return;
        }

        var isText = answer.Content.ValueKind == JsonValueKind.String;
        response.ContentType = TypeOf(answer, isText);
        await response.WriteAsync(isText ? answer.Content.GetString()! : answer.Content.GetRawText(), context.RequestAborted);
    }

    private static string TypeOf(WrittenAnswer answer, bool isText) =>
        answer.ContentType is { Length: > 0 } given && !given.Any(char.IsControl) ? given : isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";

    private static bool MaySet(string name) => !Ours.Contains(name) && !name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Cross-Origin-", StringComparison.OrdinalIgnoreCase) && name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
