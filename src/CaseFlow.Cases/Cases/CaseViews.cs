using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Cases;

/// <summary>Builds what people see of a case, with the rights of the actor in the query.</summary>
internal sealed class CaseViews(PgSession session, PersonStore people, ClockViews clocks, TaskViews tasks, CaseScope scope, ICurrentActor actor)
{
    private sealed record Row(long Id, string Number, string QueryCode, string Process, int Version, string State, string Office, string Channel, Guid Applicant, string Facts,
        DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string Instance);

    /// <summary>The id of a case that the actor may see. «Not there» and «not yours» are answered alike.</summary>
    public async Task<long> FindAsync(string number, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<long?>($"select c.id from case_file c join office o on o.id = c.office_id where c.number = @number and {Actor.SeesOffice}",
            new { number, officePath = actor.Actor.OfficePath }, cancellationToken)
        ?? throw RefusedException.NotFound("case-unknown", "没有这个办件,或您无权查看。请核对办件编码。", "There is no such case, or you may not see it. Check the case number.");

    public async Task<CaseView> ViewAsync(long id, CancellationToken cancellationToken)
    {
        var row = await session.SingleAsync<Row>("""
            select c.id, c.number, c.query_code, c.process, c.version, c.state, c.office_id as office, c.channel, c.applicant_id as applicant, c.facts::text as facts,
                   c.opened_at, c.closed_at, i.state::text as instance
            from case_file c join workflow_instance i on i.id = c.id::text where c.id = @id
            """, new { id }, cancellationToken);
        var applicant = (await people.MaskedAsync([row.Applicant], cancellationToken))[row.Applicant];
        var waiting = InstanceJson.Read(row.Instance).Waiting.Where(one => one.Kind == WaitKind.Event);
        return new CaseView(row.Id, row.Number, row.QueryCode, row.Process, row.Version, row.State, row.ClosedAt is not null, row.Office, row.Channel, applicant,
            JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.Facts)!, row.OpenedAt, row.ClosedAt,
            await clocks.OfAsync(id, withStrip: false, cancellationToken),
            await tasks.OpenOfAsync(id, cancellationToken),
            [.. waiting.Select(one => new AwaitedEvents([.. one.EventNames], [.. one.Senders], one.Form))],
            await session.QueryAsync<IncidentSummary>("select id, activity, code, message, raised_at from incident where case_id = @id and resolved_at is null order by id", new { id }, cancellationToken));
    }

    /// <summary>Sends what the command queued and shows the case as it now is.</summary>
    public async Task<CaseChange> ChangeAsync(long id, CancellationToken cancellationToken)
    {
        await session.SaveAsync(cancellationToken);
        return new CaseChange(await ViewAsync(id, cancellationToken), [.. scope.Decisions]);
    }
}
