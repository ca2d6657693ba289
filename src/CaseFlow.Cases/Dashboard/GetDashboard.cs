using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>What stands in an office and everything below it: open time limits by lamp, looked at by office, process, state, group and person.</summary>
/// <param name="Office">One's own, or one below it; null: one's own.</param>
public sealed record GetDashboard(string? Office = null) : IQuery<DashboardView>;

/// <summary>The numbers of an office, as of an instant. The lists behind them are as of now.</summary>
/// <param name="MadeAt">When they were counted; null: never yet.</param>
/// <param name="Stale">They are older than the rules of the house want, or from a later day than the clock shows: <see cref="RefreshDashboard"/> has them counted anew.</param>
/// <param name="Offices">The offices directly below, each with everything below it.</param>
public sealed record DashboardView(string Office, DateTimeOffset? MadeAt, bool Stale, LampCounts All, IReadOnlyList<LampCounts> Offices, IReadOnlyList<LampCounts> Processes, IReadOnlyList<LampCounts> States,
    IReadOnlyList<LampCounts> Groups, IReadOnlyList<LampCounts> People);

/// <summary>Open time limits by lamp.</summary>
/// <param name="Value">The office, process, state, group or login they belong to.</param>
/// <param name="Red">Over; <paramref name="Final"/>: on the last day; <paramref name="Green"/>: time enough.</param>
public sealed record LampCounts(string Value, int Red, int Final, int Amber, int Green, int Paused);

/// <summary>Has everything that managers see in numbers counted anew, as a job. Whoever asks while it runs has nothing to add.</summary>
public sealed record RefreshDashboard : ICommand<bool>;

internal sealed class GetDashboardHandler(PgSession session, ICurrentActor actor, HouseRules rules, TimeProvider time) : IRequestHandler<GetDashboard, DashboardView>
{
    private sealed record Row(string Dimension, string Value, int Red, int Final, int Amber, int Green, int Paused)
    {
        public LampCounts Counts => new(Value, Red, Final, Amber, Green, Paused);
    }

    private const string Lamps = """
        coalesce(sum(count) filter (where colour = 'red'), 0)::int as red, coalesce(sum(count) filter (where colour = 'final'), 0)::int as final, coalesce(sum(count) filter (where colour = 'amber'), 0)::int as amber,
        coalesce(sum(count) filter (where colour = 'green'), 0)::int as green, coalesce(sum(count) filter (where colour = 'paused'), 0)::int as paused
        """;

    public async Task<DashboardView> Handle(GetDashboard request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var rows = (await session.QueryAsync<Row>($"""
            select dimension, value, {Lamps} from standing where office_id = @office group by dimension, value
            union all select 'office', s.office_id, {Lamps} from standing s join office o on o.id = s.office_id where o.parent_id = @office and s.dimension = 'all' group by s.office_id
            order by 1, 3 desc, 4 desc, 5 desc, 2
            """, new { office }, cancellationToken)).ToLookup(row => row.Dimension, row => row.Counts);
        var made = await session.SingleOrDefaultAsync<DateTimeOffset?>("select made_at from statistic_run where work = 'standing'", null, cancellationToken);
        return new DashboardView(office, made, made is null || (time.GetUtcNow() - made.Value).Duration() > TimeSpan.FromMinutes(rules.Dashboard.FreshMinutes), rows["all"].SingleOrDefault() ?? new LampCounts("", 0, 0, 0, 0, 0),
            [.. rows["office"]], [.. rows["process"]], [.. rows["state"]], [.. rows["group"]], [.. rows["person"]]);
    }
}

internal sealed class RefreshDashboardHandler(JobQueue jobs, TimeProvider time) : IRequestHandler<RefreshDashboard, bool>
{
    public Task<bool> Handle(RefreshDashboard request, CancellationToken cancellationToken)
    {
        jobs.EnqueueNoLater(StatisticsRunner.JobOf(time.GetInstant()));
        return Task.FromResult(true);
    }
}
