using System.Text.Json;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Supervision;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Clocks;

/// <summary>What clocks announce.</summary>
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

    /// <summary>The days of pauses are used up: the clock must run again.</summary>
    public const string PauseEnds = "pause-ends";
}

/// <summary>A clock's job: raise this signal.</summary>
internal sealed record ClockAlarm(string Clock, string Signal, string? Stage);

/// <summary>Raises a signal whose time has come, once a deadline: a row that cannot be deleted, a decision, a paper. It is raised if the clock ran at that instant, whatever happened to it since:
/// who ends a case a minute late does not escape the card. A job that comes too late or twice finds that nothing is due and does nothing.</summary>
internal sealed class RaiseSignal(PgSession session, CaseRunner runner, ClockStore clocks, DecisionLog log, PaperPress papers, EscalateRedCard escalation, CaseScope scope)
{
    public async Task RunAsync(long caseId, JsonElement payload, CancellationToken cancellationToken)
    {
        var alarm = payload.Deserialize<ClockAlarm>(CaseJson.Options)!;
        var open = await runner.OpenAsync(caseId, cancellationToken);
        var ledger = clocks.Load(alarm.Clock);
        if (alarm.Signal == ClockSignal.PauseEnds)
        {
            await EndPauseAsync(ledger, cancellationToken);
            return;
        }
        var reading = await clocks.ReadAsync(ledger, cancellationToken);
        var stage = reading.StageDues.FirstOrDefault(due => due.Stage == alarm.Stage);
        var due = alarm.Signal switch
        {
            ClockSignal.Amber => reading.AmberFrom,
            ClockSignal.Urge => reading.FinalDayFrom,
            ClockSignal.Red => reading.RedFrom,
            _ => stage?.DoneAt < stage?.DueInstant ? null : stage?.DueInstant,
        };
        if (due is not { } instant || scope.Now < instant || !ledger.RanAt(instant))
            return;
        var raised = await session.SingleOrDefaultAsync<long?>("""
            insert into signal (clock_id, case_id, office_id, kind, stage, due, deadline, raised_at, status, level)
            select id, case_id, @Office, @Signal, @Stage, @instant, @DeadlineDate, @Now, case when @Signal = 'red' then 'open' end, case when @Signal = 'red' then 1 end
            from clock where case_id = @Id and name = @Clock on conflict do nothing returning id
            """, new { scope.Case.Office, alarm.Signal, alarm.Stage, instant, reading.DeadlineDate, scope.Now, scope.Case.Id, alarm.Clock }, cancellationToken);
        if (raised is null)
            return;
        await TellAsync(alarm, stage, cancellationToken);
        if (alarm.Signal != ClockSignal.Stage)
            session.Add("update clock set colour = @lamp where case_id = @Id and name = @Clock and colour is not null",
                new { lamp = ClockLamp.Of(reading), scope.Case.Id, alarm.Clock });
        if (alarm.Signal == ClockSignal.Red)
            await escalation.ArmAsync(raised.Value, ledger.Policy.Calendar, scope.Now, level: 1, cancellationToken);
        runner.Save(open);
    }

    private async Task TellAsync(ClockAlarm alarm, StageDue? stage, CancellationToken cancellationToken)
    {
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
    }

    private async Task EndPauseAsync(ClockLedger ledger, CancellationToken cancellationToken)
    {
        if (!(scope.Now >= ledger.PauseEndsAt))
            return;
        var (entry, _) = await clocks.ChangeAsync(ledger.Policy.Name, one => one.Resume(scope.Now, ClockLedger.Limit), cancellationToken);
        if (entry.Refused is null)
            log.Add("resume", "DONE", "PAUSE_DAYS_USED");
    }
}
