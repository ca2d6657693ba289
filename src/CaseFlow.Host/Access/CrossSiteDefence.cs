using CaseFlow.Host.Problems;

namespace CaseFlow.Host.Access;

/// <summary>
/// Refuses writes that another web site makes a signed-in person's browser send. Besides the SameSite cookie, a write that is authenticated by cookie is
/// judged by what every browser says of it and no page can forge: <c>Sec-Fetch-Site</c> must be <c>same-origin</c> (or <c>none</c>, typed by the person), else
/// <c>Origin</c> must be the address called. The header <c>X-CaseFlow</c> also proves it, because a foreign page may not send it. A request with none of the
/// three came from a program, which holds its cookie on purpose. Bearer tokens are never sent by a browser of its own accord and need none of this.
/// </summary>
internal static class CrossSiteDefence
{
    private static readonly Problem Refused = new(403, "cross-site-write",
        "写操作必须来自本站页面；本站页面之外请加请求头 X-CaseFlow: 1。", "A write must come from a page of this site; elsewhere add the header X-CaseFlow: 1.");

    public static void UseCrossSiteDefence(this WebApplication app) => app.Use((context, next) =>
        IsWriteByCookie(context) && !ComesFromHere(context.Request) ? ProblemAnswers.WriteAsync(context, Refused) : next(context));

    private static bool IsWriteByCookie(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, AuthenticationType: Sessions.Cookie }
        // Whatever its method, a request to a workflow starts or moves something; a link on a foreign page sends the cookie along.
        && (context.Request.Path.StartsWithSegments("/workflows") || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method)));

    private static bool ComesFromHere(HttpRequest request)
    {
        if (request.Headers.ContainsKey("X-CaseFlow"))
            return true;
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin)
            return Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return true;
    }
}
