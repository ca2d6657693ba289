namespace CaseFlow.PostgreSql;

/// <summary>Wakes workers when a job becomes due by a commit.
/// Within the process it is a flag and costs nothing. Other nodes are told by <c>notify</c>, but a notify takes a lock that all commits of the database share, so one is
/// sent only if nobody in this process is free to take the job, and at most every 200 ms a process. What is missed in between the next poll finds.</summary>
public sealed class JobSignal : IDisposable
{
    internal const string Channel = "job";
    internal const string NotifySql = "notify job";
    private static readonly TimeSpan notifyInterval = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim wake = new(0, 1);
    private long lastNotify;
    private volatile bool free;

    /// <summary>Tells this process's worker that something may be due.</summary>
    public void Wake()
    {
        lock (wake)
        {
            if (wake.CurrentCount == 0) wake.Release();
        }
    }

    /// <summary>Set by the worker: it runs and can take one more job.</summary>
    internal bool WorkerFree { get => free; set => free = value; }

    internal Task WaitAsync(TimeSpan timeout, CancellationToken cancellation) => wake.WaitAsync(timeout, cancellation);

    /// <inheritdoc />
    public void Dispose() => wake.Dispose();

    internal bool ShouldNotifyOthers()
    {
        if (free) return false;
        var now = Environment.TickCount64;
        var last = Interlocked.Read(ref lastNotify);
        return now - last >= notifyInterval.TotalMilliseconds && Interlocked.CompareExchange(ref lastNotify, now, last) == last;
    }
}
