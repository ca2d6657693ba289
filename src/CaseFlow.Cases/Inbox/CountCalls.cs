using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>How much calls for the reader. Every page of every desk asks, so it reads nothing of the inbox.</summary>
public sealed record CountCalls : IQuery<CallCounts>;

/// <summary>What calls for somebody, each counted no further than 100.</summary>
/// <param name="Mentions">Notes that name the reader and were not read.</param>
/// <param name="Orders">Supervision orders and urges that wait for the reader's reply.</param>
public sealed record CallCounts(int Mentions, int Orders);

internal sealed class CountCallsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<CountCalls, CallCounts>
{
    public Task<CallCounts> Handle(CountCalls request, CancellationToken cancellationToken) => session.SingleAsync<CallCounts>("""
        select (select count(*)::int from (select 1 from mention where account_id = @account and read_at is null limit 100) as counted) as mentions,
               (select count(*)::int from (select 1 from supervision where owner = @login and status = 'open' limit 100) as counted) as orders
        """, new { account = actor.Actor.AccountId, login = actor.Actor.Login }, cancellationToken);
}
