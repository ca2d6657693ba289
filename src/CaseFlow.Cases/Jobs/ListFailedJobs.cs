using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Jobs;

/// <summary>Jobs that were given up after many tries: messages that did not leave, signals that could not be raised. Work of a visit becomes an incident instead.</summary>
public sealed record ListFailedJobs(int Limit = 100) : IQuery<IReadOnlyList<FailedJobView>>;

/// <summary>A job that waits for an operator.</summary>
/// <param name="LastError">What the last try said; for operators, in English.</param>
public sealed record FailedJobView(long Id, string Kind, long? CaseId, DateTimeOffset DueAt, int Attempts, string? LastError, DateTimeOffset FailedAt);

internal sealed class ListFailedJobsHandler(JobQueue jobs) : IRequestHandler<ListFailedJobs, IReadOnlyList<FailedJobView>>
{
    public async Task<IReadOnlyList<FailedJobView>> Handle(ListFailedJobs request, CancellationToken cancellationToken) =>
        [.. (await jobs.FailedAsync(request.Limit.Bounded(), cancellationToken)).Select(job => new FailedJobView(job.Id, job.Kind, job.CaseId, job.DueAt, job.Attempts, job.LastError, job.FailedAt))];
}
