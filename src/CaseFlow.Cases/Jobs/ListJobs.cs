using System.Globalization;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Jobs;

/// <summary>The jobs behind a number of <see cref="CountJobs"/>, the soonest first.</summary>
/// <param name="Hour">The beginning of the hour they are due in; null: overdue.</param>
public sealed record ListJobs(string Kind, DateTimeOffset? Hour = null, string? After = null, int Limit = 50) : IQuery<Page<JobView>>;

/// <summary>A job that waits until it is due.</summary>
/// <param name="CaseNumber">The case it is for; null where the work is for none.</param>
/// <param name="Attempts">How often it was started in vain.</param>
/// <param name="LastError">What the last try said; for operators, in English.</param>
public sealed record JobView(long Id, string Kind, string? CaseNumber, DateTimeOffset DueAt, int Attempts, string? LastError);

internal sealed class ListJobsHandler(PgSession session, TimeProvider time) : IRequestHandler<ListJobs, Page<JobView>>
{
    private sealed record Row(long Id, string Kind, string? Key, long? CaseId, DateTimeOffset DueAt, int Attempts, string? LastError);

    public async Task<Page<JobView>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var (limit, now, place) = (request.Limit.Bounded(), time.GetUtcNow(), Place(request.After));
        var rows = await session.QueryAsync<Row>("""
            select id, kind, key, case_id, due_at, attempts, last_error from job
            where failed_at is null and kind = @Kind and due_at < @until and (@from::timestamptz is null or due_at >= @from) and (@due::timestamptz is null or (due_at, id) > (@due, @id)) order by due_at, id limit @take
            """, new { request.Kind, from = request.Hour is { } hour && hour > now ? hour : request.Hour is null ? (DateTimeOffset?)null : now, until = request.Hour?.AddHours(1) ?? now, due = place?.Due, id = place?.Id, take = limit + 1 }, cancellationToken);
        var number = await session.CasesOfJobsAsync([.. rows.Select(row => (row.CaseId, row.Key))], cancellationToken);
        return new Page<JobView>([.. rows.Take(limit).Select(row => new JobView(row.Id, row.Kind, number(row.CaseId, row.Key), row.DueAt, row.Attempts, row.LastError))],
            rows.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{rows[limit - 1].DueAt.UtcTicks}:{rows[limit - 1].Id}") : null);
    }

    private static (DateTimeOffset Due, long Id)? Place(string? after) => after?.Split(':') is [var ticks, var row] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var due)
        && due <= DateTimeOffset.MaxValue.Ticks && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (new DateTimeOffset(due, TimeSpan.Zero), id) : null;
}
