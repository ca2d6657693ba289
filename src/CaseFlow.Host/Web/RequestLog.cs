using System.Diagnostics;
using CaseFlow.Cases.Accounts;

namespace CaseFlow.Host.Web;

/// <summary>One line a request: the route's pattern instead of the address, the account's id instead of a name. So the log holds no personal data.</summary>
internal static class RequestLog
{
    public static void UseRequestLog(this WebApplication app) => app.Use(async (context, next) =>
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        var route = context.GetEndpoint() is RouteEndpoint endpoint ? "/" + endpoint.RoutePattern.RawText?.TrimStart('/') : "(no route)";
        if (route.StartsWith("/health", StringComparison.Ordinal) && context.Response.StatusCode == 200)
            return;
        var actor = context.RequestServices.GetRequiredService<ICurrentActor>().Actor;
        app.Logger.LogInformation("{Method} {Route} {Status} {Milliseconds} ms {AccountId}", context.Request.Method, route, context.Response.StatusCode,
            (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds, actor.AccountId == Guid.Empty ? actor.Login : actor.AccountId);
    });
}
