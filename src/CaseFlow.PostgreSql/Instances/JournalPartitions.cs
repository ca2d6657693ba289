using Dapper;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>The monthly partitions of the journal. Called at every start and once a day; a month without its own partition goes to the default one.</summary>
public sealed class JournalPartitions(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Creates the partitions of this month and of the next <paramref name="months"/>.</summary>
    /// <returns>How many were created.</returns>
    public async Task<int> CreateAheadAsync(int months = 3, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("select burst_create_partitions(@From, @months)",
            new { From = time.GetUtcNow(), months }, cancellationToken: cancellation));
    }

    /// <summary>Names of the monthly partitions whose month had ended at an instant, oldest first. What lies in the default partition has no month of its own.</summary>
    public async Task<IReadOnlyList<string>> EndedBeforeAsync(DateTimeOffset instant, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<string>(new CommandDefinition("""
            select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid where h.inhparent = 'burst'::regclass and c.relname ~ '^burst_\d{4}_\d{2}$'
              and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= @instant order by c.relname
            """, new { instant }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Drops a monthly partition with all its rows at once, if none of them must stay. Asking takes as long as it takes and blocks nobody; dropping needs a lock on the journal for a moment
    /// and gives up after half a second rather than let writers queue behind it.</summary>
    /// <param name="stays">Joins and condition over a burst <c>b</c> that say that it must stay.</param>
    /// <returns>False if something must stay, or the lock could not be had.</returns>
    public async Task<bool> DropIfNoneAsync(string partition, string stays, object parameters, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition($"select exists (select from {partition} b {stays})", parameters, commandTimeout: 0, cancellationToken: cancellation)))
            return false;
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await connection.ExecuteAsync($"set local lock_timeout = '500ms'; alter table burst detach partition {partition}; drop table {partition}", transaction: transaction);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }
}
