using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;
namespace CaseFlow.Host.Starting;
internal static class Temporary
{
    public static void AddTemporary(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(p => p.GetService!);
        services.AddScoped<IMediator>(p => new Mediator(t => p.GetService(t)!));
        services.AddScoped<RequestKey>();
        services.AddSingleton<IJobRunner, NoRunner>();
        foreach (var t in typeof(SignIn).Assembly.GetTypes())
            foreach (var i in t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddScoped(i, t);
        services.AddScoped<IPipelineBehavior<SignIn, Session?>, Tx>();
        services.AddSingleton(MigrationSource.Of(typeof(SignIn).Assembly));
    }
    private sealed class NoRunner : IJobRunner { public Task RunAsync(ClaimedJob job, CancellationToken cancellation) => Task.CompletedTask; }
    private sealed class Tx(PgSession session) : IPipelineBehavior<SignIn, Session?>
    {
        public async Task<Session?> Handle(SignIn request, CancellationToken cancellationToken, RequestHandlerDelegate<Session?> next)
        { await session.BeginAsync(cancellationToken); var r = await next(); await session.CommitAsync(cancellationToken); return r; }
    }
}
