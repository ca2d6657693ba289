using System.Text;
using System.Text.Json;
using CaseFlow.Cases.Http;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;
using Refusal = CaseFlow.Cases.Pipeline.Refusal;

namespace CaseFlow.Host.Web;

/// <summary>The body of a request to a workflow, read within the bounds of its route.</summary>
/// <param name="Port">The port by which the workflow takes it: <c>Done</c>, or the one exposed for what was wrong with it.</param>
internal sealed record EndpointBody(string Port, JsonElement? Content, IReadOnlyList<HttpFile> Files)
{
    /// <summary>Headers that carry secrets are not told to workflows: what they are told is kept.</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "Api-Key", "X-Auth-Token",
    };

    public static Dictionary<string, string> Headers(HttpRequest request) =>
        request.Headers.Where(header => !Secret.Contains(header.Key)).ToDictionary(header => header.Key, header => header.Value.ToString());

    /// <exception cref="BadHttpRequestException">Larger than the route allows, and the workflow does not want to know.</exception>
    /// <exception cref="RefusedException">A file is not let in.</exception>
    public static async Task<EndpointBody> ReadAsync(HttpRequest request, HttpRoute? known, CancellationToken stop)
    {
        var route = known ?? new HttpRoute("", [], Authorize: true, Policy: null);
        var limit = (int)Math.Min(route.RequestSizeLimit ?? Limits.Body, Limits.Body);
        request.Body = new LimitedBody(request.Body, request.ContentLength, limit);
        try
        {
            if (request.HasFormContentType)
                return await ReadFormAsync(request, route, stop);
            using var content = new MemoryStream();
            await request.Body.CopyToAsync(content, stop);
            return new EndpointBody("Done", Parse(request.ContentType, content.ToArray()), []);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == 413 && route.ExposedPorts.Contains("Request too large"))
        {
            return new EndpointBody("Request too large", null, []);
        }
        catch (InvalidDataException broken)
        {
            throw new BadHttpRequestException("The form cannot be read.", broken);
        }
    }

    private static async Task<EndpointBody> ReadFormAsync(HttpRequest request, HttpRoute route, CancellationToken stop)
    {
        var form = await request.ReadFormAsync(stop);
        var files = new List<HttpFile>();
        foreach (var file in form.Files)
        {
            if (WhyNot(file, route) is var (port, refusal))
                return route.ExposedPorts.Contains(port) ? new EndpointBody(port, null, []) : throw new RefusedException(RefusalKind.Invalid, refusal);
            using var content = new MemoryStream();
            await file.CopyToAsync(content, stop);
            files.Add(new HttpFile(file.Name, Path.GetFileName(file.FileName), file.ContentType ?? "", file.Length, Convert.ToBase64String(content.ToArray())));
        }

        return new EndpointBody("Done", JsonSerializer.SerializeToElement(form.ToDictionary(field => field.Key, field => field.Value.ToString())), files);
    }

    private static (string Port, Refusal Refusal)? WhyNot(IFormFile file, HttpRoute route)
    {
        var extension = Path.GetExtension(file.FileName);
        if (file.Length > route.FileSizeLimit)
            return ("File too large", new Refusal("file-too-large", $"文件不能超过 {route.FileSizeLimit} 字节。", $"A file has at most {route.FileSizeLimit} bytes.", file.Name));
        if (Has(route.BlockedFileExtensions, extension) || (route.AllowedFileExtensions.Length > 0 && !Has(route.AllowedFileExtensions, extension)))
            return ("Invalid file extension", new Refusal("file-extension-not-allowed", $"不接受扩展名“{extension}”。", $"Files with the extension '{extension}' are not accepted.", file.Name));
        if (route.AllowedMimeTypes.Length > 0 && !route.AllowedMimeTypes.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase))
            return ("Invalid file MIME type", new Refusal("file-type-not-allowed", $"不接受类型“{file.ContentType}”。", $"Files of the type '{file.ContentType}' are not accepted.", file.Name));
        return null;
    }

    private static bool Has(IEnumerable<string> extensions, string extension) =>
        extensions.Any(one => one.TrimStart('.').Equals(extension.TrimStart('.'), StringComparison.OrdinalIgnoreCase));

    /// <summary>JSON as itself, anything else as text; bytes that are no text as Base64.</summary>
    private static JsonElement? Parse(string? type, byte[] content)
    {
        if (content.Length == 0)
            return null;
        var media = type?.Split(';')[0].Trim() ?? "";
        if (media.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
            return JsonElement.Parse(content);
        try
        {
            if (!content.Contains((byte)0))
                return JsonSerializer.SerializeToElement(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content));
        }
        catch (DecoderFallbackException)
        {
            // No text.
        }

        return JsonSerializer.SerializeToElement(Convert.ToBase64String(content));
    }
}
