using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>Accounts of one's offices, by login.</summary>
/// <param name="Text">Part of a name or login.</param>
public sealed record ListAccounts(string? Office = null, string? Text = null, string? Role = null, string? After = null, int Limit = 50) : IQuery<Page<AccountView>>;

/// <summary>What was done to an account, newest first.</summary>
public sealed record ListAccountChanges(Guid Id) : IQuery<IReadOnlyList<AccountChange>>;

/// <summary>One thing that was done.</summary>
/// <param name="Change"><c>opened</c>, <c>changed</c>, <c>secret</c> (a new password or token) or <c>mobile</c>.</param>
public sealed record AccountChange(string Change, JsonElement Detail, DateTimeOffset At, string By);

internal sealed class ListAccountsHandler(PgSession session, AccountViews accounts, ICurrentActor actor, TimeProvider time) : IRequestHandler<ListAccounts, Page<AccountView>>
{
    public async Task<Page<AccountView>> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<AccountViews.Row>($"""
            {AccountViews.Select} where {Actor.SeesOffice} and {Actor.InOffice} and (@After::text is null or a.login > @After) and (@Role::text is null or @Role = any(a.roles))
              and (@Text::text is null or position(@Text in a.name) > 0 or position(@Text in a.login) > 0) order by a.login limit @take
            """, new { officePath = actor.Actor.OfficePath, now = time.GetUtcNow(), request.Office, request.After, request.Role, request.Text, take = limit + 1 }, cancellationToken);
        return new Page<AccountView>([.. rows.Take(limit).Select(accounts.View)], rows.Count > limit ? rows[limit - 1].Login : null);
    }
}

internal sealed class ListAccountChangesHandler(PgSession session, AccountViews accounts) : IRequestHandler<ListAccountChanges, IReadOnlyList<AccountChange>>
{
    private sealed record Row(string Change, string Detail, DateTimeOffset At, string By);

    public async Task<IReadOnlyList<AccountChange>> Handle(ListAccountChanges request, CancellationToken cancellationToken)
    {
        await accounts.GetAsync(request.Id, cancellationToken);
        return [.. (await session.QueryAsync<Row>("select change, detail::text as detail, at, by from account_change where account_id = @Id order by id desc limit 200", request, cancellationToken))
            .Select(row => new AccountChange(row.Change, JsonElement.Parse(row.Detail), row.At, row.By))];
    }
}
