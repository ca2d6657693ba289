namespace CaseFlow.Host.Starting;

/// <summary>How far the start has come. Migrate, seed, work: in this order.</summary>
internal sealed class Readiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool migrated;
    private volatile bool seeded;
    private volatile bool working;

    /// <summary>The schema is the one this server was built for.</summary>
    public bool Migrated => migrated;

    /// <summary>Offices, calendars, processes and templates are there.</summary>
    public bool Seeded => seeded;

    /// <summary>The job worker runs.</summary>
    public bool Working => working;

    public bool IsReady => Migrated && Seeded && Working;

    /// <summary>Ends when the server is ready, or with the reason why it never will be.</summary>
    public Task WhenReady => ready.Task;

    public void HasMigrated() => migrated = true;

    public void HasSeeded() => seeded = true;

    public void Works()
    {
        working = true;
        ready.TrySetResult();
    }

    public void Stopped(Exception? reason)
    {
        working = false;
        if (reason is not null)
            ready.TrySetException(reason);
    }
}
