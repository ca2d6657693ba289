using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>People one may give work to: those who see the office of the reader.</summary>
/// <param name="Text">Part of a name or login.</param>
public sealed record ListColleagues(string? Text = null) : IQuery<IReadOnlyList<ColleagueView>>;

/// <summary>A colleague.</summary>
/// <param name="Deputy">Login of who stands in just now.</param>
/// <param name="Open">Open tasks of this person, counted no further than 100.</param>
public sealed record ColleagueView(string Login, string Name, string Office, IReadOnlyList<string> Roles, string? Deputy, int Open);

internal sealed class ListColleaguesHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListColleagues, IReadOnlyList<ColleagueView>>
{
    private sealed record Row(string Login, string Name, string Office, string[] Roles, string? Deputy, int Open);

    public async Task<IReadOnlyList<ColleagueView>> Handle(ListColleagues request, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>($"""
            select a.login, a.name, a.office_id as office, a.roles,
                   (select d.login from substitution s join account d on d.id = s.deputy_id where s.account_id = a.id and s.ended_at is null and s.from_at <= now()) as deputy,
                   (select count(*)::int from (select 1 from task t where t.assignee = a.login and t.status = 'open' limit 100) as counted) as open
            from account a join office o on o.id = a.office_id
            where a.active and a.kind = 'person' and ({Actor.SeesOffice} or @officePath like o.path || '/%')
              and (@Text::text is null or a.name like '%' || @Text || '%' or a.login like '%' || @Text || '%')
            order by o.path desc, a.login limit 200
            """, new { officePath = actor.Actor.OfficePath, request.Text }, cancellationToken)).Select(row => new ColleagueView(row.Login, row.Name, row.Office, row.Roles, row.Deputy, row.Open))];
}

/// <summary>Finds who will do a task that is given to somebody.</summary>
internal sealed class Colleagues(PgSession session, TimeProvider time)
{
    /// <param name="Away">Login of the one it was given to, if a deputy does it.</param>
    internal sealed record Doing(string Doer, Guid DoerId, string? Away);

    // A deputy may be away too; further than this nobody follows.
    private const int LongestChain = 5;

    private sealed record Row(Guid Id, string Login, string Name, string[] Groups, string OfficePath, string? Deputy);

    public async Task<Doing> CandidateAsync(string login, TaskViews.Row task, CancellationToken cancellationToken)
    {
        var named = await FindAsync(login, cancellationToken) ?? throw RefusedException.Invalid("assignee-unknown", "没有这个账号，或已停用。", "There is no such account, or it is closed.", "to");
        var doer = named;
        for (var steps = 0; doer.Deputy is { } deputy && steps < LongestChain; steps++)
            if (await FindAsync(deputy, cancellationToken) is { } next && next.Login != named.Login)
                doer = next;
            else
                break;
        var office = await session.SingleAsync<string>("select path from office where id = @Office", new { task.Office }, cancellationToken);
        foreach (var one in new[] { named, doer }.Distinct())
            if (!one.Groups.Intersect(task.CandidateGroups).Any() || !(office == one.OfficePath || office.StartsWith(one.OfficePath + "/", StringComparison.Ordinal)))
                throw RefusedException.Conflict("assignee-not-candidate", $"{one.Name}不能办理该任务：岗位或受理点不符。", $"{one.Name} cannot do this task: wrong group or office.");
        return new Doing(doer.Login, doer.Id, doer.Login == named.Login ? null : named.Login);
    }

    private Task<Row?> FindAsync(string login, CancellationToken cancellationToken) => session.SingleOrDefaultAsync<Row>("""
        select a.id, a.login, a.name, a.roles || a.groups as groups, o.path as office_path,
               (select d.login from substitution s join account d on d.id = s.deputy_id
                where s.account_id = a.id and s.ended_at is null and s.from_at <= @now and (s.until_at is null or s.until_at > @now)) as deputy
        from account a join office o on o.id = a.office_id where a.login = @login and a.active and a.kind = 'person'
        """, new { login, now = time.GetUtcNow() }, cancellationToken);
}
