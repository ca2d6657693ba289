using System.Text.Json;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Calendars;

/// <summary>Recounts open clocks after a year table was published: batches of cases, each one transaction that holds the new ledgers, the log and the message of each case, and how far the recount has come. After
/// a crash the next worker goes on behind the last batch. A clock that somebody changes meanwhile is counted by the version it is pinned to until its turn.</summary>
internal sealed class RecountRunner(PgSession session, JobQueue jobs, IServiceScopeFactory scopes, TimeProvider time, ILogger<RecountRunner> log)
{
    internal const int Batch = 50;

    // Batches a job: the lease is renewed rarely, and other jobs get their turn.
    private const int Slice = 20;

    private sealed record Payload(long Recount);

    internal sealed record Row(long Id, string Calendar, int Year, int Version, long After, long Last);

    public static Job JobOf(long recount, DateTimeOffset due) => new(JobKind.Recount, CaseJson.Element(new Payload(recount)), due, Key: $"recount/{recount}");

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        var recount = job.Payload.Deserialize<Payload>(CaseJson.Options)!.Recount;
        var left = true;
        for (var batch = 0; left && batch < Slice; batch++)
        {
            await using var scope = scopes.CreateAsyncScope();
            left = await scope.ServiceProvider.GetRequiredService<RecountBatch>().RunAsync(recount, cancellation);
        }
        await session.BeginAsync(cancellation);
        jobs.Finish(job);
        if (left)
            jobs.Enqueue(JobOf(recount, time.GetUtcNow()));
        await session.CommitAsync(cancellation);
        log.LogInformation("Recount {Recount}: {State}", recount, left ? "goes on" : "done");
    }
}

/// <summary>One batch of a recount.</summary>
internal sealed class RecountBatch(PgSession session, CaseRunner runner, ClockStore clocks, CalendarShelf calendars, DecisionLog log, MessagePost post, CaseScope scope, TimeProvider time)
{
    /// <returns>False when no clock is left.</returns>
    public async Task<bool> RunAsync(long recount, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        // The row is the turn: a second worker with a lost lease waits here and then finds the place moved.
        var row = await session.SingleOrDefaultAsync<RecountRunner.Row>("select id, calendar, year, version, after, last from recount where id = @recount and ended_at is null for update", new { recount }, cancellationToken);
        if (row is null)
        {
            await session.RollbackAsync();
            return false;
        }
        var touched = await TouchedClock.ReadAsync(session, row.Calendar, row.Year, row.After, row.Last, RecountRunner.Batch, cancellationToken);
        var counts = new Dictionary<CalendarVerdict, int>();
        // In one round trip those whose case nobody holds; the others are waited for, in the order of their cases.
        var free = await runner.OpenManyAsync([.. touched.Select(one => ((long?)one.CaseId, (string?)null)).Distinct()], cancellationToken);
        foreach (var one in touched.OrderBy(one => free.Contains(CaseRunner.InstanceId(one.CaseId)) ? 0 : 1).ThenBy(one => one.CaseId))
            if (await RecountAsync(row, one, cancellationToken) is { } verdict)
                counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
        session.Add("""
            update recount set after = @last, done = done + @done, moved = moved + @moved, confirmed = confirmed + @confirmed, kept = kept + @kept, ended_at = case when @ended then @now end where id = @Id
            """, new
        {
            last = touched.Count > 0 ? touched[^1].Id : row.Last, done = touched.Count, moved = counts.GetValueOrDefault(CalendarVerdict.MovedLater), confirmed = counts.GetValueOrDefault(CalendarVerdict.Confirmed),
            kept = counts.GetValueOrDefault(CalendarVerdict.PromiseKept), ended = touched.Count < RecountRunner.Batch, now = time.GetUtcNow(), row.Id,
        }, 1);
        await session.CommitAsync(cancellationToken);
        return touched.Count == RecountRunner.Batch;
    }

    private async Task<CalendarVerdict?> RecountAsync(RecountRunner.Row recount, TouchedClock touched, CancellationToken cancellationToken)
    {
        var open = await runner.OpenAsync(touched.CaseId, cancellationToken);
        var ledger = clocks.Load(touched.Name);
        var book = await calendars.GetAsync(session, recount.Calendar, cancellationToken);
        // A later publication may have come meanwhile and recounted it already.
        if (ledger.CalendarVersion >= recount.Version)
            return null;
        var change = CalendarChange.Preview(ledger, book.At(ledger.CalendarVersion), book.At(recount.Version), scope.Now);
        if (change.Verdict == CalendarVerdict.Ended)
            return null;
        clocks.Write(change.Ledger, change.After);
        if (!change.IsNews)
            return null;
        log.Add("deadline", "RECOMPUTED");
        session.Add("insert into recount_change (recount_id, clock_id, case_id, before, after, verdict) values (@recount, @clock, @case, @OldDeadline, @NewDeadline, @verdict)",
            new { recount = recount.Id, clock = touched.Id, @case = touched.CaseId, change.OldDeadline, change.NewDeadline, verdict = change.Verdict.ToString() });
        if (change.OldDeadline != change.NewDeadline)
            await post.QueueAsync(scope.Case.Applicant, "deadline-moved", "zh-CN", CaseJson.Element(new { old = change.OldDeadline, @new = change.NewDeadline }), cancellationToken);
        runner.Save(open);
        return change.Verdict;
    }
}
