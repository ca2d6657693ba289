using System.Security.Cryptography;
using System.Text;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CaseFlow.Testing;

/// <summary>A database of its own for one test class: cloned from a template that was migrated once (some 60 ms). Dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim templates = new(1, 1);

    private TestDatabase(string name)
    {
        Name = name;
        ConnectionString = Named(name);
        DataSource = PostgreSqlRegistration.CreateDataSource(ConnectionString);
    }

    /// <summary>Its name in the cluster.</summary>
    public string Name { get; }

    /// <summary>For <c>AddPostgreSql</c>, or to give to another process.</summary>
    public string ConnectionString { get; }

    /// <summary>For the test's own looks into the tables.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>A database with the tables of this room and of <paramref name="sources"/>.</summary>
    public static Task<TestDatabase> CreateAsync(params MigrationSource[] sources) => CreateAsync("", null, sources);

    /// <summary>The same with data in the template, put there once a run.</summary>
    /// <param name="seed">Names the data; <paramref name="plant"/> gets the connection string of the migrated template.</param>
    public static async Task<TestDatabase> CreateAsync(string seed, Func<string, Task>? plant, params MigrationSource[] sources)
    {
        MigrationSource[] all = [MigrationSource.PostgreSql, .. sources.Where(source => source != MigrationSource.PostgreSql)];
        var template = await TemplateAsync(seed, plant, all);
        var name = $"test_{Guid.NewGuid():n}";
        await using var maintenance = await MaintenanceAsync();
        await maintenance.ExecuteAsync($"create database {name} template {template}");
        return new(name);
    }

    /// <summary>An empty database, not even migrated.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var name = $"test_{Guid.NewGuid():n}";
        await using var maintenance = await MaintenanceAsync();
        await maintenance.ExecuteAsync($"create database {name}");
        return new(name);
    }

    /// <summary>One value.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>A statement of its own; answers the rows touched.</summary>
    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await using var maintenance = await MaintenanceAsync();
        await maintenance.ExecuteAsync($"drop database if exists {Name} with (force)");
    }

    private static string Named(string name) => new NpgsqlConnectionStringBuilder(TestCluster.ConnectionString) { Database = name }.ConnectionString;

    private static async Task<NpgsqlConnection> MaintenanceAsync()
    {
        // Unpooled: a pooled connection to a template would stand in the way of cloning it.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(TestCluster.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<string> TemplateAsync(string seed, Func<string, Task>? plant, MigrationSource[] sources)
    {
        // The build of the assemblies is part of the name: whoever changes a migration or what is planted gets a new template.
        var key = seed + string.Join(';', sources.Select(source => source.Prefix + source.Assembly.ManifestModule.ModuleVersionId));
        var name = "template_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24];
        await templates.WaitAsync();
        try
        {
            await using var maintenance = await MaintenanceAsync();
            // Other suites may build the same template at this moment.
            await maintenance.ExecuteAsync("select pg_advisory_lock(hashtext(@name))", new { name });
            if (await maintenance.ExecuteScalarAsync<bool>("select exists (select from pg_database where datname = @name)", new { name })) return name;
            var building = $"building_{Guid.NewGuid():n}";
            await maintenance.ExecuteAsync($"create database {building}");
            var unpooled = new NpgsqlConnectionStringBuilder(Named(building)) { Pooling = false }.ConnectionString;
            await using (var database = PostgreSqlRegistration.CreateDataSource(unpooled))
                await new Migrator(database, sources, NullLogger<Migrator>.Instance).MigrateAsync();
            if (plant is not null) await plant(unpooled);
            await maintenance.ExecuteAsync($"alter database {building} rename to {name}");
            return name;
        }
        finally
        {
            templates.Release();
        }
    }
}
