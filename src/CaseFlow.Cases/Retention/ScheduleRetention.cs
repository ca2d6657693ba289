using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Retention;

/// <summary>Begins the nightly deletion, unless one is queued or runs already on any node.</summary>
public sealed record ScheduleRetention : ICommand<bool>;

internal sealed class ScheduleRetentionHandler(JobQueue jobs, TimeProvider time) : IRequestHandler<ScheduleRetention, bool>
{
    public Task<bool> Handle(ScheduleRetention request, CancellationToken cancellationToken)
    {
        RetentionRunner.Schedule(jobs, time.GetUtcNow());
        return Task.FromResult(true);
    }
}
