using System.Reflection;
using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Retention;
using CaseFlow.Cases.Supervision;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Running;

/// <summary>Does the jobs of cases: timers and clock signals inside one transaction with the job's end; work outside first, then its answer and the job's end in one.</summary>
internal sealed class CaseJobRunner(IServiceScopeFactory scopes, OutsideJobTypes outside, TimeProvider time) : IJobRunner
{
    private sealed record CaseRow(string Number, Guid Applicant);

    /// <summary>Timers and clock signals touch nothing but their own case.</summary>
    public IReadOnlyCollection<string> SharedKinds { get; } = [JobKind.Timer, JobKind.Clock];

    /// <summary>Cases that somebody else holds just now are left out and done by themselves afterwards: nobody waits for them here while he holds a hundred others.</summary>
    public async Task RunTogetherAsync(IReadOnlyList<ClaimedJob> jobs, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (services, session) = (scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<PgSession>());
        var runner = services.GetRequiredService<CaseRunner>();
        await session.BeginAsync(cancellation);
        var free = await runner.OpenManyAsync([.. jobs.Select(job => (job.CaseId, job.InstanceId))], cancellation);
        var mine = jobs.Where(job => free.Contains(job.InstanceId ?? CaseRunner.InstanceId(job.CaseId!.Value))).ToList();
        if (mine.Count == 0)
            return;
        // First in the batch: if a lease was lost, nothing of the work is stored.
        services.GetRequiredService<JobQueue>().Finish(mine);
        foreach (var job in mine)
            await WorkAsync(services, job, cancellation);
        await session.CommitAsync(cancellation);
    }

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        switch (job.Kind)
        {
            case JobKind.Message: await services.GetRequiredService<MessagePost>().SendAsync(job, cancellation); break;
            case JobKind.Timer or JobKind.Clock: await StoreAsync(services, job, _ => WorkAsync(services, job, cancellation), cancellation); break;
            case JobKind.Escalate: await StoreAsync(services, job, _ => services.GetRequiredService<EscalateRedCard>().RunAsync(job.Payload, cancellation), cancellation); break;
            case var kind when InstanceJobs.Knows(kind): await StoreAsync(services, job, _ => services.GetRequiredService<InstanceJobs>().RunAsync(job, cancellation), cancellation); break;
            case JobKind.Recount: await services.GetRequiredService<RecountRunner>().RunAsync(job, cancellation); break;
            case JobKind.Statistics: await services.GetRequiredService<StatisticsRunner>().RunAsync(job, cancellation); break;
            case JobKind.Recurring: await services.GetRequiredService<RecurringRunner>().RunAsync(job, cancellation); break;
            case JobKind.Substitution: await StoreAsync(services, job, _ => services.GetRequiredService<Absences>().TurnAsync(job, cancellation), cancellation); break;
            case JobKind.Retention: await services.GetRequiredService<RetentionRunner>().RunAsync(job, cancellation); break;
            case JobKind.Operation: await services.GetRequiredService<OperationRunner>().RunAsync(job, cancellation); break;
            default: await CallOutsideAsync(services, job, cancellation); break;
        }
    }

    private static Task WorkAsync(IServiceProvider services, ClaimedJob job, CancellationToken cancellation) => job.Kind == JobKind.Timer
        ? FeedAsync(services.GetRequiredService<CaseRunner>(), job, new FireTimer(job.Token!.Value), cancellation)
        : services.GetRequiredService<RaiseSignal>().RunAsync(job.CaseId!.Value, job.Payload, cancellation);

    private async Task CallOutsideAsync(IServiceProvider services, ClaimedJob job, CancellationToken cancellation)
    {
        if (!outside.ByKind.TryGetValue(job.Kind, out var type))
            throw new HopelessJobException($"This server does not know jobs of the kind {job.Kind}.");
        var session = services.GetRequiredService<PgSession>();
        await session.BeginAsync(cancellation);
        var row = await session.SingleOrDefaultAsync<CaseRow>("select number, applicant_id as applicant from case_file where id = @CaseId", new { job.CaseId }, cancellation);
        await session.CommitAsync(cancellation);

        // The key names the visit, not the try: a crash after the call repeats it and the other side knows it.
        var call = new OutsideCall($"{job.InstanceId}-{job.Token}", job.CaseId, row?.Number ?? "", row?.Applicant ?? Guid.Empty, time.GetUtcNow(), job.Attempts);
        ActivityAnswer answer;
        try
        {
            answer = await CallAsync(services, type, job, call, cancellation);
        }
        catch (Exception broken) when (job.IsLastAttempt && broken is not OperationCanceledException)
        {
            // The other side has been away for hours: the case must not wait unseen. An operator retries the visit, which uses the same key.
            answer = ActivityAnswer.Failed("outside-unavailable", $"{job.Kind} failed {job.Attempts} times; last: {broken.Message}");
        }

        Stimulus stimulus = answer switch
        {
            ActivityAnswer.Answered answered => new AnswerRequest(job.Token!.Value, answered.Port, answered.Result),
            ActivityAnswer.Failure failure => new FailRequest(job.Token!.Value, failure.Code, failure.Message),
            _ => throw new HopelessJobException($"The handler of {job.Kind} gave no answer."),
        };
        await StoreAsync(services, job, runner => FeedAsync(runner, job, stimulus, cancellation, services.GetRequiredService<EarlyEvents>()), cancellation);
    }

    private static Task<ActivityAnswer> CallAsync(IServiceProvider services, Type type, ClaimedJob job, OutsideCall call, CancellationToken cancellation)
    {
        var handler = typeof(IOutsideJobHandler<>).MakeGenericType(type);
        return (Task<ActivityAnswer>)handler.GetMethod(nameof(IOutsideJobHandler<IOutsideJob>.RunAsync))!.Invoke(services.GetRequiredService(handler),
            BindingFlags.DoNotWrapExceptions, null, [job.Payload.Deserialize(type, CaseJson.Options), call, cancellation], null)!;
    }

    private static async Task StoreAsync(IServiceProvider services, ClaimedJob job, Func<CaseRunner, Task> work, CancellationToken cancellation)
    {
        var session = services.GetRequiredService<PgSession>();
        await session.BeginAsync(cancellation);
        // First in the batch: if the lease was lost, nothing of the work is stored.
        services.GetRequiredService<JobQueue>().Finish(job);
        await work(services.GetRequiredService<CaseRunner>());
        await session.CommitAsync(cancellation);
    }

    private static async Task FeedAsync(CaseRunner runner, ClaimedJob job, Stimulus stimulus, CancellationToken cancellation, EarlyEvents? early = null)
    {
        var open = await runner.OpenAsync(job.CaseId, job.InstanceId, cancellation);
        try
        {
            await runner.AdvanceAsync(open, stimulus, cancellation);
        }
        catch (RefusedException refused) when (refused.Reasons[0].Code is "not-waiting" or "not-running")
        {
            // Nobody waits any more: the visit was left while the job was under way. The job is done.
            return;
        }
        if (early is not null && open.Case is not null)
            await early.DeliverAsync(open, cancellation);
        runner.Save(open);
    }
}
