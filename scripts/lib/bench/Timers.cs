using System.Diagnostics;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseFlow.Bench;

/// <summary>Many timers due in one second: as plain jobs that are claimed and finished, and as timers of cases each of which runs a whole burst. Each must fire once.</summary>
internal static class Timers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(Options options, Report report, CancellationToken stop)
    {
        await PlainAsync(options, report, options.TimerCount, stop);
        await BurstsAsync(options, report, stop);
        await BesidePeopleAsync(options, report, 10 * options.TimerCount, stop);
    }

    private static async Task PlainAsync(Options options, Report report, int count, CancellationToken stop)
    {
        await using var bed = await Bed.MakeAsync(options);
        report.Add(await DrainPlainAsync("timer, plain", options, bed, count, stop));
    }

    private static async Task BesidePeopleAsync(Options options, Report report, int count, CancellationToken stop)
    {
        await using var bed = await Bed.MakeAsync(options);
        var idle = await InteractiveAsync(bed, options, () => Task.Delay(TimeSpan.FromSeconds(options.Seconds), stop), stop);
        Row? drained = null;
        var busy = await InteractiveAsync(bed, options, async () => drained = await DrainPlainAsync("timer, plain", options, bed, count, stop), stop);
        report.Add(drained!);
        Compare(report, idle, busy);
    }

    private static async Task<Row> DrainPlainAsync(string what, Options options, Bed bed, int count, CancellationToken stop)
    {
        Report.Say($"{count:N0} plain jobs due at once …");
        await bed.ExecuteAsync($"insert into job (kind, payload, due_at) select 'plain', '{{}}', now() from generate_series(1, {count}); analyze job;");
        var runner = new PlainRunner(bed.Services);
        var row = await DrainAsync(what, options, bed, runner, count, stop);
        return runner.Done == count ? row : throw new InvalidOperationException($"{runner.Done:N0} jobs were done instead of {count:N0}.");
    }

    private static void Compare(Report report, (double PerSecond, double P50, double P95) idle, (double PerSecond, double P50, double P95) busy)
    {
        report.Add(new Row("start, idle", "product", 2, idle.PerSecond, 1, idle.P50, idle.P95, Note: "p95 in the p99 column"));
        report.Add(new Row("start, draining", "product", 2, busy.PerSecond, busy.P95 / idle.P95, busy.P50, busy.P95, Note: "ratio: p95 to the idle one"));
    }

    private static async Task BurstsAsync(Options options, Report report, CancellationToken stop)
    {
        var count = options.TimerCount;
        Report.Say($"{count:N0} cases whose timers are due at once …");
        await using var bed = await Bed.MakeAsync(options);
        await bed.ImportAsync("timer", "scripts/lib/w1/timer.json");
        var sample = await bed.SendAsync(Bed.Application(1) with { Process = "timer" });
        await bed.CloneAsync(sample.Case.Id, count);
        var idle = await InteractiveAsync(bed, options, () => Task.Delay(TimeSpan.FromSeconds(options.Seconds), stop), stop);
        Row? drained = null;
        var busy = await InteractiveAsync(bed, options, async () => drained = await DrainAsync("timer, burst", options, bed, bed.Services.GetRequiredService<IJobRunner>(), count, stop), stop);
        report.Add(drained!);
        Compare(report, idle, busy);
        await using var connection = await bed.Database.OpenConnectionAsync(stop);
        var (finished, bursts) = await connection.QuerySingleAsync<(long, long)>("""
            select (select count(*) from workflow_instance where definition_id = 'timer' and status = 'Finished'), (select count(*) from burst b join workflow_instance i on i.id = b.instance_id where i.definition_id = 'timer')
            """);
        if (finished != count || bursts != count + 1)
            throw new InvalidOperationException($"{finished:N0} cases finished in {bursts - 1:N0} bursts instead of {count:N0}.");
    }

    private static async Task<Row> DrainAsync(string what, Options options, Bed bed, IJobRunner runner, int count, CancellationToken stop)
    {
        var services = bed.Services;
        using var worker = new JobWorker(bed.Database, runner, TimeProvider.System, new JobOptions(), services.GetRequiredService<JobSignal>(), services.GetRequiredService<SessionGate>(), services.GetRequiredService<HoldPoints>(), NullLogger<JobWorker>.Instance);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(Patience);
        var (own, database, clock) = (Load.OwnCpu(), Load.DatabaseCpu(options.Postmaster), Stopwatch.StartNew());
        var loop = worker.RunAsync(enough.Token);
        await using var connection = await bed.Database.OpenConnectionAsync(stop);
        for (var said = 0; ;)
        {
            await Task.Delay(200, enough.Token);
            // Bounded: this look must not be a load of its own.
            var left = await connection.ExecuteScalarAsync<long>("select count(*) from (select 1 from job where due_at <= now() and kind in ('plain', 'timer') limit 1000) as due");
            if (left == 0)
                break;
            if (clock.Elapsed.TotalSeconds >= said + 2)
                Report.Say($"  {said = (int)clock.Elapsed.TotalSeconds} s: {await connection.ExecuteScalarAsync<long>("select count(*) from job"):N0} left");
        }
        clock.Stop();
        await enough.CancelAsync();
        await loop;
        return new Row(what, "product", 1, count / clock.Elapsed.TotalSeconds, CpuOwn: (Load.OwnCpu() - own) / count, CpuDatabase: (Load.DatabaseCpu(options.Postmaster) - database) / count,
            Note: $"{count:N0} in {clock.Elapsed.TotalSeconds:0.0} s, each once");
    }

    /// <summary>Two people who open cases, one after the other, while something else goes on.</summary>
    private static async Task<(double PerSecond, double P50, double P95)> InteractiveAsync(Bed bed, Options options, Func<Task> meanwhile, CancellationToken stop)
    {
        var latencies = new[] { new List<double>(), new List<double>() };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var clock = Stopwatch.StartNew();
        var people = latencies.Select(own => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                await bed.StartAsync();
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                // People think: without a pause two of them are a load of their own.
                await Task.Delay(20, CancellationToken.None);
            }
        }, stop)).ToArray();
        await meanwhile();
        await over.CancelAsync();
        await Task.WhenAll(people);
        var all = latencies.SelectMany(one => one).Order().ToArray();
        return (all.Length / clock.Elapsed.TotalSeconds, Load.At(all, 0.5), Load.At(all, 0.95));
    }

    private sealed class PlainRunner(IServiceProvider services) : IJobRunner
    {
        private int done;

        public int Done => done;

        public IReadOnlyCollection<string> SharedKinds { get; } = ["plain"];

        public Task RunAsync(ClaimedJob job, CancellationToken cancellation) => RunTogetherAsync([job], cancellation);

        public async Task RunTogetherAsync(IReadOnlyList<ClaimedJob> jobs, CancellationToken cancellation)
        {
            await using var scope = services.CreateAsyncScope();
            var session = scope.ServiceProvider.GetRequiredService<PgSession>();
            await session.BeginAsync(cancellation);
            scope.ServiceProvider.GetRequiredService<JobQueue>().Finish(jobs);
            await session.CommitAsync(cancellation);
            Interlocked.Add(ref done, jobs.Count);
        }
    }
}
