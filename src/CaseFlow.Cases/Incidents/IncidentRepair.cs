using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Incidents;

/// <summary>Finds an open incident that the actor may see and feeds its visit what the operator decided.</summary>
internal sealed class IncidentRepair(PgSession session, CaseRunner runner, CaseViews views, InterventionLog log, ICurrentActor actor)
{
    public async Task<CaseChange> FeedAsync(string command, long id, string reason, Func<long, Stimulus> stimulus, CancellationToken cancellationToken)
    {
        var (caseId, instanceId, token, resolved) = await session.SingleOrDefaultAsync<(long CaseId, string? InstanceId, long Token, bool Resolved)?>($"""
            select i.case_id, i.instance_id, i.token, i.resolved_at is not null from incident i join case_file c on c.id = i.case_id join office o on o.id = c.office_id
            where i.id = @id and {Actor.SeesOffice}
            """, new { id, officePath = actor.Actor.OfficePath }, cancellationToken)
            ?? throw RefusedException.NotFound("incident-unknown", "没有这个异常，或您无权查看。", "There is no such incident, or you may not see it.");
        if (resolved)
            throw RefusedException.Conflict("incident-resolved", "该异常已经处理。", "The incident has been resolved.");
        var open = await runner.OpenAsync(caseId, instanceId, cancellationToken);
        log.Add(command, reason, new { activity = open.Instance.Visits.GetValueOrDefault(token)?.Activity });
        await runner.AdvanceAsync(open, stimulus(token), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }
}
