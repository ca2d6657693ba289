using CaseFlow.Host.Problems;

namespace CaseFlow.Host.Starting;

/// <summary>While the server migrates and seeds, it answers 503 instead of half-truths. Health can always be asked.</summary>
internal static class StartingGate
{
    private static readonly Problem Starting = new(503, "starting", "服务正在启动，请稍后重试。", "The server is starting: try again in a moment.") { RetryAfter = 2 };

    public static void UseStartingGate(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Use((context, next) =>
            readiness is { Migrated: true, Seeded: true } || context.Request.Path.StartsWithSegments("/health")
                ? next(context)
                : ProblemAnswers.WriteAsync(context, Starting));
    }
}
