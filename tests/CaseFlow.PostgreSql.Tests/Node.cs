using System.Collections.Concurrent;
using System.Text.Json;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseFlow.PostgreSql.Tests;

/// <summary>One node: the room wired as the server wires it, with work the test writes.</summary>
internal sealed class Node : IJobRunner, IAsyncDisposable
{
    private readonly ServiceProvider services;

    public Node(TestDatabase database, TimeProvider clock, JobOptions? options = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(clock);
        collection.AddSingleton(options ?? new JobOptions());
        collection.AddSingleton<IJobRunner>(this);
        collection.AddSingleton(typeof(ILogger<>), typeof(Microsoft.Extensions.Logging.Abstractions.NullLogger<>));
        collection.AddPostgreSql(database.ConnectionString);
        services = collection.BuildServiceProvider();
        Work = async (job, session, _) => await Task.CompletedTask;
    }

    /// <summary>What the runner does before it finishes the job in the same session.</summary>
    public Func<ClaimedJob, PgSession, CancellationToken, Task> Work { get; set; }

    /// <summary>Does not finish its jobs.</summary>
    public bool Forgetful { get; init; }

    /// <summary>The jobs whose work was committed here, in order.</summary>
    public ConcurrentQueue<ClaimedJob> Done { get; } = new();

    public JobWorker Worker => services.GetRequiredService<JobWorker>();

    public HoldPoints HoldPoints => services.GetRequiredService<HoldPoints>();

    public JobSignal Signal => services.GetRequiredService<JobSignal>();

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        await InSessionAsync(async scope =>
        {
            await Work(job, scope.Session, cancellation);
            if (!Forgetful) scope.Jobs.Finish(job);
        });
        Done.Enqueue(job);
    }

    /// <summary>Kinds of which many may be done in one transaction.</summary>
    public IReadOnlyCollection<string> SharedKinds { get; init; } = [];

    /// <summary>How many jobs each shared transaction had, in order.</summary>
    public ConcurrentQueue<int> Together { get; } = new();

    public async Task RunTogetherAsync(IReadOnlyList<ClaimedJob> jobs, CancellationToken cancellation)
    {
        await InSessionAsync(async scope =>
        {
            foreach (var job in jobs) await Work(job, scope.Session, cancellation);
            scope.Jobs.Finish(jobs);
        });
        Together.Enqueue(jobs.Count);
        foreach (var job in jobs) Done.Enqueue(job);
    }

    public async Task InSessionAsync(Func<Scope, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        var parts = new Scope(scope.ServiceProvider.GetRequiredService<PgSession>(), scope.ServiceProvider.GetRequiredService<JobQueue>(),
            scope.ServiceProvider.GetRequiredService<InstanceStore>());
        await parts.Session.BeginAsync();
        await work(parts);
        await parts.Session.CommitAsync();
    }

    public Task InSessionAsync(Action<Scope> work) => InSessionAsync(scope =>
    {
        work(scope);
        return Task.CompletedTask;
    });

    public Task EnqueueAsync(params Job[] jobs) => InSessionAsync(scope =>
    {
        foreach (var job in jobs) scope.Jobs.Enqueue(job);
    });

    public ValueTask DisposeAsync() => services.DisposeAsync();

    public sealed record Scope(PgSession Session, JobQueue Jobs, InstanceStore Instances);
}

internal static class Any
{
    public static JsonElement Payload { get; } = JsonElement.Parse("""{"n":1}""");

    public static Job Job(DateTimeOffset due, string kind = "test", long? caseId = null, string? key = null, string? instance = null, long? token = null) =>
        new(kind, Payload, due, caseId, instance, token, key);
}
