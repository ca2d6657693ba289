using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Host.Access;

/// <summary>Tells the commands of this request who acts, from where, and under which Idempotency-Key.</summary>
internal static class RequestActor
{
    private const int LongestKey = 200;

    public static void UseRequestActor(this WebApplication app) => app.Use((context, next) =>
    {
        var services = context.RequestServices;
        services.GetRequiredService<CurrentActor>().Actor =
            (Principal.Remembered(context) ?? Actor.Anonymous) with { Ip = context.Connection.RemoteIpAddress?.ToString() };

        // Keys belong to accounts: an anonymous caller has none, or strangers could read each other's answers.
        if (Principal.Remembered(context) is not null && context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key)
        {
            if (key.Length > LongestKey)
                throw RefusedException.Invalid("idempotency-key-too-long",
                    $"Idempotency-Key 最多 {LongestKey} 个字符。", $"An Idempotency-Key has at most {LongestKey} characters.");
            services.GetRequiredService<RequestKey>().Value = key;
        }

        return next(context);
    });
}
