using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Retention;

/// <summary>The nightly deletion: one job for all nodes, which goes on in slices until nothing is left. Each batch is a short transaction of its own over rows that nobody else
/// holds, and counts itself into the night's row: after a crash the next worker goes on with what is still there.</summary>
internal sealed class RetentionRunner(PgSession session, JobQueue jobs, Departure departure, JournalPartitions partitions, TimeProvider time, ILogger<RetentionRunner> log)
{
    private const string Key = "retention";

    // Batches a job: the lease is renewed rarely, and other jobs get their turn.
    private const int Slice = 20;

    /// <param name="After">The case up to which this night has looked; it need not look there again.</param>
    /// <param name="Last">The last case that any rule could let leave tonight.</param>
    private sealed record Payload(long? Run, long After = 0, long Last = 0);

    private sealed record Rule(string Process, int? ClosedCasesDays, int? JournalDays);

    /// <summary>Queues a night that begins now, unless one is queued or runs already.</summary>
    public static void Schedule(JobQueue jobs, DateTimeOffset now) => jobs.EnqueueOnce(JobOf(new Payload(null), now));

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        var night = job.Payload.Deserialize<Payload>(CaseJson.Options)!;
        if (night.Run is null)
            night = await BeginAsync(cancellation);
        var left = night.Run is not null;
        for (var batch = 0; left && batch < Slice; batch++)
            if (night.After < night.Last)
                night = night with { After = await departure.CasesAsync(night.Run!.Value, night.After, night.Last, cancellation) ?? night.Last };
            else
                left = await departure.InstancesAsync(night.Run!.Value, cancellation) || await departure.JournalsAsync(night.Run.Value, cancellation)
                    || await departure.OperationsAsync(cancellation);
        await session.BeginAsync(cancellation);
        jobs.Finish(job);
        if (left)
            jobs.Enqueue(JobOf(night, time.GetUtcNow()));
        if (!left && night.Run is not null)
            session.Add("update retention_run set ended_at = @now where id = @Run", new { now = time.GetUtcNow(), night.Run });
        await session.CommitAsync(cancellation);
        if (night.Run is not null)
            log.LogInformation("Retention run {Run}: {State}", night.Run, left ? "goes on" : "nothing is left");
    }

    /// <summary>Begins a night, or takes up one that a crash left right after its beginning: its row, then the months of the journal that can leave whole. Without a run where no process has a rule.</summary>
    private async Task<Payload> BeginAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await session.BeginAsync(cancellation);
        var rules = await session.QueryAsync<Rule>("select process, closed_cases_days, journal_days from retention_rule order by process", null, cancellation);
        if (rules.Count == 0)
        {
            await session.RollbackAsync();
            return new Payload(null);
        }
        var run = await session.SingleOrDefaultAsync<long?>("select max(id) from retention_run where ended_at is null", null, cancellation)
            ?? await session.SingleAsync<long>("insert into retention_run (started_at, rules) values (@now, @rules) returning id", new { now, rules = CaseJson.Element(rules) }, cancellation);
        // Ids grow with time: behind this one nothing leaves tonight, and the batches walk the primary key up to it instead of sorting all that is due each time.
        var last = await session.SingleAsync<long?>("""
            select max(c.id) from case_file c where c.closed_at < @now - make_interval(days => (select min(closed_cases_days) from retention_rule))
            """, new { now }, cancellation) ?? 0;
        await session.CommitAsync(cancellation);
        if (rules.Min(rule => rule.JournalDays ?? rule.ClosedCasesDays) is { } shortest)
            await DropMonthsAsync(run, now, shortest, cancellation);
        return new Payload(run, 0, last);
    }

    private async Task DropMonthsAsync(long run, DateTimeOffset now, int shortest, CancellationToken cancellation)
    {
        foreach (var month in await partitions.EndedBeforeAsync(now.AddDays(-shortest), cancellation))
        {
            if (!await partitions.DropIfNoneAsync(month, Departure.BurstStays, new { now }, cancellation))
                continue;
            await session.BeginAsync(cancellation);
            session.Add("update retention_run set partitions = partitions || @month where id = @run", new { month, run });
            await session.CommitAsync(cancellation);
            log.LogInformation("Retention run {Run}: the journal of {Month} left whole", run, month);
        }
    }

    private static Job JobOf(Payload night, DateTimeOffset due) => new(JobKind.Retention, CaseJson.Element(night), due, Key: Key);
}
