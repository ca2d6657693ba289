using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Operating;

/// <summary>Cancels a case and everything that could still happen in it: visits with their tasks, timers and waits, children, clocks with their signals, jobs, events that wait to be delivered.
/// One transaction under the case's lock: a crash leaves all of it or nothing. A job that a worker is running finds its row gone and rolls back.
/// Messages that were queued before it still leave: what they say had happened.</summary>
internal sealed class Cancellation(PgSession session, CaseRunner runner, ClockStore clocks, JobQueue jobs, DecisionLog decisions, InterventionLog log, CaseScope scope)
{
    public async Task<OpenInstance> RunAsync(long caseId, string reason, string state, CancellationToken cancellationToken)
    {
        var open = await runner.OpenAsync(caseId, cancellationToken);
        if (open.Instance.Status != InstanceStatus.Running)
            throw RefusedException.Conflict("case-closed", "办件已结束，不能再取消。", "The case has ended: there is nothing to cancel.");
        log.Add(nameof(CancelCase), reason, new { state });
        await runner.AdvanceAsync(open, new CancelWorkflow(reason), cancellationToken);
        foreach (var child in await session.QueryAsync<string>("select id from workflow_instance where case_id = @caseId and status = 'Running' and id <> @Id order by created_at, id",
                     new { caseId, open.Instance.Id }, cancellationToken))
            if (await runner.OpenAsync(caseId, child, cancellationToken) is { HasEnded: false } running)
                await runner.AdvanceAsync(running, new CancelWorkflow(reason), cancellationToken);
        await clocks.AbandonAllAsync(cancellationToken);
        // The clocks have taken back what was not due yet; a red card whose instant has passed is still raised.
        jobs.CancelForCase(caseId, except: JobKind.Clock);
        session.Add("update webhook_event set outcome = 'kept' where case_id = @caseId and outcome = 'early'", new { caseId });
        decisions.Add("cancel", "CANCELLED");
        scope.Case.State = state;
        scope.Case.ClosedAt ??= scope.Now;
        scope.Case.Changed = true;
        runner.Save(open);
        return open;
    }
}
