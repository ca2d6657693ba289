namespace CaseFlow.PostgreSql;

/// <summary>Named places between two statements where a test may hold or kill a transaction. Nothing is set in production and a pass costs nothing.
/// The session passes <c>session:before-save</c>, <c>session:before-commit</c> (all statements sent, nothing committed) and <c>session:after-commit</c>;
/// the worker passes <c>job:claimed</c> and <c>job:after-work</c>; other rooms add their own.</summary>
public sealed class HoldPoints
{
    /// <summary>What happens at a place: nothing, waiting, or an exception as if the process died there. The session is null where none is open.</summary>
    public Func<string, PgSession?, Task>? Hold { get; set; }

    /// <summary>Passes the place <paramref name="name"/>.</summary>
    public Task PassAsync(string name, PgSession? session = null) => Hold is { } hold ? hold(name, session) : Task.CompletedTask;
}

/// <summary>Thrown by a hold: from here on the process is to be taken for dead. The transaction is lost and nobody tidies up.</summary>
public sealed class StagedDeathException(string place) : Exception($"Staged death at {place}.");
