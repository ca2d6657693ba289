using Microsoft.AspNetCore.Mvc;

namespace CaseFlow.Sandbox;

/// <summary>One thing that is wrong with a call.</summary>
internal sealed record Reason(string Code, string Message, string? Field = null);

/// <summary>Collects every reason before answering: a caller learns all of them at once.</summary>
internal sealed class Reasons
{
    private readonly List<Reason> found = [];

    public bool Any => found.Count > 0;

    public Reasons Add(string code, string message, string? field = null)
    {
        found.Add(new Reason(code, message, field));
        return this;
    }

    public Reasons Unless(bool right, string code, string message, string? field = null) => right ? this : Add(code, message, field);

    public Reasons Need(string? value, string field) => Unless(!string.IsNullOrWhiteSpace(value), "missing", $"{field} is missing.", field);

    public Reasons OneOf(string? value, string field, params IEnumerable<string> allowed) =>
        Unless(value is null || allowed.Contains(value), "unknown-word", $"{field} is '{value}'; use one of: {string.Join(", ", allowed)}.", field);

    public IResult Problem() => Problems.Of(400, "invalid", "The call has mistakes; nothing was done.", [.. found]);
}

/// <summary>Answers for calls that cannot be served: problem details (RFC 9457) with a stable code and all reasons.</summary>
internal static class Problems
{
    public static IResult Of(int status, string code, string detail, params IReadOnlyList<Reason> reasons)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code } };
        if (reasons.Count > 0) problem.Extensions["reasons"] = reasons;
        return Results.Problem(problem);
    }

    public static IResult NotFound(string code, string detail) => Of(404, code, detail);

    public static IResult Conflict(string code, string detail) => Of(409, code, detail);

    /// <summary>Names problems that the web server answers by itself.</summary>
    public static void Name(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions.TryAdd("code", problem.Status switch
        {
            404 => "unknown-path",
            405 => "method-not-allowed",
            413 => "body-too-large",
            415 => "not-json",
            _ => "refused",
        });
    }

    /// <summary>Says what was wrong with a body that could not be read, instead of an empty 400.</summary>
    public static async Task Explain(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
        {
            await Of(unreadable.StatusCode, "unreadable-body", unreadable.InnerException?.Message ?? unreadable.Message).ExecuteAsync(context);
        }
    }
}
