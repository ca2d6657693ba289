using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Verifying;

/// <summary>Declared = armed: a running clock has a job for every signal it has not raised yet; one that stands still or has stopped has none.</summary>
internal sealed class ClockCheck(PgSession session, CalendarShelf calendars, TimeProvider time)
{
    private sealed record Row(long Id, long CaseId, string Ledger);

    public async Task<IReadOnlyList<Discrepancy>> RunAsync(string[] ids, CancellationToken cancellationToken)
    {
        var parameters = new { cases = ids.Where(id => long.TryParse(id, out _)).Select(long.Parse).ToArray() };
        var clocks = await session.QueryAsync<Row>("select id, case_id, ledger::text as ledger from clock where case_id = any(@cases)", parameters, cancellationToken);
        var raised = (await session.QueryAsync<(long Clock, string Kind, string? Stage, DateTimeOffset Due)>(
            "select clock_id, kind, stage, due from signal where case_id = any(@cases)", parameters, cancellationToken)).ToHashSet();
        var jobs = (await session.QueryAsync<(string Key, long Case, DateTimeOffset Due)>("select key, case_id, due_at from job where case_id = any(@cases) and key like 'clock/%'", parameters, cancellationToken))
            .ToDictionary(job => job.Key, job => (job.Case, job.Due));

        var found = new List<Discrepancy>();
        foreach (var clock in clocks)
        {
            var ledger = ClockLedger.Parse(clock.Ledger);
            var calendar = (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion);
            foreach (var (signal, stage, due) in ClockStore.Alarms(ledger, Clock.Read(ledger, calendar, time.GetUtcNow())))
            {
                var key = ClockStore.Key(clock.CaseId, ledger, signal, stage);
                if (!jobs.Remove(key) && !raised.Contains((clock.Id, signal, stage, due)))
                    found.Add(new(clock.CaseId.ToString(), "clock-not-armed", $"{ledger.Policy.Name}: {signal} {stage} due {due:O} has neither a job nor was it raised"));
            }
        }
        // What was due when a clock stopped is still to be raised.
        found.AddRange(jobs.Where(job => job.Value.Due > time.GetUtcNow()).Select(job => new Discrepancy(job.Value.Case.ToString(), "clock-job-orphaned", $"{job.Key} is announced by no running clock")));
        return found;
    }
}
