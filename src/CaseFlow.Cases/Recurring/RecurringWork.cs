using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Retention;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Recurring;

/// <summary>What recurs at hours of the day in Shanghai. Its name is stored in jobs and rows and never changes.</summary>
public sealed record RecurringWork(string Name, params IReadOnlyList<TimeOnly> At)
{
    /// <summary>All of it, at the hours that the rules of the house say.</summary>
    public static IReadOnlyList<RecurringWork> Of(HouseRules rules) =>
    [
        new("retention", new TimeOnly(2, 30)), // when nobody is at a counter
        new("forget", new TimeOnly(2, 45), new TimeOnly(14, 45)), // codes leave within half a day
        new("statistics", new TimeOnly(0, 20)), // when the day before is over
        new("calendar-watch", rules.CalendarWatch.At),
        new("digest", rules.Digest.At),
    ];

    /// <summary>The next hour after an instant.</summary>
    public DateTimeOffset After(DateTimeOffset now)
    {
        var today = ShanghaiTime.StartOf(ShanghaiTime.DateOf(now));
        return At.SelectMany(at => new[] { today.Add(at.ToTimeSpan()), today.AddDays(1).Add(at.ToTimeSpan()) }).Where(hour => hour > now).Min();
    }
}

/// <summary>An hour of recurring work has come: queues it, once for all nodes, however often they ask.</summary>
/// <param name="Due">The hour it is for.</param>
public sealed record QueueRecurring(string Work, DateTimeOffset Due) : ICommand<bool>;

/// <summary>Where time is moved by hand nobody watches the hours: each run queues the next one, so that a journey through days passes each of them. Asked again after a journey back: what was planned for a later day is
/// drawn forward to the next hour there is now; an hour that was lived through before is not done a second time.</summary>
public sealed record ChainRecurring : ICommand<bool>;

internal sealed class QueueRecurringHandler(JobQueue jobs) : IRequestHandler<QueueRecurring, bool>
{
    public Task<bool> Handle(QueueRecurring request, CancellationToken cancellationToken)
    {
        jobs.EnqueueOnce(RecurringRunner.JobOf(request.Work, request.Due, again: false));
        return Task.FromResult(true);
    }
}

internal sealed class ChainRecurringHandler(JobQueue jobs, HouseRules rules, TimeProvider time) : IRequestHandler<ChainRecurring, bool>
{
    public Task<bool> Handle(ChainRecurring request, CancellationToken cancellationToken)
    {
        // Numbers are counted up to the day when somebody looks: a journey through years need not stop for them each night.
        foreach (var work in RecurringWork.Of(rules).Where(work => work.Name != "statistics"))
            jobs.EnqueueNoLater(RecurringRunner.JobOf(work.Name, work.After(time.GetUtcNow()), again: true));
        return Task.FromResult(true);
    }
}

/// <summary>Does recurring work. What is done and the row that says so are one transaction; retention and the forgetting, which take many, may be repeated after a crash and then find nothing left to do.</summary>
internal sealed class RecurringRunner(PgSession session, JobQueue jobs, IServiceScopeFactory scopes, MessagePost post, CasesOptions options, HouseRules rules,
    TimeProvider time, ILogger<RecurringRunner> log)
{
    private sealed record Payload(string Work, DateTimeOffset Due, bool Again);

    public static Job JobOf(string work, DateTimeOffset due, bool again) =>
        new(JobKind.Recurring, CaseJson.Element(new Payload(work, due, again)), due, Key: again ? $"recurring/{work}" : $"recurring/{work}/{due.UtcDateTime:yyyyMMddHHmm}");

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        var payload = System.Text.Json.JsonSerializer.Deserialize<Payload>(job.Payload, CaseJson.Options)!;
        if (payload.Work == "forget")
            while (await SendAsync(new ForgetPersonalData(), cancellation) > 0)
                cancellation.ThrowIfCancellationRequested();
        await session.BeginAsync(cancellation);
        jobs.Finish(job);
        if (payload.Again && RecurringWork.Of(rules).FirstOrDefault(work => work.Name == payload.Work) is { } next)
            jobs.Enqueue(JobOf(next.Name, next.After(time.GetUtcNow()), again: true));
        var first = await session.ExecuteAsync("insert into recurring_run (work, due, started_at) values (@Work, @Due, @now) on conflict do nothing", new { payload.Work, payload.Due, now = time.GetUtcNow() }, cancellation) > 0;
        if (first)
            await WorkAsync(payload.Work, cancellation);
        await session.CommitAsync(cancellation);
        log.LogInformation("Recurring {Work} of {Due}: {State}", payload.Work, payload.Due, first ? "done" : "was done before");
    }

    private async Task WorkAsync(string work, CancellationToken cancellation)
    {
        switch (work)
        {
            case "retention": RetentionRunner.Schedule(jobs, time.GetUtcNow()); break;
            case "statistics": jobs.Enqueue(StatisticsRunner.JobOf(time.GetUtcNow())); break;
            case "calendar-watch": await new CalendarWatch(session, rules, time, log).RunAsync(cancellation); break;
            case "digest": await new DigestPress(session, post, options, time).RunAsync(cancellation); break;
            default: break;
        }
    }

    private async Task<T> SendAsync<T>(IRequest<T> command, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellation);
    }
}
