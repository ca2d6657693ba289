using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>Lets a statement that has to touch a certain number of rows fail on the server. So the commit can travel in the same round trip as the writes: without it the
/// client would have to look at the counts in between, which costs each command a round trip.</summary>
internal static class RowCheck
{
    /// <summary>What <c>expect_rows</c> raises. In the class that PostgreSQL leaves to applications.</summary>
    public const string SqlState = "CF001";

    /// <summary>The statement with its check inside, or null where it is neither an update nor a delete.</summary>
    public static string? Wrap(string sql, int rows) => IsChange(sql) ? $"with touched as ({sql} returning 1) select expect_rows(count(*), {rows}) from touched" : null;

    private static bool IsChange(string sql) => sql.AsSpan().TrimStart() is var text
        && (text.StartsWith("update ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("delete ", StringComparison.OrdinalIgnoreCase));

    /// <summary>A plain insert touches its row or fails by itself; whatever else expects rows and cannot be wrapped is counted by the client.</summary>
    public static bool IsPlainInsert(string sql) => sql.AsSpan().TrimStart().StartsWith("insert ", StringComparison.OrdinalIgnoreCase)
        && sql.Contains("values", StringComparison.OrdinalIgnoreCase) && !sql.Contains("on conflict", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many rows the statement touched that failed its check, and its place in the batch; null for any other failure.</summary>
    public static (int Place, int Touched)? Missed(PostgresException fault, NpgsqlBatch batch) => fault.SqlState == SqlState && fault.BatchCommand is { } command
        ? (batch.BatchCommands.IndexOf((NpgsqlBatchCommand)command), int.Parse(fault.MessageText)) : null;
}
