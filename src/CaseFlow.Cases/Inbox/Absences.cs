using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Inbox;

/// <summary>Moves tasks when somebody goes away and when that ends. A job turns at the instants that were said beforehand; done twice it changes nothing more.</summary>
internal sealed class Absences(PgSession session, TimeProvider time)
{
    public const string Select = """
        select s.id, a.login as who, d.login as deputy, s.from_at as "from", s.until_at as until, s.ended_at from substitution s join account a on a.id = s.account_id join account d on d.id = s.deputy_id
        """;

    private const string Returning = "returning (select c.number from case_file c where c.id = t.case_id) as number, t.office_id as office";

    private sealed record Payload(long Substitution);

    private sealed record Moved(string Number, string Office);

    private sealed record Stored(DateTimeOffset FromAt, DateTimeOffset? UntilAt, DateTimeOffset? EndedAt);

    public static Job Turn(long id, DateTimeOffset at) => new(JobKind.Substitution, CaseJson.Element(new Payload(id)), at, Key: $"substitution/{id}/{at.ToUnixTimeSeconds()}");

    public async Task<SubstitutionView> GetAsync(long id, CancellationToken cancellationToken)
    {
        await session.SaveAsync(cancellationToken);
        return await session.SingleAsync<SubstitutionView>($"{Select} where s.id = @id", new { id }, cancellationToken);
    }

    /// <summary>Tasks that are assigned to the one who is away go to the deputy.</summary>
    public async Task BeginAsync(long id, CancellationToken cancellationToken) => Announce(await session.QueryAsync<Moved>($"""
        update task t set assignee = d.login, on_behalf_of = coalesce(t.on_behalf_of, a.login) from substitution s join account a on a.id = s.account_id join account d on d.id = s.deputy_id
        where s.id = @id and s.ended_at is null and t.assignee = a.login and t.status = 'open' {Returning}
        """, new { id }, cancellationToken));

    /// <summary>Open desks hear of every task that changed hands.</summary>
    private void Announce(IEnumerable<Moved> tasks)
    {
        foreach (var task in tasks.Distinct())
            session.Announce(News.CaseNews.Subject(task.Number, task.Office));
    }

    /// <summary>What is still open goes back to the one who was away.</summary>
    public async Task EndAsync(long id, CancellationToken cancellationToken)
    {
        Announce(await session.QueryAsync<Moved>($"""
            update task t set assignee = a.login, on_behalf_of = null from substitution s join account a on a.id = s.account_id
            where s.id = @id and s.ended_at is null and t.on_behalf_of = a.login and t.status = 'open' {Returning}
            """, new { id }, cancellationToken));
        await session.ExecuteAsync("update substitution set ended_at = @now where id = @id and ended_at is null", new { id, now = time.GetUtcNow() }, cancellationToken);
    }

    /// <summary>The instant has come at which an absence begins or ends.</summary>
    public async Task TurnAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var id = job.Payload.Deserialize<Payload>(CaseJson.Options)!.Substitution;
        var now = time.GetUtcNow();
        if (await session.SingleOrDefaultAsync<Stored>("select from_at, until_at, ended_at from substitution where id = @id for update", new { id }, cancellationToken) is not { EndedAt: null } stored)
            return;
        if (stored.UntilAt <= now)
            await EndAsync(id, cancellationToken);
        else if (stored.FromAt <= now)
            await BeginAsync(id, cancellationToken);
    }
}
