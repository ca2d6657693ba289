using CaseFlow.Cases.Http;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Host.Access;
using CaseFlow.Host.Problems;
using CaseFlow.Host.Web;
using CaseFlow.Workflows;
using Microsoft.AspNetCore.Authorization;

namespace CaseFlow.Host.Api;

/// <summary>The addresses at which workflows receive requests: <c>/workflows/{path}</c>. Which there are, and whom they let in, stands in the released definitions; what the
/// installation allows of that stands in its settings.</summary>
internal static class WorkflowEndpoints
{
    private static readonly Problem SignInFirst = new(401, "sign-in-needed", "请先登录或提供令牌。", "Sign in, or send a token.");
    private static readonly Problem NotPublic = new(401, "endpoint-not-public",
        "本系统不允许匿名调用流程端点：请登录或提供令牌，或由管理员设置 Workflows:Http:AllowAnonymous。",
        "This installation lets nobody call workflows anonymously: sign in or send a token, or let an administrator set Workflows:Http:AllowAnonymous.");
    private static readonly Problem Forbidden = new(403, "endpoint-forbidden", "您无权调用此端点。", "You may not call this endpoint.");
    private static readonly Problem TooOften = new(429, "too-many-requests", "请求过于频繁，请稍后重试。", "Too many requests: try again in a moment.") { RetryAfter = 5 };

    public static void MapWorkflowEndpoints(this WebApplication app) =>
        app.Map("/workflows/{**path}", (Delegate)CallAsync).WithName("CallWorkflow").AllowEverybody().ExcludeFromDescription();

    private static async Task CallAsync(string? path, HttpContext context, Ask ask, IAuthorizationService authorization, EndpointOptions options, EndpointPatience patience,
        RequestKey key)
    {
        if (!patience.MayCall(context))
        {
            await ProblemAnswers.WriteAsync(context, TooOften);
            return;
        }

        var address = new EndpointAddress(context.Request.Method.ToUpperInvariant(), path ?? "", Named(context, "X-Correlation-Id", "correlationId"),
            Named(context, "X-Workflow-Instance-Id", "workflowInstanceId"));
        var route = await FindAsync(address, key, ask);
        if (route is not null && await WhyNotAsync(context, route, authorization, options) is { } problem)
        {
            await ProblemAnswers.WriteAsync(context, problem);
            return;
        }

        var body = await EndpointBody.ReadAsync(context.Request, route, context.RequestAborted);
        var exchange = await ask.For(new Cases.Http.ReceiveHttpRequest(address, body.Port, body.Content, body.Files,
            context.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString()))
        { Judged = route, Headers = EndpointBody.Headers(context.Request) });
        var answer = exchange.Answer ?? (exchange.Awaited is { } awaited ? await patience.WaitAsync(awaited, route?.RequestTimeout, context.RequestAborted) : null);
        await (answer is null ? AcceptedAsync(context, exchange) : EndpointAnswer.WriteAsync(context, answer));
    }

    /// <summary>Null where nobody waits, but a key is given: the request may have been taken before, and whoever waited for it has gone on.</summary>
    private static async Task<HttpRoute?> FindAsync(EndpointAddress address, RequestKey key, Ask ask)
    {
        try
        {
            return await ask.For(new FindHttpEndpoint(address));
        }
        catch (RefusedException) when (key.Value is not null)
        {
            return null;
        }
    }

    /// <summary>A route that asks for nobody in particular is still closed to strangers, unless the installation opens such routes.</summary>
    private static async Task<Problem?> WhyNotAsync(HttpContext context, HttpRoute route, IAuthorizationService authorization, EndpointOptions options)
    {
        var isStranger = Principal.Remembered(context) is null;
        if (!route.Authorize)
            return isStranger && !options.AllowAnonymous ? NotPublic : null;
        if (isStranger)
            return SignInFirst;
        // A policy that this installation does not have allows nobody.
        return route.Policy is null || (Policy.Exists(route.Policy) && (await authorization.AuthorizeAsync(context.User, route.Policy)).Succeeded) ? null : Forbidden;
    }

    /// <summary>The workflow took the request and has not answered: it is under way, stands still, or has nothing to say.</summary>
    private static Task AcceptedAsync(HttpContext context, HttpExchange exchange)
    {
        context.Response.StatusCode = exchange.Status == nameof(InstanceStatus.Running) ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return context.Response.WriteAsJsonAsync(new EndpointTaken(exchange.InstanceId, exchange.Status), Cases.Running.CaseJson.Options, context.RequestAborted);
    }

    private static string? Named(HttpContext context, string header, string parameter)
    {
        var value = context.Request.Headers[header].ToString() is { Length: > 0 } given ? given : context.Request.Query[parameter].ToString();
        return value.Length == 0 ? null : value.Length <= 200 ? value
            : throw RefusedException.Invalid("name-too-long", $"{header} 最多200个字符。", $"{header} has at most 200 characters.", header);
    }

    /// <summary>What a caller gets whose workflow wrote no answer.</summary>
    internal sealed record EndpointTaken(string InstanceId, string Status);
}
