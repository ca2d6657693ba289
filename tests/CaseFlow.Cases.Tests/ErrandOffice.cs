using System.Collections.Concurrent;
using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Http;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Testing;
using CaseFlow.Workflows;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using CompleteTask = CaseFlow.Cases.Tasks.CompleteTask;

namespace CaseFlow.Cases.Tests;

/// <summary>The product on a real database with a tiny process of its own («errand»), a clock that stands still and an outside world that misbehaves on request.</summary>
public class ErrandOffice : PostgresFixture
{
    public const string Wang = "310100198803159918";
    private readonly string keys = Directory.CreateTempSubdirectory("caseflow-keys").FullName;

    internal ServiceProvider Services { get; private set; } = null!;

    public TestClock Clock { get; } = new();

    internal OutsideWorld Outside { get; } = new();

    protected override MigrationSource[] Sources => [MigrationSource.Of(typeof(CasesRegistration).Assembly)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services = BuildNode();
        await Database.ExecuteAsync("""
            insert into office (id, parent_id, name_zh, name_en, kind, path) values ('sh', null, '上海', 'Shanghai', 'bureau', 'sh'),
                ('east', 'sh', '东所', 'East', 'station', 'sh/east'), ('west', 'sh', '西所', 'West', 'station', 'sh/west')
            """);
        await CaseContent.SeedAsync(Services);
    }

    public override async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Directory.Delete(keys, recursive: true);
        await base.DisposeAsync();
    }

    /// <summary>What processes may do over HTTP.</summary>
    internal virtual HttpOptions Http => new();

    /// <summary>The node that follows one that died. It shares the pool and what was read from files: reading them anew two hundred times would be most of a test's time.</summary>
    internal ServiceProvider BuildHeir() => BuildNode(change: services => services.AddSingleton(Services.GetRequiredService<NpgsqlDataSource>())
        .AddSingleton(Services.GetRequiredService<Papers.Templates>()).AddSingleton(Services.GetRequiredService<Definitions.ProcessCatalogue>()));

    /// <summary>A node of its own on the same database.</summary>
    internal ServiceProvider BuildNode(HttpOptions? http = null, Action<IServiceCollection>? change = null)
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<TimeProvider>(Clock).AddSingleton(new JobOptions { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.Zero, Attempts = 5 });
        services.AddPostgreSql(Database.ConnectionString);
        services.AddCases(new CasesOptions { ContentRoot = Path.Combine(AppContext.BaseDirectory, "content"), KeyFolder = keys, Demo = true, RetentionBatch = 3, Address = "https://desk.example.org", Http = http ?? Http }, typeof(ErrandOffice).Assembly);
        services.AddSingleton(Outside).AddSingleton<ISmsSender>(Outside).AddScoped<CurrentActor>().AddScoped<ICurrentActor>(provider => provider.GetRequiredService<CurrentActor>());
        change?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    public static Actor Clerk(string login = "clerk.east", string office = "east") => new(Guid.CreateVersion7(), login, login, ["clerk"], office, $"sh/{office}", ActorKind.Person, []);

    public static Actor Manager(string login = "manager.east", string office = "east") =>
        Clerk(login, office) with { Roles = ["manager"], OfficePath = office == "sh" ? "sh" : $"sh/{office}" };

    /// <summary>A person with an account of its own, where rows must refer to one.</summary>
    internal async Task<Actor> AccountAsync(string at, string role = "clerk")
    {
        var (id, login) = (Guid.CreateVersion7(), $"{role}.{Guid.NewGuid():n}");
        await Database.ExecuteAsync("insert into account (id, login, name, kind, office_id, roles, password_hash) values (@id, @login, @login, 'person', @at, @roles, 'x')", new { id, login, at, roles = new[] { role } });
        return new(id, login, login, [role], at, $"sh/{at}", ActorKind.Person, []);
    }

    /// <summary>Sends one command as somebody, as the edge would.</summary>
    internal async Task<T> SendAsync<T>(IRequest<T> request, Actor? actor = null, string? key = null, IServiceProvider? node = null)
    {
        await using var scope = (node ?? Services).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor ?? Clerk();
        scope.ServiceProvider.GetRequiredService<RequestKey>().Value = key;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    internal Task<CaseChange> StartAsync(string question = "where", Actor? actor = null, string? key = null, IServiceProvider? node = null) =>
        SendAsync(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", Wang, "19000000001") }, JsonSerializer.SerializeToElement(new { question })), actor, key, node);

    /// <summary>A case whose acceptance is done and whose outside question is answered: the task «work» is open.</summary>
    internal async Task<CaseView> AcceptedAsync()
    {
        var started = await StartAsync();
        await SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await DrainAsync();
        return await CaseAsync(started.Case.Number);
    }

    /// <summary>A case that waits for its end.</summary>
    internal async Task<CaseView> AwaitingAsync()
    {
        var accepted = await AcceptedAsync();
        return (await SendAsync(new CompleteTask(accepted.Tasks.Single().Id, "Done"))).Case;
    }

    /// <summary>Somebody of the whole bureau: sees what belongs to no office.</summary>
    public static Actor Operator() => new(Guid.CreateVersion7(), "operator", "operator", ["administrator", "designer"], "sh", "sh", ActorKind.Person, []);

    /// <summary>Imports a definition and releases it.</summary>
    internal async Task PublishAsync(JsonElement definition, IServiceProvider? node = null)
    {
        var imported = await SendAsync(new Definitions.ImportDefinition(definition), Operator(), node: node);
        await SendAsync(new Definitions.PublishDefinition(imported.Id, imported.Version), Operator(), node: node);
    }

    internal Task<CaseView> CaseAsync(string number) => SendAsync(new GetCase(number));

    internal Task<int> DrainAsync() => Services.GetRequiredService<JobWorker>().DrainAsync();

    /// <summary>Moves the clock, stopping at every due instant on the way.</summary>
    internal Task<int> MoveClockAsync(DateTimeOffset until) => Services.GetRequiredService<JobWorker>().DrainUntilAsync(until, now => Clock.Now = now);

    internal async Task<IReadOnlyList<string>> DecisionsAsync(string number) =>
        [.. (await SendAsync(new ListDecisions(number))).Select(row => $"{row.Step} {row.Decision}{(row.Reason is null ? "" : " " + row.Reason)}")];

    /// <summary>Folds the journal and compares it with the stored state, byte for byte.</summary>
    internal Task JournalFoldsToStateAsync(long caseId) => JournalFoldsToStateAsync(caseId.ToString());

    internal async Task JournalFoldsToStateAsync(string id)
    {
        var events = await Database.QueryAsync<string>("select event::text from journal where instance_id = @id order by sequence", new { id });
        var folded = InstanceJson.Write(WorkflowInstance.Fold(id, events.Select(JournalJson.Read)));
        folded.ShouldBe(await Database.ScalarAsync<string>("select state::text from workflow_instance where id = @id", new { id }));
    }
}

/// <summary>What the outside is asked in these tests.</summary>
[Activity("Tests.AskOutside")]
public sealed record AskOutside(string Question) : IActivityRequest;

internal sealed class AskOutsideHandler(IOutsideWork outside) : IRequestHandler<AskOutside, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(AskOutside request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new QuestionJob(request.Question));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

internal sealed record QuestionJob(string Question) : IOutsideJob;

internal sealed class QuestionJobHandler(OutsideWorld world) : IOutsideJobHandler<QuestionJob>
{
    public Task<ActivityAnswer> RunAsync(QuestionJob job, OutsideCall call, CancellationToken cancellationToken) => Task.FromResult(world.Answer(job.Question, call.IdempotencyKey));
}

/// <summary>The outside world: remembers what it was asked under which key, and fails when told to.</summary>
internal sealed class OutsideWorld : ISmsSender
{
    public ConcurrentQueue<string> Keys { get; } = new();

    public ConcurrentQueue<(string Mobile, string Text, string Key)> Messages { get; } = new();

    /// <summary>How many calls of a case still fail.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    /// <summary>Cases that nobody answers, for now.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new();

    public ActivityAnswer Answer(string question, string key)
    {
        Keys.Enqueue(key);
        var caller = key[..key.IndexOf('-')];
        if (Failures.GetValueOrDefault(caller) > 0)
        {
            Failures[caller]--;
            throw new HttpRequestException("the other side is down");
        }
        return question == "impossible" || Silent.ContainsKey(caller) ? ActivityAnswer.Failed("no-answer", "Nobody knows.") : ActivityAnswer.Done($"answer to {question}");
    }

    public Task SendAsync(string mobile, string text, string idempotencyKey, CancellationToken cancellationToken)
    {
        Messages.Enqueue((mobile, text, idempotencyKey));
        return Task.CompletedTask;
    }
}
