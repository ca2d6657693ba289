using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CaseFlow.Cases.Accounts;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.Cases.News;

/// <summary>Something about a case changed: whoever shows it reads it anew.</summary>
/// <param name="Number">The case.</param>
/// <param name="Office">The office that owns it.</param>
public sealed record CaseChanged(string Number, string Office);

/// <summary>Tells open desks which cases change, on every node. What is said here is a hint and nothing more: it is not stored, some of it may be lost, and who shows a list also reads it
/// anew now and then. So it costs commits nothing: a node collects what its commits say and tells the others at most twice a second, on a connection of its own
/// (a <c>notify</c> in every commit would be a lock that all of them share).</summary>
public sealed class CaseNews(NpgsqlDataSource database, ILogger<CaseNews> log) : ICommitListener
{
    private const string Channel = "case_news";
    // PostgreSQL takes 8000 bytes a notification.
    private const int Longest = 7_000;
    // What is kept for the other nodes while the database is away.
    private const int MostUnsaid = 10_000;
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(2);
    private readonly string node = Guid.NewGuid().ToString("n")[..8];
    private readonly ConcurrentDictionary<Channel<CaseChanged>, Actor> desks = new();
    private readonly ConcurrentDictionary<string, byte> unsaid = new();
    private int waiting;
    private IReadOnlyDictionary<string, string> offices = new Dictionary<string, string>();

    /// <summary>How a session says that a case changed.</summary>
    internal static string Subject(string number, string office) => $"{number} {office}";

    /// <inheritdoc />
    public void Committed(string subject)
    {
        if (Interlocked.Increment(ref waiting) <= MostUnsaid)
            unsaid.TryAdd(subject, 0);
        Tell(subject);
    }

    /// <summary>The changes of cases that the actor may see, as they happen, until cancelled. A desk that does not keep up misses the oldest.</summary>
    public async IAsyncEnumerable<CaseChanged> FollowAsync(Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var desk = System.Threading.Channels.Channel.CreateBounded<CaseChanged>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        desks[desk] = actor;
        try
        {
            await foreach (var change in desk.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            desks.TryRemove(desk, out _);
        }
    }

    /// <summary>Speaks to the other nodes and listens to them, until <paramref name="stopping"/>. While the database is away only this node's own desks hear its news.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stopping);
                offices = (await connection.QueryAsync<(string Id, string Path)>("select id, path from office")).ToDictionary(office => office.Id, office => office.Path);
                connection.Notification += (_, said) => Hear(said.Payload);
                await connection.ExecuteAsync($"listen {Channel}");
                while (true)
                {
                    if (!await connection.WaitAsync(interval, stopping))
                        await SpeakAsync(connection, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is NpgsqlException or IOException or InvalidOperationException or ObjectDisposedException)
            {
                log.LogWarning("News of cases do not travel between nodes ({Reason}); trying again in {Pause}", away.Message, pause);
                await Task.Delay(pause, stopping).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task SpeakAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var text = new List<string>();
        Interlocked.Exchange(ref waiting, 0);
        foreach (var subject in unsaid.Keys.ToList())
        {
            unsaid.TryRemove(subject, out _);
            text.Add(subject);
            if (text.Sum(one => one.Length + 1) > Longest)
                await SendAsync();
        }
        if (text.Count > 0)
            await SendAsync();

        Task SendAsync()
        {
            var payload = $"{node}\n{string.Join('\n', text)}";
            text.Clear();
            return connection.ExecuteAsync(new CommandDefinition("select pg_notify(@Channel, @payload)", new { Channel, payload }, cancellationToken: cancellationToken));
        }
    }

    private void Hear(string payload)
    {
        var lines = payload.Split('\n');
        if (lines[0] == node)
            return;
        foreach (var subject in lines.Skip(1))
            Tell(subject);
    }

    private void Tell(string subject)
    {
        if (desks.IsEmpty || subject.Split(' ') is not [var number, var office])
            return;
        // An office that was added meanwhile is known after the next connection; until then only its own people hear of it.
        var path = offices.GetValueOrDefault(office);
        foreach (var (desk, actor) in desks)
            if (path is null ? actor.OfficeId == office : actor.Sees(path))
                desk.Writer.TryWrite(new CaseChanged(number, office));
    }
}
