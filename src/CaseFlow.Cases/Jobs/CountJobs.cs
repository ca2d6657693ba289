using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Jobs;

/// <summary>Jobs by the hour they are due in and their kind: what is overdue and what comes within a day. Counted no further than 100,000, the soonest first.</summary>
public sealed record CountJobs : IQuery<IReadOnlyList<JobCount>>;

/// <summary>Jobs of a kind that are due in an hour.</summary>
/// <param name="Hour">Its beginning; null: overdue.</param>
public sealed record JobCount(DateTimeOffset? Hour, string Kind, long Count);

/// <summary>How the installation is, in a few bounded numbers.</summary>
public sealed record GetHealth : IQuery<HealthView>;

/// <summary>What an operator looks at first; each number is counted no further than 1,000.</summary>
/// <param name="OldestDue">Since when the oldest overdue job waits.</param>
/// <param name="StatisticsMadeAt">When managers' numbers were counted.</param>
public sealed record HealthView(DateTimeOffset Now, int OverdueJobs, DateTimeOffset? OldestDue, int FailedJobs, int OpenIncidents, int UnsentMessages, int KeptEvents, int OpenNotices, DateTimeOffset? StatisticsMadeAt);

internal sealed class CountJobsHandler(PgSession session, TimeProvider time) : IRequestHandler<CountJobs, IReadOnlyList<JobCount>>
{
    public Task<IReadOnlyList<JobCount>> Handle(CountJobs request, CancellationToken cancellationToken) => session.QueryAsync<JobCount>("""
        select case when due_at < @now then null else date_trunc('hour', due_at) end as hour, kind, count(*) as count
        from (select due_at, kind from job where failed_at is null and due_at < @until order by due_at, id limit 100000) soon group by 1, 2 order by 1 nulls first, 2
        """, new { now = time.GetUtcNow(), until = time.GetUtcNow().AddDays(1) }, cancellationToken);
}

internal sealed class GetHealthHandler(PgSession session, TimeProvider time) : IRequestHandler<GetHealth, HealthView>
{
    public Task<HealthView> Handle(GetHealth request, CancellationToken cancellationToken) => session.SingleAsync<HealthView>("""
        select @now::timestamptz as now,
               (select count(*)::int from (select 1 from job where failed_at is null and due_at < @late limit 1000) one) as overdue_jobs,
               (select min(due_at) from job where failed_at is null and due_at < @late) as oldest_due,
               (select count(*)::int from (select 1 from job where failed_at is not null limit 1000) one) as failed_jobs,
               (select count(*)::int from (select 1 from incident where resolved_at is null limit 1000) one) as open_incidents,
               (select count(*)::int from (select 1 from message where sent_at is null limit 1000) one) as unsent_messages,
               (select count(*)::int from (select 1 from webhook_event where outcome = 'kept' limit 1000) one) as kept_events,
               (select count(*)::int from notice where resolved_at is null) as open_notices,
               (select made_at from statistic_run where work = 'standing') as statistics_made_at
        """, new { now = time.GetUtcNow(), late = time.GetUtcNow().AddMinutes(-1) }, cancellationToken);
}
