using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>Runs jobs when they are due: in the background (<see cref="RunAsync"/>), or all that is due now, one by one (<see cref="DrainAsync"/>).
/// Whether a job is due is business time, from the <see cref="TimeProvider"/>; leases and pauses are wall time, from the database.
/// If the process dies, the jobs it held are free again after their lease and run a second time: work outside the database needs an idempotency key.</summary>
public sealed class JobWorker(NpgsqlDataSource database, IJobRunner runner, TimeProvider time, JobOptions options, JobSignal signal, SessionGate gate, HoldPoints holdPoints,
    ILogger<JobWorker> log) : IDisposable
{
    private readonly JobStore store = new(database, options);
    private readonly ConcurrentDictionary<long, (ClaimedJob Job, Task Task)> running = new();

    private int runs;
    private int sharedRuns;

    // Held while claiming and during a drain: then nothing else starts.
    private readonly SemaphoreSlim claiming = new(1, 1);

    /// <summary>How many jobs run just now.</summary>
    public int Running => running.Count;

    /// <summary>Works until <paramref name="stopping"/>; then claims no more, waits for what runs, and gives back what does not end in time.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var abandon = new CancellationTokenSource();
        var listening = new JobListener(database, signal, log).RunAsync(stopping);
        var renewing = RenewAsync(abandon.Token);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                signal.WorkerFree = IsFree;
                if (!await ClaimAndStartAsync(stopping, abandon.Token)) await signal.WaitAsync(options.Poll, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping is the only way out.
        }
        signal.WorkerFree = false;
        var rest = Task.WhenAll(running.Values.Select(run => run.Task));
        await Task.WhenAny(rest, Task.Delay(options.StopPatience, CancellationToken.None));
        await abandon.CancelAsync();
        await Task.WhenAll(rest, listening, renewing);
    }

    /// <summary>Runs everything that is due now, by due instant and then by id, one at a time, also what becomes due meanwhile; returns when nothing is left.
    /// The background loop waits. A job that fails is left to its pause.</summary>
    /// <returns>How many jobs were started.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellation = default)
    {
        await claiming.WaitAsync(cancellation);
        try
        {
            return await DrainAloneAsync(cancellation);
        }
        finally
        {
            claiming.Release();
        }
    }

    /// <summary>Moves a virtual clock to <paramref name="until"/>, stopping at every due instant on the way so that each job runs at its own time.
    /// Backwards, the clock only moves.</summary>
    /// <param name="moveClock">Sets the clock that this worker's <see cref="TimeProvider"/> reads.</param>
    /// <returns>How many jobs were started.</returns>
    public async Task<int> DrainUntilAsync(DateTimeOffset until, Action<DateTimeOffset> moveClock, CancellationToken cancellation = default)
    {
        await claiming.WaitAsync(cancellation);
        try
        {
            var started = await DrainAloneAsync(cancellation);
            while (await NextDueAsync(until, cancellation) is { } due)
            {
                moveClock(due);
                started += await DrainAloneAsync(cancellation);
            }
            moveClock(until);
            return started + await DrainAloneAsync(cancellation);
        }
        finally
        {
            claiming.Release();
        }
    }

    /// <summary>The first instant after now, and not after <paramref name="until"/>, at which a job is due; null if there is none.</summary>
    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset until, CancellationToken cancellation = default) => store.NextDueAsync(time.GetUtcNow(), until, cancellation);

    /// <inheritdoc />
    public void Dispose() => claiming.Dispose();

    private async Task<int> DrainAloneAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(running.Values.Select(run => run.Task));
        for (var started = 0; ; started++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await store.ClaimAsync(time.GetUtcNow(), 1, 1, [], [], cancellation) is not [var job]) return started;
            await Start([job], CancellationToken.None);
        }
    }

    /// <returns>True if it is worth asking again at once.</returns>
    private async Task<bool> ClaimAndStartAsync(CancellationToken stopping, CancellationToken abandon)
    {
        await claiming.WaitAsync(stopping);
        try
        {
            // Where transactions are shared, nothing is claimed past what is due before it: one look at the index stays one look, however much is due.
            if (!IsFree) return false;
            var singles = options.Parallel - runs;
            var busy = running.Values.Select(run => run.Job).ToList();
            var claimed = await store.ClaimAsync(time.GetUtcNow(), runner.SharedKinds.Count > 0 ? options.Together : singles, singles, runner.SharedKinds, busy, stopping);
            // What failed before runs alone, lest it spoils the work of the others again.
            var shared = claimed.Where(job => job.Attempts == 1 && runner.SharedKinds.Contains(job.Kind)).ToList();
            if (shared.Count > 0) _ = Start(shared, abandon);
            foreach (var job in claimed.Except(shared)) _ = Start([job], abandon);
            return claimed.Count > 0;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, a worker that ended here would leave all jobs undone until somebody starts the server again.
            log.LogWarning(e, "No jobs could be claimed; trying again in {Poll}", options.Poll);
            return false;
        }
        finally
        {
            claiming.Release();
        }
    }

    private bool IsFree => Volatile.Read(ref runs) < options.Parallel && Volatile.Read(ref sharedRuns) < (gate.HasPeople ? 1 : options.SharedAtOnce);

    private Task Start(IReadOnlyList<ClaimedJob> jobs, CancellationToken abandon)
    {
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run();
        foreach (var job in jobs) running[job.Id] = (job, run);
        Interlocked.Increment(ref runs);
        if (jobs.Count > 1) Interlocked.Increment(ref sharedRuns);
        begin.SetResult();
        return run;

        async Task Run()
        {
            await begin.Task;
            SessionGate.WorkInBackground();
            try
            {
                if (jobs.Count > 1) await RunTogetherAsync(jobs, abandon);
                foreach (var job in jobs.Where(job => !job.FinishQueued)) await RunOneAsync(job, abandon);
            }
            finally
            {
                foreach (var job in jobs) running.TryRemove(job.Id, out _);
                Interlocked.Decrement(ref runs);
                if (jobs.Count > 1) Interlocked.Decrement(ref sharedRuns);
                signal.Wake();
            }
        }
    }

    /// <summary>After this, jobs that are not finished are to be run by themselves: all of them if nothing was stored, or those the runner left out.</summary>
    private async Task RunTogetherAsync(IReadOnlyList<ClaimedJob> jobs, CancellationToken abandon)
    {
        try
        {
            await holdPoints.PassAsync("job:claimed");
            await runner.RunTogetherAsync(jobs, abandon);
            await holdPoints.PassAsync("job:after-work");
        }
        catch (StagedDeathException)
        {
            // A test says this process is dead: nobody goes on.
            foreach (var job in jobs) job.FinishQueued = true;
        }
        catch (Exception e)
        {
            if (e is not OperationCanceledException) log.LogInformation("{Jobs} jobs could not be done together ({Reason}); each is run by itself", jobs.Count, e.Message);
            foreach (var job in jobs) job.FinishQueued = false;
        }
    }

    private async Task RunOneAsync(ClaimedJob job, CancellationToken abandon)
    {
        try
        {
            await holdPoints.PassAsync("job:claimed");
            // A job that killed its worker each time must not go on doing so.
            if (job.Attempts > options.Attempts) throw new HopelessJobException($"Started {job.Attempts - 1} times without an end.");
            await runner.RunAsync(job, abandon);
            await holdPoints.PassAsync("job:after-work");
            if (!job.FinishQueued) throw new InvalidOperationException($"The runner did not finish the job of kind {job.Kind}.");
        }
        catch (StagedDeathException)
        {
            // A test says this process is dead: nobody tidies up.
        }
        catch (LostLeaseException e)
        {
            log.LogInformation("Job {Job} ({Kind}): {Reason}; its work was rolled back", job.Id, job.Kind, e.Message);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            await TidyAsync(job, store.ReleaseAsync(job));
        }
        catch (Exception e)
        {
            var giveUp = e is HopelessJobException || job.Attempts >= options.Attempts;
            log.Log(giveUp ? LogLevel.Error : LogLevel.Warning, e, "Job {Job} ({Kind}) failed at start {Attempt}{Final}", job.Id, job.Kind, job.Attempts, giveUp ? " and is given up" : "");
            await TidyAsync(job, store.FailAsync(job, $"{e.GetType().Name}: {e.Message}", giveUp));
        }
    }

    private async Task TidyAsync(ClaimedJob job, Task tidying)
    {
        try
        {
            await tidying;
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Job {Job} could not be put back; it is free again after its lease", job.Id);
        }
    }

    private async Task RenewAsync(CancellationToken abandon)
    {
        while (!abandon.IsCancellationRequested)
        {
            await Task.Delay(options.Lease / 3, abandon).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            var held = running.Values.Select(run => run.Job).ToList();
            if (held.Count == 0 || abandon.IsCancellationRequested) continue;
            await TidyAsync(held[0], store.RenewAsync(held, abandon));
        }
    }
}
