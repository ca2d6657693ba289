using CaseFlow.PostgreSql;
using Dapper;

namespace CaseFlow.Cases.Pipeline;

/// <summary>Reads inside the session's transaction.</summary>
internal static class Reading
{
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(this PgSession session, string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        (await session.Connection.QueryAsync<T>(new CommandDefinition(sql, parameters, session.Transaction, cancellationToken: cancellationToken))).AsList();

    public static Task<T?> SingleOrDefaultAsync<T>(this PgSession session, string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        session.Connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, session.Transaction, cancellationToken: cancellationToken));

    public static async Task<T> SingleAsync<T>(this PgSession session, string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        await session.Connection.QuerySingleAsync<T>(new CommandDefinition(sql, parameters, session.Transaction, cancellationToken: cancellationToken));

    /// <summary>Executes at once, for statements whose row count decides what follows. Other writes are queued in the session.</summary>
    public static Task<int> ExecuteAsync(this PgSession session, string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        session.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, session.Transaction, cancellationToken: cancellationToken));

    /// <summary>A page's size within bounds.</summary>
    public static int Bounded(this int limit) => Math.Clamp(limit, 1, 200);
}
