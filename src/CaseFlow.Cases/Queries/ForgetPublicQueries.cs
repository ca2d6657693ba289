using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Queries;

/// <summary>Forgets counts of hours that are over, and questions older than the logs must be kept (six months: 网络安全法, art. 23). Doing it twice changes nothing.</summary>
public sealed record ForgetPublicQueries : ICommand<int>;

internal sealed class ForgetPublicQueriesHandler(PgSession session, TimeProvider time) : IRequestHandler<ForgetPublicQueries, int>
{
    private const int LogDays = 180;

    public async Task<int> Handle(ForgetPublicQueries request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await session.ExecuteAsync("delete from public_query_count where since < @before", new { before = now.AddHours(-2) }, cancellationToken)
            + await session.ExecuteAsync("delete from public_query where at < @before", new { before = now.AddDays(-LogDays) }, cancellationToken);
    }
}
