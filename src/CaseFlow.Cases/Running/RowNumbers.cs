using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace CaseFlow.Cases.Running;

/// <summary>Numbers of rows before the rows are written: a command's answer names the tasks it opened without reading them back. Taken from the column's own sequence,
/// a block at a time; what a stopped server did not use is skipped.</summary>
internal sealed class RowNumbers(NpgsqlDataSource database)
{
    private const int Block = 100;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> taken = new();

    /// <summary>The next number of a table's identity column.</summary>
    public long Next(string table)
    {
        var numbers = taken.GetOrAdd(table, static _ => new());
        while (true)
        {
            if (numbers.TryDequeue(out var number))
                return number;
            // Waits on its thread: once in a hundred rows.
            using var connection = database.OpenConnection();
            foreach (var fresh in connection.Query<long>("select nextval(pg_get_serial_sequence(@table, 'id')) from generate_series(1, @Block)", new { table, Block }))
                numbers.Enqueue(fresh);
        }
    }
}
