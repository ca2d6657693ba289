using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Queries;

/// <summary>What the public asked, newest first, in the words of the decision log: also what was answered about nobody.</summary>
public sealed record ListPublicQueries(long? After = null, int Limit = 50) : IQuery<IReadOnlyList<PublicQueryRow>>;

/// <summary>One question and its answer.</summary>
/// <param name="Case">The case number; null where the answer spoke of none.</param>
public sealed record PublicQueryRow(long Id, string Step, string Decision, string Reason, string Kind, DateTimeOffset At, string? Case);

internal sealed class ListPublicQueriesHandler(PgSession session) : IRequestHandler<ListPublicQueries, IReadOnlyList<PublicQueryRow>>
{
    public Task<IReadOnlyList<PublicQueryRow>> Handle(ListPublicQueries request, CancellationToken cancellationToken) => session.QueryAsync<PublicQueryRow>("""
        select q.id, 'query' as step, 'ANSWER' as decision, q.reason, q.kind, q.at, c.number as "case" from public_query q left join case_file c on c.id = q.case_id
        where @After::bigint is null or q.id < @After order by q.id desc limit @limit
        """, new { request.After, limit = request.Limit.Bounded() }, cancellationToken);
}
