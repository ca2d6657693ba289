using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>The cases behind a place of the heat map: open ones that wait at or in this drawn activity of a version, the newest case first.</summary>
/// <param name="Activity">As <see cref="WaitingPlace"/> has it.</param>
/// <param name="Late">Only those whose limit is over.</param>
public sealed record ListWaitingCases(string Definition, int Version, string Activity, string? Office = null, bool Late = false, string? After = null, int Limit = 50) : IQuery<Page<WaitingCase>>;

/// <summary>A case that waits.</summary>
/// <param name="Since">When its process came there: of several waits there, to the first.</param>
/// <param name="Hours">Working hours since then.</param>
public sealed record WaitingCase(string CaseNumber, string Process, string CaseState, string Office, DateTimeOffset Since, double Hours, bool Late);

internal sealed class ListWaitingCasesHandler(PgSession session, ICurrentActor actor, Diagrams diagrams, CalendarShelf calendars, HouseRules rules, TimeProvider time) : IRequestHandler<ListWaitingCases, Page<WaitingCase>>
{
    private sealed record Row(long Id, string CaseNumber, string Process, string CaseState, string Office, DateTimeOffset Since, bool Late);

    public async Task<Page<WaitingCase>> Handle(ListWaitingCases request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var depth = await diagrams.DepthAsync(request.Definition, request.Version, cancellationToken);
        var rows = await session.QueryAsync<Row>($"""
            select c.id, c.number as case_number, c.process, c.state as case_state, c.office_id as office, min(came.since) as since, {StandingPress.Late} as late
            {StandingPress.Visits} join office o on o.id = c.office_id
            where c.closed_at is null and visit.place = @Activity and {Actor.SeesOffice} and {Actor.InOffice} and (not @Late or {StandingPress.Late}) and (@after::bigint is null or c.id < @after)
            group by c.id order by c.id desc limit @take
            """, new
        {
            definitions = new[] { request.Definition }, versions = new[] { request.Version }, depths = new[] { depth }, request.Activity, request.Late, officePath = actor.Actor.OfficePath, request.Office,
            after = long.TryParse(request.After, out var after) ? after : (long?)null, take = limit + 1,
        }, cancellationToken);
        var (calendar, now) = (await calendars.CalendarAsync(session, rules, cancellationToken), time.GetUtcNow());
        return new Page<WaitingCase>([.. rows.Take(limit).Select(row => new WaitingCase(row.CaseNumber, row.Process, row.CaseState, row.Office, row.Since,
            Math.Round(rules.Dashboard.Hours.Between(calendar, row.Since, now).TotalHours, 2), row.Late))], rows.Count > limit ? $"{rows[limit - 1].Id}" : null);
    }
}
