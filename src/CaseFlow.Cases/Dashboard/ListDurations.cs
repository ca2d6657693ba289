using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>How long cases that were closed in these days took, whole and in each state, in working hours.</summary>
public sealed record ListDurations(string? Office = null, string? Process = null, DateOnly? From = null, DateOnly? To = null) : IQuery<IReadOnlyList<DurationRow>>;

/// <summary>Working hours within which half, nine in ten and ninety-nine in a hundred were done; at most 5 % above the exact numbers.</summary>
/// <param name="State">Null: the whole case.</param>
public sealed record DurationRow(string Process, string? State, long Count, double P50, double P90, double P99);

internal sealed class ListDurationsHandler(PgSession session, ICurrentActor actor, TimeProvider time) : IRequestHandler<ListDurations, IReadOnlyList<DurationRow>>
{
    private sealed record Row(string Process, string Stage, int Step, long Count);

    public async Task<IReadOnlyList<DurationRow>> Handle(ListDurations request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var (from, to) = ListTrendsHandler.Days(request.From, request.To, time);
        return [.. (await session.QueryAsync<Row>("""
            select process, stage, step::int as step, sum(count)::bigint as count from stay where office_id = @office and day between @from and @to and (@Process::text is null or process = @Process)
            group by process, stage, step order by process, stage, step
            """, new { office, from, to, request.Process }, cancellationToken))
            .GroupBy(row => (row.Process, row.Stage)).Select(group =>
            {
                var steps = group.Select(row => (row.Step, row.Count)).ToList();
                return new DurationRow(group.Key.Process, group.Key.Stage.Length == 0 ? null : group.Key.Stage, steps.Sum(one => one.Count),
                    Rounded(Scale.Percentile(steps, 0.5)), Rounded(Scale.Percentile(steps, 0.9)), Rounded(Scale.Percentile(steps, 0.99)));
            })];
    }

    /// <summary>How many took how long in a state, or whole (stage «»).</summary>
    public static async Task<IReadOnlyList<(int Step, long Count)>> StepsAsync(PgSession session, string office, string? process, string stage, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await session.QueryAsync<(int, long)>("""
            select step::int, sum(count)::bigint from stay where office_id = @office and day between @from and @to and (@process::text is null or process = @process) and stage = @stage group by step order by step
            """, new { office, process, stage, from, to }, cancellationToken);

    private static double Rounded(double hours) => Math.Round(hours, 2);
}
