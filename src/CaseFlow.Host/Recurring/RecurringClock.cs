using System.Globalization;
using CaseFlow.Cases;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Searching;
using CaseFlow.Host.Starting;
using CaseFlow.Host.Time;
using MediatR;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace CaseFlow.Host.Recurring;

/// <summary>
/// Watches the hours of recurring work: Quartz, with its tables in our database, so that of all nodes one fires, and an hour that no node lived
/// through is made up for by the first that starts. What fires only queues a job, once for its hour; the job worker does it. A clock that was corrected backwards is followed within the hour.
/// Where an administrator moves the clock there is nothing to watch: each run queues the next one.
/// </summary>
internal sealed class RecurringClock(Readiness readiness, IServiceProvider services, IServiceScopeFactory scopes, TimeProvider time, HouseRules rules, ILogger<RecurringClock> log) : BackgroundService
{
    private static readonly TimeSpan UntilNextTry = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan UntilNextLook = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await IndexNamesAsync(stoppingToken);
            if (time is VirtualClock)
                await SendAsync(new ChainRecurring(), stoppingToken);
            else
                await WatchAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested || readiness.WhenReady.IsFaulted)
        {
            // Stopping is the ordinary end; a start that failed has been told already.
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        IScheduler? scheduler = null;
        try
        {
            await PatientlyAsync(async () =>
            {
                scheduler ??= await services.GetRequiredService<ISchedulerFactory>().GetScheduler(stop);
                await ScheduleAsync(scheduler, stop);
                await scheduler.Start(stop);
            }, stop);
            while (true)
            {
                await Task.Delay(UntilNextLook, stop);
                await PatientlyAsync(() => ScheduleAsync(scheduler!, stop), stop);
            }
        }
        finally
        {
            // What it has fired is queued or is not: there is nothing to wait for.
            if (scheduler is not null)
                await scheduler.Shutdown(false, CancellationToken.None);
        }
    }

    private async Task PatientlyAsync(Func<Task> step, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or SchedulerException && !stop.IsCancellationRequested)
            {
                log.LogWarning("Recurring work cannot be watched yet: {Reason}", fault.Message);
                await Task.Delay(UntilNextTry, stop);
            }
        }
    }

    private async Task ScheduleAsync(IScheduler scheduler, CancellationToken stop)
    {
        foreach (var work in RecurringWork.Of(rules))
            foreach (var (at, place) in work.At.Select((at, place) => (at, place)))
                await ScheduleAsync(scheduler, work.Name, place, Cron(at), stop);
    }

    /// <summary>Leaves a trigger that is there alone, since a new one would forget the hour that was missed; unless its hour changed, or a clock that ran ahead has planned it for a later day than its next one.</summary>
    private async Task ScheduleAsync(IScheduler scheduler, string work, int place, string cron, CancellationToken stop)
    {
        var key = new TriggerKey($"{work}/{place}");
        if (await scheduler.GetTrigger(key, stop) is ICronTrigger known && known.CronExpressionString == cron
            && known is IMutableTrigger { NextFireTimeUtc: { } next } && next <= known.GetFireTimeAfter(time.GetUtcNow()))
            return;
        var job = JobBuilder.Create<FireRecurring>().WithIdentity($"{work}/{place}").UsingJobData(FireRecurring.Work, work).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(job)
            .WithCronSchedule(cron, schedule => schedule.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, stop);
    }

    // Shanghai is eight hours ahead all year: no table of time zones is needed on the server.
    private static string Cron(TimeOnly at)
    {
        var utc = at.AddHours(-8);
        return string.Create(CultureInfo.InvariantCulture, $"0 {utc.Minute} {utc.Hour} * * ?");
    }

    /// <summary>People whom an earlier version registered become findable by name.</summary>
    private async Task IndexNamesAsync(CancellationToken stop)
    {
        try
        {
            while (await SendAsync(new IndexNames(), stop) > 0)
                stop.ThrowIfCancellationRequested();
        }
        catch (NpgsqlException fault)
        {
            log.LogWarning(fault, "Names could not all be indexed; the next start makes up for it");
        }
    }

    private async Task<T> SendAsync<T>(IRequest<T> command, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, stop);
    }
}

/// <summary>An hour has come: queues its work for whichever node is free.</summary>
[DisallowConcurrentExecution]
internal sealed class FireRecurring(IServiceScopeFactory scopes) : IJob
{
    public const string Work = "work";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var due = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new QueueRecurring(context.MergedJobDataMap.GetString(Work)!, due), cancellationToken);
    }
}

/// <summary>How Quartz is set up.</summary>
internal static class RecurringRegistration
{
    public static void AddRecurring(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => (options.InstanceName, options.GenerateInstanceId) = ("caseflow", true));
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
                store.UseClustering();
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            });
        });
        services.AddHostedService<RecurringClock>();
    }
}
