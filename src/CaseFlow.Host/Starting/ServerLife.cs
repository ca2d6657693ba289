using CaseFlow.Cases;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Host.Time;
using CaseFlow.PostgreSql;
using Npgsql;

namespace CaseFlow.Host.Starting;

/// <summary>
/// The order of a start: migrate, seed, then work on jobs until the end. The web server listens meanwhile, so that /health can be asked.
/// A crash anywhere in here is repaired by the next start: every step asks what is there already.
/// </summary>
internal sealed class ServerLife(
    Settings settings, NpgsqlDataSource database, Migrator migrator, JournalPartitions partitions,
    TimeProvider time, IServiceProvider services, JobWorker worker,
    Readiness readiness, IHostApplicationLifetime server, ILogger<ServerLife> log) : BackgroundService
{
    private static readonly TimeSpan UntilNextTry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            CloseKeyFolder();
            while (!await PrepareAsync(stoppingToken))
                await Task.Delay(UntilNextTry, stoppingToken);
            readiness.Works();
            log.LogInformation("Ready ({Mode})", settings.Mode);
            await worker.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is the ordinary end.
        }
        catch (Exception fault)
        {
            readiness.Stopped(fault);
            // A server that cannot migrate or seed must not look alive: stop, and tell the process's starter.
            log.LogCritical("Cannot start: {Reason}", Explain(fault));
            log.LogDebug(fault, "Cannot start");
            Environment.ExitCode = 1;
            server.StopApplication();
        }
        finally
        {
            readiness.Stopped(null);
        }
    }

    /// <returns>False if the database went away meanwhile: all of it is done again.</returns>
    private async Task<bool> PrepareAsync(CancellationToken stop)
    {
        try
        {
            await WaitForDatabaseAsync(stop);
            await migrator.MigrateAsync(stop);
            if (time is VirtualClock clock)
                await clock.LoadAsync(stop);
            await partitions.CreateAheadAsync(cancellation: stop);
            readiness.HasMigrated();

            await SeedAsync(stop);
            readiness.HasSeeded();
            return true;
        }
        catch (NpgsqlException lost) when (IsAway(lost))
        {
            log.LogWarning("The database went away during the start: {Reason}", lost.Message);
            return false;
        }
    }

    private static bool IsAway(NpgsqlException fault) =>
        fault.IsTransient || fault.InnerException is System.Net.Sockets.SocketException
        || fault is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };

    private async Task SeedAsync(CancellationToken stop)
    {
        if (!settings.IsProduction)
            await DemoAccounts.SeedAsync(database, stop);
        await CaseContent.SeedAsync(services, stop);
    }

    // Whoever reads these keys can sign in as anybody and read personal data.
    private void CloseKeyFolder()
    {
        settings.SessionKeys.Create();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(settings.KeyFolder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Explain(Exception fault) => fault is RefusedException refused
        ? string.Join("; ", refused.Reasons.Select(reason => $"{reason.Code} {reason.Field} {reason.En}"))
        : fault.Message;

    private async Task WaitForDatabaseAsync(CancellationToken stop)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stop);
                return;
            }
            catch (NpgsqlException fault) when (IsAway(fault))
            {
                if (!told)
                    log.LogWarning("Waiting for the database: {Reason}", fault.Message);
                await Task.Delay(UntilNextTry, stop);
            }
        }
    }
}
