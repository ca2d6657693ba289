using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Retention;

/// <summary>The nightly deletion: one job for all nodes, which goes on in slices until nothing is left and then comes again the next night. Each batch is a short transaction of its own over rows that nobody else
/// holds, and counts itself into the night's row: after a crash the next worker goes on with what is still there.</summary>
internal sealed class RetentionRunner(PgSession session, JobQueue jobs, Departure departure, JournalPartitions partitions, TimeProvider time, ILogger<RetentionRunner> log)
{
    private const string Key = "retention";

    // Batches a job: the lease is renewed rarely, and other jobs get their turn.
    private const int Slice = 20;

    private sealed record Payload(long? Run);

    private sealed record Rule(string Process, int? ClosedCasesDays, int? JournalDays);

    /// <summary>Queues the next night, unless it is queued already on any node.</summary>
    public static void Schedule(JobQueue jobs, DateTimeOffset now) => jobs.EnqueueOnce(JobOf(null, NextNight(now)));

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        var run = job.Payload.Deserialize<Payload>(CaseJson.Options)!.Run ?? await BeginAsync(cancellation);
        var left = run is not null;
        for (var batch = 0; left && batch < Slice; batch++)
            left = await departure.CasesAsync(run!.Value, cancellation) || await departure.JournalsAsync(run.Value, cancellation);
        await session.BeginAsync(cancellation);
        jobs.Finish(job);
        jobs.Enqueue(left ? JobOf(run, time.GetUtcNow()) : JobOf(null, NextNight(time.GetUtcNow())));
        if (!left && run is not null)
            session.Add("update retention_run set ended_at = @now where id = @run", new { now = time.GetUtcNow(), run });
        await session.CommitAsync(cancellation);
        if (run is not null)
            log.LogInformation("Retention run {Run}: {State}", run, left ? "goes on" : "nothing is left");
    }

    /// <summary>Begins a night: its row, then the months of the journal that can leave whole. Null where no process has a rule.</summary>
    private async Task<long?> BeginAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await session.BeginAsync(cancellation);
        var rules = await session.QueryAsync<Rule>("select process, closed_cases_days, journal_days from retention_rule order by process", null, cancellation);
        long? run = rules.Count == 0 ? null : await session.SingleAsync<long>("insert into retention_run (started_at, rules) values (@now, @rules) returning id",
            new { now, rules = CaseJson.Element(rules) }, cancellation);
        await session.CommitAsync(cancellation);
        if (run is null || rules.Min(rule => rule.JournalDays ?? rule.ClosedCasesDays) is not { } shortest)
            return run;
        foreach (var month in await partitions.EndedBeforeAsync(now.AddDays(-shortest), cancellation))
            if (await partitions.DropIfNoneAsync(month, Departure.BurstStays, new { now }, cancellation))
            {
                await session.BeginAsync(cancellation);
                session.Add("update retention_run set partitions = partitions || @month where id = @run", new { month, run });
                await session.CommitAsync(cancellation);
                log.LogInformation("Retention run {Run}: the journal of {Month} left whole", run, month);
            }
        return run;
    }

    /// <summary>Half past two in Shanghai, when nobody is at a counter.</summary>
    internal static DateTimeOffset NextNight(DateTimeOffset now)
    {
        var tonight = ShanghaiTime.StartOf(ShanghaiTime.DateOf(now)).AddHours(2.5);
        return tonight > now ? tonight : tonight.AddDays(1);
    }

    private static Job JobOf(long? run, DateTimeOffset due) => new(JobKind.Retention, CaseJson.Element(new Payload(run)), due, Key: Key);
}
