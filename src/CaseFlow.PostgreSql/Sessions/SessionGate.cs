namespace CaseFlow.PostgreSql;

/// <summary>How many transactions of this process are open at once; further ones wait in the order in which they came. A database that works on more transactions than it
/// has processors only switches between them: measured on two cores with 64 callers, the slowest hundredth took five times the median without this gate.
/// A transaction that waits for a row counts too, so there are more places than processors.</summary>
public sealed class SessionGate : IDisposable
{
    private static readonly AsyncLocal<bool> background = new();
    private static readonly TimeSpan memory = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim places = new(Math.Max(16, 4 * Environment.ProcessorCount));
    private long lastPerson = long.MinValue / 2;

    /// <summary>Somebody other than the job worker has begun a transaction a moment ago: the worker leaves him half of the machine.</summary>
    internal bool HasPeople => Environment.TickCount64 - Interlocked.Read(ref lastPerson) < memory.TotalMilliseconds;

    /// <summary>From here on this flow of control does jobs.</summary>
    internal static void WorkInBackground() => background.Value = true;

    internal Task EnterAsync(CancellationToken cancellation)
    {
        if (!background.Value) Interlocked.Exchange(ref lastPerson, Environment.TickCount64);
        return places.WaitAsync(cancellation);
    }

    internal void Leave() => places.Release();

    /// <inheritdoc />
    public void Dispose() => places.Dispose();
}
