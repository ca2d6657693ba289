namespace CaseFlow.Host.Web;

/// <summary>How much a caller may send.</summary>
internal static class Limits
{
    /// <summary>Bytes of a request body. Photographs do not travel as JSON; the largest honest body is an imported definition.</summary>
    public const int Body = 1024 * 1024;

    public const string BodyText = "1 MB";

    /// <summary>Bytes of a webhook: CloudEvents of the outside world are small, and the body is read before its sender is known.</summary>
    public const int Webhook = 64 * 1024;

    // What Kestrel swallows of a refused body so that the sender, who reads after writing, gets the answer instead of a broken connection.
    private const int Swallowed = 64 * 1024 * 1024;

    public static void LimitBodies(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Swallowed;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    });

    public static void UseBodyLimit(this WebApplication app) => app.Use((context, next) =>
    {
        context.Request.Body = new LimitedBody(context.Request.Body, context.Request.ContentLength, Body);
        return next(context);
    });
}
