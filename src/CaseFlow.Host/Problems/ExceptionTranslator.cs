using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using Npgsql;

namespace CaseFlow.Host.Problems;

/// <summary>The only place where an exception becomes an answer. Three kinds of wrong: refused, unreadable, broken.</summary>
internal static partial class ExceptionTranslator
{
    public static Problem Translate(Exception exception) => exception switch
    {
        RefusedException refused => new Problem(StatusOf(refused.Kind), refused.Reasons),
        BadHttpRequestException { StatusCode: 413 } => StatusProblems.Of(413),
        BadHttpRequestException { StatusCode: 415 } => StatusProblems.Of(415),
        BadHttpRequestException { InnerException: JsonException json } => JsonFaults.Explain(json),
        BadHttpRequestException bad => Unbound(bad),
        JsonException json => JsonFaults.Explain(json),
        CommitUnknownException => OutcomeUnknown,
        // A server that is being killed says so before it closes; Npgsql does not count that among what passes.
        NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => Unavailable,
        _ => Broken,
    };

    /// <summary>Whether the server, not the caller, is at fault: worth an error in the log.</summary>
    public static bool IsOurs(Problem problem) => problem.Status >= 500;

    private static Problem Broken { get; } = new(500, "internal-error",
        "系统内部发生错误，本次操作未保存。请重试；如仍出现，请将 traceId 告知运维人员。",
        "Something broke inside; nothing was stored. Try again; if it stays, give the traceId to the operators.");

    private static Problem Unavailable { get; } = new(503, "database-unavailable",
        "数据库暂时无法访问，本次操作未保存。请稍后重试。",
        "The database cannot be reached; nothing was stored. Try again in a moment.")
    { RetryAfter = 5 };

    private static Problem OutcomeUnknown { get; } = new(503, "outcome-unknown",
        "保存时与数据库失去联系，无法确定本次操作是否已保存。请使用同一 Idempotency-Key 重新提交：已保存的不会重复办理；未使用该请求头时，请先查看再决定是否重新提交。",
        "The database was lost while saving: nobody knows whether it was stored. Send it again with the same Idempotency-Key and it is done once; without one, look first.")
    { RetryAfter = 5 };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => 422,
        RefusalKind.Conflict => 409,
        RefusalKind.NotFound => 404,
        RefusalKind.Forbidden => 403,
        RefusalKind.TooMany => 429,
        _ => 422,
    };

    // The framework tells which parameter failed only in its message.
    private static Problem Unbound(BadHttpRequestException bad)
    {
        if (bad.Message.Contains("body was not provided", StringComparison.Ordinal) || bad.Message.Contains("no body was provided", StringComparison.Ordinal))
            return new Problem(400, "body-missing", "缺少请求正文：请以 application/json 发送。", "The body is missing: send one as application/json.");
        if (Parameter().Match(bad.Message) is not { Success: true } match)
            return StatusProblems.Of(bad.StatusCode);
        var name = match.Groups["name"].Value;
        return bad.Message.StartsWith("Required", StringComparison.Ordinal)
            ? new Problem(400, "parameter-missing", $"缺少参数“{name}”。", $"The parameter '{name}' is missing.", name)
            : new Problem(400, "parameter-invalid", $"参数“{name}”的值无法识别。", $"The value of the parameter '{name}' cannot be read.", name);
    }

    [GeneratedRegex("parameter \"(?:\\S+ )*(?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
