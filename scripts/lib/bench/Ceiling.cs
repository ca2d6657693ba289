using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.Bench;

/// <summary>The ceiling: a bare Npgsql program that writes just the rows of W1, as the product has written them for one case, with new keys.
/// A start is one prepared batch that commits by itself. A signal locks and loads the instance in one statement, then writes and commits in a second round trip.</summary>
internal sealed class Ceiling
{
    private static readonly string[] Tables = ["person", "case_file", "workflow_instance", "journal", "decision", "clock", "job", "task"];
    private readonly NpgsqlDataSource database;
    private readonly Dictionary<string, List<Sample>> started = [];
    private readonly Dictionary<string, List<Sample>> finished = [];
    private long keys = 1_000_000_000;

    private sealed record Sample(string Table, string[] Columns, object[] Values, NpgsqlDbType[] Types);

    public Ceiling(NpgsqlDataSource database) => this.database = database;

    /// <summary>Learns the rows of a case: once when it waits for its task, once when it is finished.</summary>
    public async Task LearnAsync(long caseId, bool isFinished)
    {
        foreach (var table in Tables)
            (isFinished ? finished : started)[table] = await ReadAsync(table, caseId);
    }

    public async Task<long> StartAsync()
    {
        var key = Interlocked.Increment(ref keys);
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sample in Tables.SelectMany(table => started[table]))
            batch.BatchCommands.Add(Insert(sample, key));
        await batch.ExecuteNonQueryAsync();
        return key;
    }

    public async Task SignalAsync(long key)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var load = new NpgsqlCommand("select i.*, c.* from workflow_instance i join case_file c on c.id = i.case_id where i.id = $1 for update of i", connection, transaction) { Parameters = { new() { Value = key.ToString() } } })
        await using (var reader = await load.ExecuteReaderAsync())
            await reader.ReadAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Update("workflow_instance", "id", key.ToString(), key, "status", "state", "revision", "updated_at"));
        batch.BatchCommands.Add(Update("case_file", "id", key, key, "state", "facts", "closed_at"));
        batch.BatchCommands.Add(Update("task", "case_id", key, key, "status", "ended_at", "ended_by", "outcome"));
        batch.BatchCommands.Add(Update("clock", "case_id", key, key, "ledger", "stopped_at", "outcome"));
        foreach (var sample in finished["journal"].Skip(started["journal"].Count).Concat(finished["decision"].Skip(started["decision"].Count)))
            batch.BatchCommands.Add(Insert(sample, key));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from job where case_id = $1") { Parameters = { new() { Value = key } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync();
    }

    private async Task<List<Sample>> ReadAsync(string table, long caseId)
    {
        var condition = table switch
        {
            "person" => "id = (select applicant_id from case_file where id = $1)",
            "case_file" => "id = $1",
            "journal" => "case_id = $1 order by sequence",
            _ => "case_id = $1"
        };
        await using var command = database.CreateCommand($"select * from {table} where {condition}");
        command.Parameters.Add(new() { Value = caseId });
        await using var reader = await command.ExecuteReaderAsync();
        var columns = reader.GetColumnSchema();
        // Identity columns number themselves.
        var kept = Enumerable.Range(0, columns.Count).Where(i => !(columns[i].ColumnName == "id" && table is "decision" or "clock" or "job" or "task")).ToArray();
        var samples = new List<Sample>();
        while (await reader.ReadAsync())
            samples.Add(new Sample(table, [.. kept.Select(i => columns[i].ColumnName)], [.. kept.Select(reader.GetValue)], [.. kept.Select(i => columns[i].NpgsqlDbType!.Value)]));
        return samples;
    }

    private NpgsqlBatchCommand Insert(Sample sample, long key)
    {
        var command = new NpgsqlBatchCommand($"insert into {sample.Table} ({string.Join(", ", sample.Columns)}) values ({string.Join(", ", sample.Columns.Select((_, i) => $"${i + 1}"))})");
        for (var i = 0; i < sample.Columns.Length; i++)
            command.Parameters.Add(new NpgsqlParameter { Value = WithKey(sample, i, key), NpgsqlDbType = sample.Types[i] });
        return command;
    }

    private NpgsqlBatchCommand Update(string table, string by, object value, long key, params string[] columns)
    {
        var sample = finished[table][0];
        var command = new NpgsqlBatchCommand($"update {table} set {string.Join(", ", columns.Select((column, i) => $"{column} = ${i + 2}"))} where {by} = $1") { Parameters = { new() { Value = value } } };
        foreach (var column in columns)
        {
            var i = Array.IndexOf(sample.Columns, column);
            command.Parameters.Add(new NpgsqlParameter { Value = WithKey(sample, i, key), NpgsqlDbType = sample.Types[i] });
        }
        return command;
    }

    private static object WithKey(Sample sample, int i, long key) => (sample.Table, sample.Columns[i]) switch
    {
        ("person", "id") or (_, "applicant_id") => new Guid(BitConverter.GetBytes(key).Concat(new byte[8]).ToArray()),
        ("person", "id_number_hash") => BitConverter.GetBytes(key),
        ("case_file", "id") or (_, "case_id") => key,
        ("case_file", "number" or "query_code") or ("workflow_instance", "id") or (_, "instance_id") => sample.Values[i] is DBNull ? DBNull.Value : key.ToString(),
        ("job", "key") => sample.Values[i] is string text ? text + key : DBNull.Value,
        _ => sample.Values[i],
    };
}
