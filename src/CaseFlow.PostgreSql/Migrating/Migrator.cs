using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>The database cannot be brought to this server's schema; the server must not start.</summary>
/// <param name="code"><c>schema-newer</c>, <c>migration-edited</c>, <c>migration-failed</c>, <c>migration-name</c>, <c>migration-number-twice</c>.</param>
public sealed class MigrationException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Stable code.</summary>
    public string Code { get; } = code;
}

/// <summary>Brings the schema up to date at start: every room's files in one order, each in its own transaction. Any number of nodes may start at once:
/// one migrates, the others wait and find nothing left. A crash leaves the migrations that were committed; the next start goes on after them.</summary>
public sealed class Migrator(NpgsqlDataSource database, IEnumerable<MigrationSource> sources, ILogger<Migrator> log)
{
    // Any number; the same in every version of the server for ever.
    private const long LockKey = 0x43617365466C6F77;

    /// <summary>Applies what is missing.</summary>
    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="MigrationException">The schema is newer than this server, an applied migration was edited, or one failed.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellation = default)
    {
        var migrations = Migration.ReadAll(sources);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Another node's migration may take as long as it takes.
        await connection.ExecuteAsync("set lock_timeout = 0");
        // The lock belongs to the connection: it ends with it, also when the process dies.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: 0, cancellationToken: cancellation));
        try
        {
            return await ApplyMissingAsync(connection, migrations, cancellation);
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open) await connection.ExecuteAsync("select pg_advisory_unlock(@LockKey); reset lock_timeout", new { LockKey });
        }
    }

    private async Task<int> ApplyMissingAsync(NpgsqlConnection connection, IReadOnlyList<Migration> migrations, CancellationToken cancellation)
    {
        await connection.ExecuteAsync("""
            create table if not exists schema_migration (
                number      integer     primary key,
                name        text        not null,
                sha256      text        not null,
                applied_at  timestamptz not null default clock_timestamp())
            """);
        var applied = (await connection.QueryAsync<Applied>("select number, name, sha256 from schema_migration")).ToDictionary(row => row.Number);
        Compare(applied, migrations);
        var count = 0;
        foreach (var migration in migrations.Where(migration => !applied.ContainsKey(migration.Number)))
        {
            await ApplyAsync(connection, migration, cancellation);
            count++;
        }
        return count;
    }

    private static void Compare(Dictionary<int, Applied> applied, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.ToDictionary(migration => migration.Number);
        var unknown = applied.Values.Where(row => !known.ContainsKey(row.Number)).OrderBy(row => row.Number).Select(row => row.Name).ToList();
        if (unknown.Count > 0)
            throw new MigrationException("schema-newer",
                $"The database was migrated by a newer server (unknown here: {string.Join(", ", unknown)}). Start that version, or restore a backup from before it.");
        var edited = applied.Values.Where(row => known[row.Number].Sha256 != row.Sha256).OrderBy(row => row.Number).Select(row => row.Name).ToList();
        if (edited.Count > 0)
            throw new MigrationException("migration-edited",
                $"Applied to this database and edited since: {string.Join(", ", edited)}. Undo the edit and put the change into a new migration.");
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(migration.Sql, null, transaction, commandTimeout: 0, cancellationToken: cancellation));
            await connection.ExecuteAsync("insert into schema_migration (number, name, sha256) values (@Number, @Name, @Sha256)",
                new { migration.Number, migration.Name, migration.Sha256 }, transaction);
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException e)
        {
            throw new MigrationException("migration-failed", $"The migration {migration.Name} failed and left nothing behind: {e.MessageText}", e);
        }
        log.LogInformation("Migrated {Migration}", migration.Name);
    }

    private sealed record Applied(int Number, string Name, string Sha256);
}
