using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Open tasks of people, and of groups that nobody has taken yet, by the day their cases are promised for; who has most that is late first.</summary>
public sealed record ListWorkload(string? Office = null) : IQuery<WorkloadView>;

/// <summary>The work of an office and everything below it, as of an instant.</summary>
public sealed record WorkloadView(string Office, DateTimeOffset? MadeAt, DateOnly Today, IReadOnlyList<WorkloadRow> People, IReadOnlyList<WorkloadRow> Groups);

/// <summary>The work of one.</summary>
/// <param name="Value">A login, or a group.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Late">Promised for a day that is over.</param>
/// <param name="Unpromised">Without a limit that runs.</param>
public sealed record WorkloadRow(string Value, string? Name, int Total, int Late, int Unpromised, IReadOnlyList<DueCount> Days);

/// <summary>Tasks whose cases are promised for a day.</summary>
public sealed record DueCount(DateOnly Day, int Count);

internal sealed class ListWorkloadHandler(PgSession session, ICurrentActor actor, TimeProvider time) : IRequestHandler<ListWorkload, WorkloadView>
{
    private sealed record Row(string Kind, string Value, string? Name, DateOnly? Due, int Count);

    public async Task<WorkloadView> Handle(ListWorkload request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var today = ShanghaiTime.DateOf(time.GetUtcNow());
        var rows = await session.QueryAsync<Row>("""
            select w.kind, w.value, a.name, w.due, w.count from workload w left join account a on w.kind = 'person' and a.login = w.value where w.office_id = @office order by w.kind, w.value, w.due nulls last
            """, new { office }, cancellationToken);
        var made = await session.SingleOrDefaultAsync<DateTimeOffset?>("select made_at from statistic_run where work = 'standing'", null, cancellationToken);
        IReadOnlyList<WorkloadRow> Of(string kind) => [.. rows.Where(row => row.Kind == kind).GroupBy(row => row.Value).Select(group => new WorkloadRow(group.Key, group.First().Name, group.Sum(row => row.Count),
                group.Where(row => row.Due < today).Sum(row => row.Count), group.Where(row => row.Due is null).Sum(row => row.Count),
                [.. group.Where(row => row.Due >= today).Select(row => new DueCount(row.Due!.Value, row.Count))]))
            .OrderByDescending(row => row.Late).ThenByDescending(row => row.Total).ThenBy(row => row.Value, StringComparer.Ordinal)];
        return new WorkloadView(office, made, today, Of("person"), Of("group"));
    }
}
