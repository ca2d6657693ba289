using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>Hears other nodes' notifications on a connection of its own. While the connection is down polling goes on, so nothing is lost, only later.</summary>
internal sealed class JobListener(NpgsqlDataSource database, JobSignal signal, ILogger log)
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or System.IO.IOException or InvalidOperationException or ObjectDisposedException)
            {
                log.LogWarning(e, "Not listening for jobs of other nodes; trying again in {Pause}", pause);
                await Task.Delay(pause, stopping).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += (_, _) => signal.Wake();
        await using (var listen = new NpgsqlCommand("listen " + JobSignal.Channel, connection)) await listen.ExecuteNonQueryAsync(stopping);
        // Something may have come due while nobody listened.
        signal.Wake();
        while (true) await connection.WaitAsync(stopping);
    }
}
