using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Cases;

/// <summary>Builds what people see of a case, with the rights of the actor in the query.</summary>
internal sealed class CaseViews(PgSession session, CaseReader cases, ClockViews clocks, CaseScope scope, ICurrentActor actor)
{
    /// <summary>The id of a case that the actor may see. «Not there» and «not yours» are answered alike.</summary>
    public async Task<long> FindAsync(string number, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<long?>($"select c.id from case_file c join office o on o.id = c.office_id where c.number = @number and {Actor.SeesOffice}",
            new { number, officePath = actor.Actor.OfficePath }, cancellationToken)
        ?? throw RefusedException.NotFound("case-unknown", "没有这个办件，或您无权查看。请核对办件编码。", "There is no such case, or you may not see it. Check the case number.");

    public async Task<CaseView> ViewAsync(long id, CancellationToken cancellationToken)
    {
        var (stored, record) = await cases.ReadAsync(id, CaseRunner.InstanceId(id), InstanceStore.LoadSql, cancellationToken);
        return await ViewAsync(record!, InstanceJson.Read(stored!.State), cancellationToken);
    }

    /// <summary>The time limits of a case, day by day.</summary>
    public async Task<IReadOnlyList<ClockView>> ClocksAsync(long id, CancellationToken cancellationToken)
    {
        var (_, record) = await cases.ReadAsync(id, CaseRunner.InstanceId(id), InstanceStore.LoadSql, cancellationToken);
        return await clocks.OfAsync(record!.Contents, withStrip: true, cancellationToken);
    }

    /// <summary>What the command did to the case, from what it read and changed: nothing is read again.</summary>
    public async Task<CaseChange> ChangeAsync(OpenInstance open, CancellationToken cancellationToken)
    {
        if (open.MemberId is null)
            return new CaseChange(await ViewAsync(open.Record, open.Instance, cancellationToken), [.. scope.Decisions]);
        // A child was advanced: what the case waits for stands in its own instance.
        await session.SaveAsync(cancellationToken);
        return new CaseChange(await ViewAsync(open.Record.Id, cancellationToken), [.. scope.Decisions]);
    }

    private async Task<CaseView> ViewAsync(CaseRecord record, WorkflowInstance instance, CancellationToken cancellationToken) => new(
        record.Id, record.Number, record.QueryCode, record.Process, record.Version, record.State, record.ClosedAt is not null, record.Office, record.Channel, record.Contents.Applicant,
        record.Facts, record.OpenedAt, record.ClosedAt, await clocks.OfAsync(record.Contents, withStrip: false, cancellationToken),
        [.. record.Contents.Tasks.Select(task => task.View)],
        [.. instance.Waiting.Where(one => one.Kind == WaitKind.Event).Select(one => new AwaitedEvents([.. one.EventNames], [.. one.Senders], one.Form)),
            .. record.Contents.ChildWaits.OrderBy(one => one.Instance, StringComparer.Ordinal).ThenBy(one => one.Token).GroupBy(one => (one.Instance, one.Token))
                .Select(visit => new AwaitedEvents([.. visit.Select(one => one.Name)], visit.First().Senders, visit.First().Form))],
        [.. record.Contents.Incidents.Select(incident => incident.Summary)]);
}
