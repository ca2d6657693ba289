using System.Text;
using System.Text.Json;

namespace CaseFlow.Cases.Http;

/// <summary>How a call ended, as the workflow's outputs read it.</summary>
/// <param name="Outcome"><c>answered</c>, <c>failedToConnect</c> or <c>timeout</c>.</param>
/// <param name="ParsedContent">JSON as itself, anything else as text; bytes that are no text as Base64.</param>
/// <param name="ResponseHeaders">Values by name. Cookies of the other side are left out: they are secrets, and this is journalled.</param>
internal sealed record HttpAnswer(string Outcome, int? StatusCode = null, JsonElement? ParsedContent = null, Dictionary<string, string[]>? ResponseHeaders = null)
{
    public static HttpAnswer Of(HttpResponseMessage response, byte[] content) => new("answered", (int)response.StatusCode, Parse(response, content),
        response.Headers.Concat(response.Content.Headers).Where(header => !header.Key.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToArray()));

    private static JsonElement? Parse(HttpResponseMessage response, byte[] content)
    {
        if (content.Length == 0)
            return null;
        if (response.Content.Headers.ContentType?.MediaType is { } type && (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)))
            try
            {
                using var document = JsonDocument.Parse(content);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // It says JSON and is none: the process sees what came.
            }

        return JsonSerializer.SerializeToElement(Text(response.Content.Headers.ContentType?.CharSet, content) ?? Convert.ToBase64String(content));
    }

    /// <summary>Null where the bytes are no text. A zero byte is none: PostgreSQL does not keep it in text.</summary>
    private static string? Text(string? charset, byte[] content)
    {
        if (content.Contains((byte)0))
            return null;
        try
        {
            var encoding = charset is { Length: > 0 } ? Encoding.GetEncoding(charset.Trim('"'), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : new UTF8Encoding(false, throwOnInvalidBytes: true);
            return encoding.GetString(content);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
