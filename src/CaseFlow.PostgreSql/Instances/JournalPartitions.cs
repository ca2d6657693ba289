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
}
