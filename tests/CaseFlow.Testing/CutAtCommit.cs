using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CaseFlow.Testing;

/// <summary>Stands between a server and PostgreSQL and can lose the answer to one commit: the database has stored the transaction and whoever asked never hears of it.
/// It knows a commit by its text, so only the first ones of a pool: later they are prepared statements.</summary>
public sealed class CutAtCommit : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly NpgsqlConnectionStringBuilder database;
    private readonly Task accepting;
    private int cuts;

    /// <summary>Begins to listen.</summary>
    public CutAtCommit(string connectionString)
    {
        database = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The database, through here.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(database.ConnectionString)
    {
        Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Loses the answers to so many commits from now on.</summary>
    public void CutNext(int commits = 1) => Interlocked.Exchange(ref cuts, commits);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassOnAsync(await listener.AcceptTcpClientAsync(stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient(database.Host!, database.Port);
        var cut = false;
        var asking = CopyAsync(near.GetStream(), far.GetStream(), sent =>
        {
            // With its end: «read committed» is no commit.
            if ((sent.IndexOf("COMMIT\0"u8) >= 0 || sent.IndexOf("commit\0"u8) >= 0) && Interlocked.Decrement(ref cuts) >= 0) cut = true;
            return true;
        });
        // PostgreSQL answers a commit when it is on disk: the answer has come this far and goes no further.
        var answering = CopyAsync(far.GetStream(), near.GetStream(), _ => !cut);
        await Task.WhenAny(asking, answering);
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<ReadOnlySpan<byte>, bool> passes)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var read && passes(buffer.AsSpan(0, read)))
                await to.WriteAsync(buffer.AsMemory(0, read), stopping.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other is closed with it.
        }
    }
}
