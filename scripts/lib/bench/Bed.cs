using System.Text.Json;
using CaseFlow.Cases;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.People;
using CaseFlow.PostgreSql;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using CompleteTask = CaseFlow.Cases.Tasks.CompleteTask;

namespace CaseFlow.Bench;

/// <summary>The product on a database of its own, with the process W1 and the demo offices; called through its own command pipeline, as the API calls it.</summary>
internal sealed class Bed : IAsyncDisposable, ISmsSender
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("caseflow-bench-");
    private readonly string name = $"bench_{Guid.NewGuid():n}";
    private readonly string maintenance;
    private readonly string root;
    private int people;

    private Bed(Options options)
    {
        (maintenance, root) = (options.Database, options.Root);
        ConnectionString = new NpgsqlConnectionStringBuilder(options.Database) { Database = name, MaxPoolSize = 90 }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Content and keys.</summary>
    public string Folder => folder.FullName;

    public ServiceProvider Services { get; private set; } = null!;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public static Actor Clerk { get; } = new(Guid.CreateVersion7(), "clerk.ceshilu", "clerk", [Role.Clerk], "ceshilu", "sh/sh-hp/ceshilu", ActorKind.Person, []);

    /// <summary>One kilobyte.</summary>
    public static JsonElement Payload { get; } = JsonSerializer.SerializeToElement(new { remark = string.Concat(Enumerable.Range(0, 85).Select(i => $"{i * 7919 % 100_000:00000}件事 ")) });

    public static async Task<Bed> MakeAsync(Options options)
    {
        var bed = new Bed(options);
        await using (var connection = new NpgsqlConnection(options.Database))
            await connection.ExecuteAsync($"create database {bed.name}");
        foreach (var (link, target) in new[] { ("templates", "templates"), ("workflows/calendars", "workflows/calendars"), ("workflows/w1", "scripts/lib/w1") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(bed.folder.FullName, link))!);
            Directory.CreateSymbolicLink(Path.Combine(bed.folder.FullName, link), Path.Combine(options.Root, target));
        }
        bed.Services = bed.BuildNode();
        await bed.Services.GetRequiredService<Migrator>().MigrateAsync();
        await bed.Services.GetRequiredService<JournalPartitions>().CreateAheadAsync();
        await DemoAccounts.SeedAsync(bed.Database, default);
        await CaseContent.SeedAsync(bed.Services);
        return bed;
    }

    /// <summary>Releases another definition.</summary>
    public async Task ImportAsync(string id, string path)
    {
        var definition = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(root, path)));
        await SendAsync(new ImportDefinition(definition));
        await SendAsync(new PublishDefinition(id, 1));
    }

    /// <summary>A node on the database.</summary>
    public ServiceProvider BuildNode(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton(TimeProvider.System);
        more?.Invoke(services);
        services.AddPostgreSql(ConnectionString);
        services.AddCases(new CasesOptions { ContentRoot = folder.FullName, KeyFolder = folder.FullName, Demo = true });
        services.AddSingleton<ISmsSender>(this).AddScoped<CurrentActor>().AddScoped<ICurrentActor>(provider => provider.GetRequiredService<CurrentActor>());
        return services.BuildServiceProvider();
    }

    public async Task<T> SendAsync<T>(IRequest<T> request, IServiceProvider? node = null)
    {
        await using var scope = (node ?? Services).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Clerk;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Opens a case for somebody new.</summary>
    public Task<CaseChange> StartAsync() => SendAsync(Application(Interlocked.Increment(ref people)));

    public static StartCase Application(int person) => new("w1", "ceshilu", "counter",
        new() { ["applicant"] = new PartyInput("演示人", IdNumber(person), $"190{person % 100_000_000:00000000}", "上海市黄浦区测试路100弄1号101室") }, Payload);

    public Task<CaseChange> CompleteAsync(long task) => SendAsync(new CompleteTask(task, "Approve", JsonSerializer.SerializeToElement(new { approved = true })));

    /// <summary>Makes <paramref name="count"/> cases of one that waits for a timer: the same rows with other keys, the timer due now. The first one goes.</summary>
    public async Task CloneAsync(long caseId, int count)
    {
        const string Keys = "g as case_id, g::text as instance_id";
        await using var connection = await Database.OpenConnectionAsync();
        await connection.ExecuteAsync($"""
            create temporary table made as select {Keys} from generate_series(@first, @first + @count - 1) as g;
            insert into case_file (id, number, query_code, process, version, state, office_id, channel, applicant_id, facts, opened_at)
                select made.case_id, 'T-' || made.case_id, 'T' || made.case_id, process, version, state, office_id, channel, applicant_id, facts, opened_at from case_file, made where id = @caseId;
            insert into workflow_instance (id, case_id, definition_id, version, status, state, revision, created_at, updated_at)
                select made.instance_id, made.case_id, definition_id, version, status, replace(state::text, '"id":"' || @caseId || '"', '"id":"' || made.instance_id || '"')::json, revision, created_at, updated_at
                from workflow_instance, made where id = @caseId::text;
            insert into job (kind, case_id, instance_id, token, payload, due_at) select kind, made.case_id, made.instance_id, token, payload, now() from job, made where job.case_id = @caseId;
            delete from job where case_id = @caseId;
            analyze case_file, workflow_instance, job
            """, new { first = 10_000_000L, count, caseId }, commandTimeout: 600);
    }

    /// <summary>Bytes of all tables and indexes.</summary>
    public async Task<long> SizeAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select sum(pg_total_relation_size(oid)) from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace");
    }

    /// <summary>The same by table.</summary>
    public async Task<IReadOnlyList<(string Table, long Bytes)>> SizesAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        return (await connection.QueryAsync<(string, long)>("""
            select relname, pg_total_relation_size(oid) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2 desc
            """)).AsList();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, commandTimeout: 600);
    }

    public Task SendAsync(string mobile, string text, string idempotencyKey, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await using (var connection = new NpgsqlConnection(maintenance))
            await connection.ExecuteAsync($"drop database if exists {name} with (force)");
        folder.Delete(recursive: true);
    }

    /// <summary>A valid number that belongs to nobody: each day has 999 sequence numbers.</summary>
    public static string IdNumber(int person)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var body = $"310100{new DateOnly(1950, 1, 1).AddDays(person / 999):yyyyMMdd}{person % 999 + 1:000}";
        return body + "10X98765432"[weights.Select((weight, i) => weight * (body[i] - '0')).Sum() % 11];
    }
}
