using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Jobs;

/// <summary>Jobs that were given up after many tries: messages that did not leave, signals that could not be raised. Work of a visit becomes an incident instead.</summary>
public sealed record ListFailedJobs(int Limit = 100) : IQuery<IReadOnlyList<FailedJobView>>;

/// <summary>A job that waits for an operator.</summary>
/// <param name="CaseNumber">The case it belongs to; null where the work is for none.</param>
/// <param name="LastError">What the last try said; for operators, in English.</param>
public sealed record FailedJobView(long Id, string Kind, string? CaseNumber, DateTimeOffset DueAt, int Attempts, string? LastError, DateTimeOffset FailedAt);

internal sealed class ListFailedJobsHandler(PgSession session, JobQueue jobs) : IRequestHandler<ListFailedJobs, IReadOnlyList<FailedJobView>>
{
    public async Task<IReadOnlyList<FailedJobView>> Handle(ListFailedJobs request, CancellationToken cancellationToken)
    {
        var failed = await jobs.FailedAsync(request.Limit.Bounded(), cancellationToken);
        var number = await session.CasesOfJobsAsync([.. failed.Select(job => (job.CaseId, job.Key))], cancellationToken);
        return [.. failed.Select(job => new FailedJobView(job.Id, job.Kind, number(job.CaseId, job.Key), job.DueAt, job.Attempts, job.LastError, job.FailedAt))];
    }
}
