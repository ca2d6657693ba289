using System.Data;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>One transaction of one command. Reads go through <see cref="Connection"/> at once; writes are queued with <see cref="Add"/> and leave as one batch
/// in one round trip. Scoped: everything a command calls shares it. Disposing without commit rolls back; a crash does too.</summary>
public sealed class PgSession(NpgsqlDataSource database, SessionGate gate, HoldPoints holdPoints, JobSignal signal, IEnumerable<ICommitListener> listeners) : IAsyncDisposable
{
    private readonly List<Queued> queue = [];
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;
    private bool broken;
    private readonly HashSet<string> announced = [];
    private bool wakesWorkers;
    private bool inside;

    private sealed record Queued(string Sql, object? Parameters, int? ExpectRows = null, Func<int, Exception>? Otherwise = null)
    {
        public StatementParameters Plan { get; } = StatementParameters.Of(Sql, Parameters, ExpectRows);

        public Exception Missed(int touched) => Otherwise?.Invoke(touched) ?? new StaleWriteException(Sql, ExpectRows!.Value, touched);
    }

    /// <summary>The open connection, for reads by Dapper (always pass <see cref="Transaction"/> along).</summary>
    public NpgsqlConnection Connection => connection ?? throw new InvalidOperationException("The session has not begun.");

    /// <summary>The transaction all reads and writes of the session belong to.</summary>
    public NpgsqlTransaction Transaction => transaction ?? throw new InvalidOperationException("The session has not begun.");

    /// <summary>True between begin and the end of the transaction.</summary>
    public bool IsOpen => transaction is not null;

    /// <summary>How often the queue was sent since the session exists: whoever kept the number knows whether what was queued then is still here.</summary>
    public int Sent { get; private set; }

    /// <summary>Statements queued and not yet sent.</summary>
    public int Pending => queue.Count;

    /// <summary>The places where a test may hold this session.</summary>
    public HoldPoints HoldPoints { get; } = holdPoints;

    /// <summary>Opens the connection and begins the transaction; does nothing if it has begun.</summary>
    public async Task BeginAsync(CancellationToken cancellation = default)
    {
        if (transaction is not null) return;
        await gate.EnterAsync(cancellation);
        inside = true;
        try
        {
            connection ??= await database.OpenConnectionAsync(cancellation);
            transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        }
        catch
        {
            await EndAsync();
            throw;
        }
        broken = wakesWorkers = false;
        queue.Clear();
        announced.Clear();
    }

    /// <summary>Reads at once: all statements in one round trip, each seeing what those before it did and, after a lock, what its holder has committed.
    /// Parameters as in <see cref="Add"/>.</summary>
    public Task<PgRead> ReadAsync(IEnumerable<(string Sql, object? Parameters)> statements, CancellationToken cancellation = default)
    {
        var batch = new NpgsqlBatch(Connection, Transaction);
        foreach (var (sql, parameters) in statements) batch.BatchCommands.Add(StatementParameters.Of(sql, parameters, null).Bind(parameters));
        return PgRead.SendAsync(batch, cancellation);
    }

    /// <summary>Queues one statement. Parameters are the properties of <paramref name="parameters"/>, written <c>@Name</c> (case matters not).</summary>
    /// <param name="expectRows">If given, another number of touched rows throws <see cref="StaleWriteException"/> and spoils the session.</param>
    public void Add(string sql, object? parameters = null, int? expectRows = null) => queue.Add(new(sql, parameters, expectRows));

    internal void AddExpecting(string sql, object? parameters, int expectRows, Func<int, Exception> otherwise) => queue.Add(new(sql, parameters, expectRows, otherwise));

    /// <summary>Remembers that a queued job is due now: workers wake when the session commits.</summary>
    internal void WakeWorkersOnCommit() => wakesWorkers = true;

    /// <summary>What listeners in this process are told once the session has committed; after a rollback nobody hears of it.</summary>
    public void Announce(string subject) => announced.Add(subject);

    /// <summary>Sends everything queued as one batch in one round trip. May be called again for what is queued later.</summary>
    public async Task SaveAsync(CancellationToken cancellation = default)
    {
        if (queue.Count == 0) return;
        await HoldPoints.PassAsync("session:before-save", this);
        await SendAsync(commits: false, cancellation);
    }

    /// <summary>Sends what is still queued and commits, in one round trip. After this the session may begin again.</summary>
    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        if (broken) throw new InvalidOperationException("A statement of this session failed: it can only be rolled back.");
        // A test that holds between the last statement and the commit gets them apart; otherwise they travel together.
        if (HoldPoints.Hold is not null || queue.Any(one => one.Plan.IsCountedByClient))
        {
            await SaveAsync(cancellation);
            await HoldPoints.PassAsync("session:before-commit", this);
        }
        try
        {
            // Cancelling a commit in flight would leave its outcome unknown.
            if (queue.Count > 0) await SendAsync(commits: true, CancellationToken.None);
            else await Transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException lost) when (CommitUnknownException.Tells(lost))
        {
            throw new CommitUnknownException(lost);
        }
        var said = announced.Count > 0 ? announced.ToArray() : [];
        await EndAsync();
        if (wakesWorkers) signal.Wake();
        foreach (var subject in said)
            foreach (var listener in listeners) listener.Committed(subject);
        await HoldPoints.PassAsync("session:after-commit", this);
    }

    private async Task SendAsync(bool commits, CancellationToken cancellation)
    {
        if (wakesWorkers && signal.ShouldNotifyOthers()) queue.Add(new(JobSignal.NotifySql, null));
        Sent++;
        await using var batch = new NpgsqlBatch(Connection, Transaction);
        foreach (var statement in queue) batch.BatchCommands.Add(statement.Plan.Bind(statement.Parameters));
        if (commits) batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException fault) when (RowCheck.Missed(fault, batch) is var (place, touched))
        {
            broken = true;
            throw queue[place].Missed(touched);
        }
        catch
        {
            broken = true;
            throw;
        }
        for (var i = 0; i < queue.Count; i++)
        {
            if (!queue[i].Plan.IsCountedByClient || batch.BatchCommands[i].RecordsAffected == queue[i].ExpectRows!.Value) continue;
            broken = true;
            throw queue[i].Missed(batch.BatchCommands[i].RecordsAffected);
        }
        queue.Clear();
    }

    /// <summary>Forgets everything since begin.</summary>
    public async Task RollbackAsync()
    {
        if (transaction is null) return;
        try
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is gone, and with it the transaction.
        }
        await EndAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await RollbackAsync();

    private async Task EndAsync()
    {
        queue.Clear();
        try
        {
            if (transaction is { } ended) await ended.DisposeAsync();
            if (connection is { } used) await used.DisposeAsync();
        }
        finally
        {
            (transaction, connection) = (null, null);
            if (inside) gate.Leave();
            inside = false;
        }
    }
}
