using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Instances;

/// <summary>Builds what people see of instances without a case. They belong to no office: people of the whole bureau see them. Instances of a case are seen with the case, by its rights.</summary>
internal sealed class InstanceViews(PgSession session, ICurrentActor actor)
{
    private sealed record Row(string State, string? ParentId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

    /// <summary>Refuses who belongs to one office only: what runs without a case belongs to none, and concerns all.</summary>
    public async Task MustBeOfTheBureauAsync(CancellationToken cancellationToken)
    {
        if (!await session.SingleAsync<bool>($"select {Actor.SeesBureau}", new { officePath = actor.Actor.OfficePath }, cancellationToken))
            throw RefusedException.Forbidden("bureau-only", "不属于办件的流程只能由市局人员操作。", "Workflows without a case are run by people of the whole bureau.");
    }

    /// <summary>«Not there» and «not yours» are answered alike.</summary>
    public async Task MustBeSeenAsync(string id, CancellationToken cancellationToken)
    {
        if (!await session.SingleAsync<bool>($"select exists (select 1 from workflow_instance where id = @id and case_id is null and {Actor.SeesBureau})",
            new { id, officePath = actor.Actor.OfficePath }, cancellationToken))
            throw Unknown();
    }

    public async Task<InstanceView> ViewAsync(string id, CancellationToken cancellationToken)
    {
        var row = await session.SingleOrDefaultAsync<Row>($"""
            select state::text as state, parent_id, created_at, updated_at from workflow_instance where id = @id and case_id is null and {Actor.SeesBureau}
            """, new { id, officePath = actor.Actor.OfficePath }, cancellationToken)
            ?? throw Unknown();
        var instance = InstanceJson.Read(row.State);
        return new InstanceView(id, instance.DefinitionId, instance.Version, instance.Status.ToString(), instance.Name, instance.CorrelationId, row.ParentId, row.CreatedAt, row.UpdatedAt,
            instance.Output, [.. instance.Waiting.Where(one => one.Kind != WaitKind.Incident).Select(one => new InstanceWait(one.Activity, one.Kind, [.. one.EventNames], one.Due))],
            await session.QueryAsync<IncidentSummary>(
                "select id, activity, code, message, raised_at from incident where coalesce(instance_id, case_id::text) = @id and resolved_at is null order by id", new { id }, cancellationToken));
    }

    private static RefusedException Unknown() => RefusedException.NotFound("instance-unknown", "没有这个流程实例，或您无权查看。", "There is no such instance without a case, or you may not see it.");
}
