using System.IO.Compression;
using CaseFlow.Host.Starting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;

namespace CaseFlow.Host.Web;

/// <summary>Serves the desk: the files that <c>CaseFlow.Web</c> was built into. An address of a page (<c>/inbox</c>, <c>/cases/310-…</c>) gets <c>index.html</c>, which finds the page itself.
/// The files are public and hold no data; everything they show comes from the API, which denies until a policy allows.</summary>
internal static class Desk
{
    private const string Index = "/index.html";

    // The component library writes its styles into the page; scripts come from this server alone. Papers are shown in a frame without rights.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static readonly string[] NotTheDesk = ["/api", "/openapi", "/health", "/workflows"];

    public static void AddDesk(this IServiceCollection services) => services
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // the same files for everybody: nothing secret to guess from their length
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });

    public static void UseDesk(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Settings>().Desk is not { } folder)
            return;
        var files = new PhysicalFileProvider(folder.FullName);
        app.UseWhen(context => (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !NotTheDesk.Any(start => context.Request.Path.StartsWithSegments(start, StringComparison.Ordinal)), desk =>
        {
            desk.UseResponseCompression();
            desk.Use((context, next) =>
            {
                if (!Path.HasExtension(context.Request.Path.Value) || context.Request.Path.Value!.StartsWith("/cases/", StringComparison.Ordinal))
                    context.Request.Path = Index;
                return next(context);
            });
            desk.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                OnPrepareResponse = served =>
                {
                    served.Context.Response.Headers.ContentSecurityPolicy = Policy;
                    // The names of built files carry a digest of their content; the page that names them must be asked for each time.
                    served.Context.Response.Headers.CacheControl = served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
                },
            });
        });
    }
}
