using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Jobs;

/// <summary>Starts a job that was given up anew, with all its tries.</summary>
public sealed record RetryJob(long Id) : ICommand<RetriedJob>;

/// <summary>The job runs again.</summary>
public sealed record RetriedJob(long Id);

internal sealed class RetryJobHandler(PgSession session, JobQueue jobs) : IRequestHandler<RetryJob, RetriedJob>
{
    public async Task<RetriedJob> Handle(RetryJob request, CancellationToken cancellationToken)
    {
        if (!await session.SingleAsync<bool>("select exists (select 1 from job where id = @Id and failed_at is not null)", request, cancellationToken))
            throw RefusedException.NotFound("job-unknown", "没有这个失败的任务，或它已重新执行。", "There is no such failed job, or it runs again already.");
        jobs.Retry(request.Id);
        return new RetriedJob(request.Id);
    }
}
