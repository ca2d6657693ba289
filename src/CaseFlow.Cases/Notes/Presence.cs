using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Notes;

/// <summary>Says that the actor has a case open, and asks who else has. Asked every twenty seconds by an open page; who has not asked for a minute is gone.</summary>
public sealed record LookAtCase(string Number) : ICommand<IReadOnlyList<OnlookerView>>;

/// <summary>Somebody who has the case open just now.</summary>
public sealed record OnlookerView(string Login, string Name, DateTimeOffset SeenAt);

internal sealed class LookAtCaseHandler(PgSession session, CaseViews cases, ICurrentActor actor) : IRequestHandler<LookAtCase, IReadOnlyList<OnlookerView>>
{
    public async Task<IReadOnlyList<OnlookerView>> Handle(LookAtCase request, CancellationToken cancellationToken)
    {
        var id = await cases.FindAsync(request.Number, cancellationToken);
        // Wall time: a business clock that stands still must not make people stay for ever.
        session.Add("insert into presence (case_id, account_id, seen_at) values (@id, @account, clock_timestamp()) on conflict (case_id, account_id) do update set seen_at = excluded.seen_at",
            new { id, account = actor.Actor.AccountId });
        session.Add("delete from presence where case_id = @id and seen_at < clock_timestamp() - interval '10 minutes'", new { id });
        return await session.QueryAsync<OnlookerView>("""
            select a.login, a.name, p.seen_at from presence p join account a on a.id = p.account_id
            where p.case_id = @id and p.account_id <> @account and p.seen_at > clock_timestamp() - interval '60 seconds' order by p.seen_at desc limit 20
            """, new { id, account = actor.Actor.AccountId }, cancellationToken);
    }
}
