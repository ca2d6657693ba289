using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Timeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Incidents;

/// <summary>What operators must look at: processes that cannot go on, newest first.</summary>
public sealed record ListIncidents(bool Open = true, string? After = null, int Limit = 50) : IQuery<Page<IncidentView>>;

/// <summary>An incident of a case, or of an instance that runs without one: that is shown to people of the whole bureau.</summary>
/// <param name="CaseNumber">Null without a case.</param>
/// <param name="Process">The definition that cannot go on.</param>
/// <param name="Instance">The workflow instance; of a case's children and of what runs without a case.</param>
/// <param name="Activity">Node id in the definition; <paramref name="Name"/>: what the designer called it.</param>
/// <param name="Resolution">Null while open; <c>retried</c>, <c>skipped</c> or <c>cancelled</c>.</param>
public sealed record IncidentView(long Id, string? CaseNumber, string Process, string? Office, string? Instance, string Activity, string Name, string Code, string Message, DateTimeOffset RaisedAt,
    DateTimeOffset? ResolvedAt, string? ResolvedBy, string? Resolution, string? Reason);

internal sealed class ListIncidentsHandler(PgSession session, ProcessCatalogue processes, ICurrentActor actor) : IRequestHandler<ListIncidents, Page<IncidentView>>
{
    private sealed record Row(long Id, string? CaseNumber, string Process, int Version, string? Office, string? Instance, string Activity, string Code, string Message, DateTimeOffset RaisedAt,
        DateTimeOffset? ResolvedAt, string? ResolvedBy, string? Resolution, string? Reason);

    public async Task<Page<IncidentView>> Handle(ListIncidents request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<Row>($"""
            select i.id, c.number as case_number, coalesce(w.definition_id, c.process) as process, coalesce(w.version, c.version) as version, c.office_id as office, i.instance_id as instance, i.activity, i.code, i.message, i.raised_at,
                   i.resolved_at, i.resolved_by, i.resolution, i.reason
            from incident i left join case_file c on c.id = i.case_id left join office o on o.id = c.office_id left join workflow_instance w on w.id = i.instance_id
            where (i.case_id is not null and {Actor.SeesOffice} or i.case_id is null and {Actor.SeesBureau}) and (i.resolved_at is null) = @Open and (@after::bigint is null or i.id < @after) order by i.id desc limit @take
            """, new { officePath = actor.Actor.OfficePath, request.Open, after = long.TryParse(request.After, out var after) ? after : (long?)null, take = limit + 1 }, cancellationToken);
        var page = new List<IncidentView>();
        foreach (var row in rows.Take(limit))
            page.Add(new IncidentView(row.Id, row.CaseNumber, row.Process, row.Office, row.Instance, row.Activity, TimelineTexts.NameOf((await processes.GetAsync(row.Process, row.Version, cancellationToken)).Definition, row.Activity),
                row.Code, row.Message, row.RaisedAt, row.ResolvedAt, row.ResolvedBy, row.Resolution, row.Reason));
        return new Page<IncidentView>(page, rows.Count > limit ? page[^1].Id.ToString() : null);
    }
}
