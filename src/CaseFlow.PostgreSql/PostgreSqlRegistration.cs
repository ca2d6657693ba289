using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>Wires the room.</summary>
public static class PostgreSqlRegistration
{
    /// <summary>Adds the database behind <paramref name="connectionString"/>: a scoped session with instance store and job queue, the migrator and the job worker.
    /// Other rooms add their <see cref="MigrationSource"/> and one of them the <see cref="IJobRunner"/>.</summary>
    public static IServiceCollection AddPostgreSql(this IServiceCollection services, string connectionString)
    {
        DapperTypes.Register();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new JobOptions());
        services.AddSingleton(_ => CreateDataSource(connectionString));
        services.AddSingleton(MigrationSource.PostgreSql);
        services.AddSingleton<HoldPoints>();
        services.AddSingleton<SessionGate>();
        services.AddSingleton<JobSignal>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<JournalPartitions>();
        services.AddSingleton<JobWorker>();
        services.AddScoped<PgSession>();
        services.AddScoped<InstanceStore>().AddScoped<BookmarkStore>();
        services.AddScoped<JobQueue>();
        return services;
    }

    /// <summary>The pool of connections as the product uses it.</summary>
    public static NpgsqlDataSource CreateDataSource(string connectionString)
    {
        DapperTypes.Register();
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "caseflow";
        // Statements come back all day: parse and plan each once a connection.
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 100;
        // A statement that misses its rows must be told from the others of its batch.
        settings.IncludeFailedBatchedCommand = true;
        // A listening connection says nothing for hours; a firewall in between must not forget it.
        if (settings.KeepAlive == 0) settings.KeepAlive = 30;
        // Whoever waits this long for a case's lock is better told so than left hanging; a client that died inside a transaction must not keep a case locked.
        // And what is acknowledged is on disk, whatever the server's own default says.
        settings.Options ??= "-c lock_timeout=15s -c idle_in_transaction_session_timeout=2min -c synchronous_commit=on";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
