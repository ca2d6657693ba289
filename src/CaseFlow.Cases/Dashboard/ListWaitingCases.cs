using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>The cases behind a place of the heat map: open ones that wait at these activities of a version, the newest case first. A case that waits at two of them is there twice.</summary>
/// <param name="Late">Only those whose limit is over.</param>
public sealed record ListWaitingCases(string Definition, int Version, IReadOnlyList<string> Activities, string? Office = null, bool Late = false, string? After = null, int Limit = 50) : IQuery<Page<WaitingCase>>;

/// <summary>A case that waits.</summary>
/// <param name="Activity">Node id in the definition.</param>
/// <param name="Since">When its process came there.</param>
/// <param name="Hours">Working hours since then.</param>
public sealed record WaitingCase(string CaseNumber, string Process, string CaseState, string Office, string Activity, DateTimeOffset Since, double Hours, bool Late);

internal sealed class ListWaitingCasesHandler(PgSession session, ICurrentActor actor, CalendarShelf calendars, HouseRules rules, TimeProvider time) : IRequestHandler<ListWaitingCases, Page<WaitingCase>>
{
    private sealed record Row(long Id, long Token, string CaseNumber, string Process, string CaseState, string Office, string Activity, DateTimeOffset Since, bool Late);

    public async Task<Page<WaitingCase>> Handle(ListWaitingCases request, CancellationToken cancellationToken)
    {
        var (limit, key) = (request.Limit.Bounded(), Place(request.After));
        var rows = await session.QueryAsync<Row>($"""
            select c.id, visit.token, c.number as case_number, c.process, c.state as case_state, c.office_id as office, visit.activity, came.since, {StandingPress.Late} as late
            {StandingPress.Visits} join office o on o.id = c.office_id
            where c.closed_at is null and i.definition_id = @Definition and i.version = @Version and visit.activity = any(@activities) and {Actor.SeesOffice} and {Actor.InOffice}
              and (not @Late or {StandingPress.Late}) and (@id::bigint is null or (c.id, visit.token) < (@id, @token)) order by c.id desc, visit.token desc limit @take
            """, new { request.Definition, request.Version, activities = request.Activities.ToArray(), request.Late, officePath = actor.Actor.OfficePath, request.Office, id = key?.Id, token = key?.Token, take = limit + 1 },
            cancellationToken);
        var (calendar, now) = (await calendars.CalendarAsync(session, rules, cancellationToken), time.GetUtcNow());
        return new Page<WaitingCase>([.. rows.Take(limit).Select(row => new WaitingCase(row.CaseNumber, row.Process, row.CaseState, row.Office, row.Activity, row.Since,
            Math.Round(rules.Dashboard.Hours.Between(calendar, row.Since, now).TotalHours, 2), row.Late))], rows.Count > limit ? $"{rows[limit - 1].Id}~{rows[limit - 1].Token}" : null);
    }

    private static (long Id, long Token)? Place(string? after) => after?.Split('~') is [var id, var token] && long.TryParse(id, out var one) && long.TryParse(token, out var other) ? (one, other) : null;
}
