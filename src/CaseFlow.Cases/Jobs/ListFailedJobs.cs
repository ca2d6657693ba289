using System.Globalization;
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
        var cases = (await session.QueryAsync<(string Of, string Number)>("""
            select 'case/' || id, number from case_file where id = any(@cases)
            union all select 'message/' || m.id, c.number from message m join case_file c on c.id = m.case_id where m.id = any(@messages)
            union all select 'red-card/' || s.id, c.number from signal s join case_file c on c.id = s.case_id where s.id = any(@cards)
            """, new { cases = failed.Select(job => job.CaseId).OfType<long>().ToArray(), messages = Ids(failed, "message/"), cards = Ids(failed, "red-card/") }, cancellationToken)).ToDictionary(one => one.Of, one => one.Number);
        return [.. failed.Select(job => new FailedJobView(job.Id, job.Kind, cases.GetValueOrDefault(job.CaseId is { } id ? $"case/{id}" : job.Key ?? ""), job.DueAt, job.Attempts, job.LastError, job.FailedAt))];
    }

    // A message may be told without its case, and a red card outlives the end of one: their jobs carry their own ids.
    private static long[] Ids(IReadOnlyList<FailedJob> failed, string prefix) =>
        [.. failed.Where(job => job.Key?.StartsWith(prefix, StringComparison.Ordinal) == true).Select(job => long.TryParse(job.Key!.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)];
}
