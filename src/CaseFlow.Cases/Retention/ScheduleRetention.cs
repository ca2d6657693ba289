using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Retention;

/// <summary>Sees to it that the nightly deletion is queued: once for all nodes, however many start.</summary>
public sealed record ScheduleRetention : ICommand<bool>;

internal sealed class ScheduleRetentionHandler(JobQueue jobs, TimeProvider time) : IRequestHandler<ScheduleRetention, bool>
{
    public Task<bool> Handle(ScheduleRetention request, CancellationToken cancellationToken)
    {
        RetentionRunner.Schedule(jobs, time.GetUtcNow());
        return Task.FromResult(true);
    }
}
