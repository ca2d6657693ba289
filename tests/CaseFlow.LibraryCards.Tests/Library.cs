using System.Collections.Concurrent;
using CaseFlow.Cases;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Messages;
using CaseFlow.PostgreSql;
using CaseFlow.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseFlow.LibraryCards.Tests;

/// <summary>The product with library cards as its only domain: what the Host would put together, without HTTP.</summary>
public sealed class Library : PostgresFixture, ISmsSender
{
    private readonly string keys = Directory.CreateTempSubdirectory("caseflow-keys").FullName;
    private ServiceProvider services = null!;

    public TestClock Clock { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    public static Actor Librarian { get; } = new(Guid.CreateVersion7(), "librarian", "图书管理员", [Role.Clerk], "branch", "city/branch", ActorKind.Person, []);

    protected override MigrationSource[] Sources => [MigrationSource.Of(typeof(CasesRegistration).Assembly), MigrationSource.Of(LibraryCardsRegistration.Room)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var set = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<TimeProvider>(Clock);
        set.AddPostgreSql(Database.ConnectionString);
        set.AddCases(new CasesOptions { ContentRoot = Path.Combine(AppContext.BaseDirectory, "content"), KeyFolder = keys, Demo = true }, LibraryCardsRegistration.Room);
        set.AddLibraryCards();
        set.AddSingleton<ISmsSender>(this).AddScoped<CurrentActor>().AddScoped<ICurrentActor>(provider => provider.GetRequiredService<CurrentActor>());
        services = set.BuildServiceProvider(validateScopes: true);
        await Database.ExecuteAsync("""
            insert into office (id, parent_id, name_zh, name_en, kind, path) values ('city', null, '市图书馆', 'City library', 'bureau', 'city'), ('branch', 'city', '分馆', 'Branch', 'station', 'city/branch')
            """);
        await CaseContent.SeedAsync(services);
    }

    public override async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(keys, recursive: true);
        await base.DisposeAsync();
    }

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Librarian;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public Task DrainAsync() => services.GetRequiredService<JobWorker>().DrainAsync();

    public Task MoveClockAsync(DateTimeOffset until) => services.GetRequiredService<JobWorker>().DrainUntilAsync(until, now => Clock.Now = now);

    public Task SendAsync(string mobile, string text, string idempotencyKey, CancellationToken cancellationToken)
    {
        Messages.Enqueue(text);
        return Task.CompletedTask;
    }
}
