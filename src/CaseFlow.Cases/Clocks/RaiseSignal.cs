using System.Text.Json;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Clocks;

/// <summary>The cards and reminders a clock raises. The words are stored.</summary>
internal static class ClockSignal
{
    /// <summary>黄牌预警.</summary>
    public const string Amber = "amber";

    /// <summary>催办: the final day has begun.</summary>
    public const string Urge = "urge";

    /// <summary>红牌: the deadline has passed.</summary>
    public const string Red = "red";

    /// <summary>A stage is over its limit though the whole is not.</summary>
    public const string Stage = "stage";
}

/// <summary>A clock's job: raise this signal.</summary>
internal sealed record ClockAlarm(string Clock, string Signal, string? Stage);

/// <summary>Raises a signal whose time has come, once a deadline: a row that cannot be deleted, a decision, a paper. A job that comes too late or twice finds that nothing is due and does nothing.</summary>
internal sealed class RaiseSignal(PgSession session, CaseRunner runner, ClockStore clocks, DecisionLog log, PaperPress papers, CaseScope scope)
{
    public async Task RunAsync(long caseId, JsonElement payload, CancellationToken cancellationToken)
    {
        var alarm = payload.Deserialize<ClockAlarm>(CaseJson.Options)!;
        var open = await runner.OpenAsync(caseId, cancellationToken);
        var ledger = clocks.Load(alarm.Clock);
        var reading = await clocks.ReadAsync(ledger, cancellationToken);
        var stage = reading.StageDues.FirstOrDefault(due => due.Stage == alarm.Stage);
        var due = alarm.Signal switch
        {
            ClockSignal.Amber => reading.AmberFrom,
            ClockSignal.Urge => reading.FinalDayFrom,
            ClockSignal.Red => reading.RedFrom,
            _ => stage?.DoneAt is null ? stage?.DueInstant : null,
        };
        if (!reading.IsOpen || ledger.Pauses is [.., { To: null }] || !(scope.Now >= due))
            return;
        var raised = await session.ExecuteAsync("""
            insert into signal (clock_id, case_id, kind, stage, due, deadline, raised_at)
            select id, case_id, @Signal, @Stage, @due, @DeadlineDate, @Now from clock where case_id = @Id and name = @Clock on conflict do nothing
            """, new { alarm.Signal, alarm.Stage, due, reading.DeadlineDate, scope.Now, scope.Case.Id, alarm.Clock }, cancellationToken);
        if (raised == 0)
            return;
        switch (alarm.Signal)
        {
            case ClockSignal.Amber:
                log.Add("amber", "RAISED");
                await papers.IssueAsync("amber-notice", JsonSerializer.SerializeToElement(new { }), cancellationToken);
                break;
            case ClockSignal.Urge: log.Add("urge", "RAISED"); break;
            case ClockSignal.Red:
                log.Add("red", "RAISED", "SLA_BREACHED");
                await papers.IssueAsync("overdue-notice", JsonSerializer.SerializeToElement(new { }), cancellationToken);
                break;
            default: log.Add("stage_overdue", "RAISED", stage!.Reason); break;
        }
        runner.Save(open);
    }
}
