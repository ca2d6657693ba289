using System.Diagnostics;
using CaseFlow.Cases.Running;

namespace CaseFlow.Host.Problems;

/// <summary>Writes problems: for exceptions, and for statuses that came without a body.</summary>
internal static class ProblemAnswers
{
    public static void UseProblemDetails(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await WriteAsync(context, StatusProblems.Of(context.Response.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
            context.Response.StatusCode = 499;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = ExceptionTranslator.Translate(exception);
            if (ExceptionTranslator.IsOurs(problem))
                app.Logger.LogError(exception, "Broken: {TraceId}", TraceId(context));
            context.Response.Clear();
            await WriteAsync(context, problem);
        }
    });

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var language = Language.Of(context);
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.ContentLanguage = language;
        if (problem.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        Web.SecurityHeaders.Write(context);
        var body = problem.In(language, problem.Status == 500 ? TraceId(context) : null);
        return context.Response.WriteAsJsonAsync(body, CaseJson.Options, "application/problem+json; charset=utf-8", context.RequestAborted);
    }

    private static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
