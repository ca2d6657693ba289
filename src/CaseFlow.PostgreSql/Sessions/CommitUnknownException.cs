using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>The database went away between the commit and its answer: the transaction is stored wholly or not at all, and nobody here can tell which.
/// Whoever asked must ask again in a way that is done once: with the same Idempotency-Key, event id or job.</summary>
public sealed class CommitUnknownException(NpgsqlException lost) : NpgsqlException("The connection was lost while the transaction was being committed.", lost)
{
    // A server that is being shut down may have committed before it said goodbye; any other word of PostgreSQL about a commit means that it did not take place.
    internal static bool Tells(NpgsqlException lost) =>
        lost is not PostgresException answer || answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown;
}
