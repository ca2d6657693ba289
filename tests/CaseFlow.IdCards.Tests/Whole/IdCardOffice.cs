using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Cases;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.IdCards.Tests.Desk;
using CaseFlow.PostgreSql;
using CaseFlow.Sandbox;
using CaseFlow.Testing;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using CompleteTask = CaseFlow.Cases.Tasks.CompleteTask;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>The product with this domain on a real database, the released processes, and the played outside world over HTTP. Only the edge is missing: webhooks
/// arrive as the commands the edge would send.</summary>
public sealed class IdCardOffice : PostgresFixture
{
    public static readonly PartyInput Jiazi = new("测试甲子", "310100198803159918", "19000000001", "上海市黄浦区测试路100弄1号101室");
    public static readonly PartyInput Guiyou = new("测试癸酉", "310100199502289916", "19000000010");
    public static readonly PartyInput Jimao = new("测试己卯", "310100197512209861", "19000000016");

    private readonly string keys = Directory.CreateTempSubdirectory("caseflow-keys").FullName;
    private readonly HttpClient control = new();
    private WebApplication sandbox = null!;
    private ServiceProvider services = null!;
    private int webhooks;

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 23, 1, 0, 0, TimeSpan.Zero));

    protected override MigrationSource[] Sources => [MigrationSource.Of(typeof(CasesRegistration).Assembly), MigrationSource.Of(IdCardsRegistration.Room)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        sandbox = SandboxServer.Build("--SANDBOX_PORT=0", "--Logging:LogLevel:Default=Warning", "--CASEFLOW_URL=http://127.0.0.1:9");
        await sandbox.StartAsync();
        control.BaseAddress = new Uri(sandbox.Urls.Single());
        var outside = new[] { "Registry", "FaceCheck", "Sms", "Factory", "Post", "PhotoStore", "HomePolice" }.SelectMany(system => new Dictionary<string, string?>
        {
            [$"Outside:{system}:BaseAddress"] = sandbox.Urls.Single(), [$"Outside:{system}:ApiKey"] = "sandbox-key",
        });
        var set = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new JobOptions { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.Zero, Attempts = 5 }).AddLogging();
        set.AddPostgreSql(Database.ConnectionString);
        set.AddCases(new CasesOptions { ContentRoot = Repository.Root, KeyFolder = keys, Demo = true }, IdCardsRegistration.Room);
        set.AddIdCards(new ConfigurationBuilder().AddInMemoryCollection(outside).Build());
        set.AddScoped<CurrentActor>().AddScoped<ICurrentActor>(provider => provider.GetRequiredService<CurrentActor>());
        services = set.BuildServiceProvider(validateScopes: true);
        await Database.ExecuteAsync("""
            insert into office (id, parent_id, name_zh, name_en, kind, path) values ('sh', null, '上海', 'Shanghai', 'bureau', 'sh'),
                ('ceshilu', 'sh', '测试路派出所', 'Ceshi Road', 'station', 'sh/ceshilu')
            """);
        await CaseContent.SeedAsync(services);
    }

    public override async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await sandbox.DisposeAsync();
        control.Dispose();
        Directory.Delete(keys, recursive: true);
        await base.DisposeAsync();
    }

    public static Actor Clerk { get; } = new(Guid.CreateVersion7(), "clerk.ceshilu", "clerk", [Role.Clerk], "ceshilu", "sh/ceshilu", ActorKind.Person,
        ["clerk"]);

    public static Actor Manager { get; } = new(Guid.CreateVersion7(), "manager.ceshilu", "manager", [Role.Manager], "ceshilu", "sh/ceshilu", ActorKind.Person,
        ["manager"]);

    public static Actor Portal { get; } = new(Guid.CreateVersion7(), "portal", "portal", [Role.Portal], "sh", "sh", ActorKind.System, []);

    internal async Task<T> SendAsync<T>(IRequest<T> request, Actor? actor = null)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor ?? Clerk;
        scope.ServiceProvider.GetRequiredService<RequestKey>().Value = null;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Moves the clock; timers and deadlines in between fire at their own time.</summary>
    internal Task<int> AtAsync(string instant) => services.GetRequiredService<JobWorker>()
        .DrainUntilAsync(DateTimeOffset.Parse(instant), now => Clock.Now = now);

    internal Task<int> SettleAsync() => services.GetRequiredService<JobWorker>().DrainAsync();

    internal async Task<string> OpenAsync(PartyInput applicant, object data, string channel = "counter", Dictionary<string, PartyInput>? others = null)
    {
        var parties = new Dictionary<string, PartyInput>(others ?? []) { ["applicant"] = applicant };
        var started = await SendAsync(new StartCase("id-card-reissue", "ceshilu", channel, parties, DesignerDesk.Json(data)), channel == "app" ? Portal
            : Clerk);
        await SettleAsync();
        return started.Case.Number;
    }

    internal async Task<CaseView> CompleteAsync(string number, string task, string outcome, object? data = null, Actor? actor = null)
    {
        var open = (await CaseAsync(number)).Tasks.SingleOrDefault(one =>
            one.Name == task) ?? throw new InvalidOperationException($"no task {task}: {await SayAsync(number)}");
        await SendAsync(new CompleteTask(open.Id, outcome, data is null ? null : DesignerDesk.Json(data)), actor);
        await SettleAsync();
        return await CaseAsync(number);
    }

    internal Task<CaseView> AcceptAsync(string number) => CompleteAsync(number, "accept", "Accept");

    internal async Task<CaseView> HappenAsync(string number, string name, object? data = null, Dictionary<string, PartyInput>? parties = null,
        Actor? actor = null)
    {
        await SendAsync(new SendCaseEvent(number, name, parties, data is null ? null : DesignerDesk.Json(data)), actor);
        await SettleAsync();
        return await CaseAsync(number);
    }

    /// <summary>What the edge makes of a signed call.</summary>
    internal async Task<WebhookReceipt> WebhookAsync(string source, string type, string subject, object data, string? eventId = null)
    {
        var system = new Actor(Guid.Empty, source, source, [source], "", "", ActorKind.System, []);
        var receipt = await SendAsync(new ReceiveWebhook(source, eventId ?? $"test-{++webhooks}", type, subject, DesignerDesk.Json(data)), system);
        await SettleAsync();
        return receipt;
    }

    internal Task<CaseView> CaseAsync(string number) => SendAsync(new GetCase(number));

    internal async Task<IReadOnlyList<string>> DecisionsAsync(string number) =>
        [.. (await SendAsync(new ListDecisions(number))).Where(row => row.Decision != "ASKED").Select(row => $"{row.Step} {row.Decision} {row.Reason}".TrimEnd())];

    internal async Task<string> FaceTicketAsync(string idNumber, bool passes = true)
    {
        var answer = await control.PostAsJsonAsync("/face/checks", new { idNumber, simulate = passes ? "pass" : "fail" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
    }

    /// <summary>The citizen's phone hands a picture to the photo store.</summary>
    internal async Task<(string Reference, string Sha256)> HandInPhotoAsync(object check)
    {
        var answer = await (await control.PostAsJsonAsync("/photos", check)).Content.ReadFromJsonAsync<JsonElement>();
        return (answer.GetProperty("reference").GetString()!, answer.GetProperty("sha256").GetString()!);
    }

    internal async Task MisbehaveAsync(string system, string mode, int times = 1) =>
        (await control.PostAsJsonAsync("/control/misbehave", new { system, mode, times })).EnsureSuccessStatusCode();

    internal Task RegistryAsync(string idNumber, object facts) => control.PutAsJsonAsync($"/registry/persons/{idNumber}", facts);

    internal async Task<(string? Current, string? Previous)> CardsAsync(string idNumber)
    {
        var entry = await control.GetFromJsonAsync<JsonElement>($"/registry/persons/{idNumber}?asOf={Clock.Now:yyyy-MM-dd}");
        return (Status(entry, "card"), Status(entry, "previousCard"));

        static string? Status(JsonElement entry, string card) => entry.GetProperty(card) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("status").GetString() : null;
    }

    internal Task<JsonElement> AskSandboxAsync(string path) => control.GetFromJsonAsync<JsonElement>(path);

    private async Task<string> SayAsync(string number)
    {
        var view = await CaseAsync(number);
        var tasks = string.Join(",", view.Tasks.Select(one => one.Name));
        var awaits = string.Join(",", view.Awaits.SelectMany(one => one.Events));
        var incidents = string.Join("; ", view.Incidents.Select(one => $"{one.Activity} {one.Code} {one.Message}"));
        var jobs = string.Join("; ", await Database.QueryAsync<string>("select kind || ' ' || coalesce(last_error, '') from job where case_id = @Id",
            new { view.Id }));
        return $"state {view.State}, tasks {tasks}, awaits {awaits}, incidents {incidents}, jobs {jobs}";
    }
}
