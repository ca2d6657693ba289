using Dapper;
using Npgsql;

namespace CaseFlow.Host.Time;

/// <summary>
/// A business clock that stands still until somebody moves it: for scenarios, demonstrations and tests.
/// Kept in the database, so a restart finds it where it stood.
/// Only business time is virtual: leases, back-offs, sessions, lock-outs and signatures go by the wall.
/// </summary>
internal sealed class VirtualClock(NpgsqlDataSource database) : TimeProvider
{
    private long ticks = System.GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    /// <summary>Takes up where it stood; a new installation begins at the wall time of its first start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var stored = await connection.QuerySingleAsync<DateTime>("""
            insert into virtual_clock (now) values (@now)
            on conflict (only_one) do update set now = virtual_clock.now
            returning now
            """, new { now = GetUtcNow() });
        Interlocked.Exchange(ref ticks, stored.Ticks);
    }

    /// <summary>Sets the clock, first in the database: after a crash between the two, the restart has the new time.</summary>
    public void Set(DateTimeOffset now)
    {
        // PostgreSQL keeps microseconds; a finer instant in memory would lie after the one that was stored.
        now = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        using var connection = database.OpenConnection();
        connection.Execute("insert into virtual_clock (now) values (@now) on conflict (only_one) do update set now = excluded.now", new { now });
        Interlocked.Exchange(ref ticks, now.UtcTicks);
    }
}
