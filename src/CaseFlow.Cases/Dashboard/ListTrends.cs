using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Day after day: opened, closed, kept, broken, cards, shares. Days and not cases are read.</summary>
/// <param name="From">First day; null: thirty days back.</param>
/// <param name="To">Last day; null: today.</param>
public sealed record ListTrends(string? Office = null, string? Process = null, DateOnly? From = null, DateOnly? To = null) : IQuery<TrendsView>;

/// <summary>The days of an office, and what its shares are called.</summary>
public sealed record TrendsView(string Office, DateTimeOffset? MadeAt, IReadOnlyList<TrendDay> Days, IReadOnlyList<ShareView> Shares);

/// <summary>A day.</summary>
/// <param name="Met">Limits that ended in time, or by an attempt that counts; <paramref name="Breached"/>: too late.</param>
/// <param name="RedCards">Red cards that were raised.</param>
/// <param name="Shares">By code of the share: those that are part of it, and of how many.</param>
public sealed record TrendDay(DateOnly Day, int Opened, int Closed, int Met, int Breached, int RedCards, IReadOnlyDictionary<string, ShareCount> Shares);

/// <summary>So many of so many.</summary>
public sealed record ShareCount(int Part, int Of);

/// <summary>What a share is called, by locale.</summary>
public sealed record ShareView(string Code, IReadOnlyDictionary<string, string> Title);

internal sealed class ListTrendsHandler(PgSession session, ICurrentActor actor, HouseRules rules, TimeProvider time) : IRequestHandler<ListTrends, TrendsView>
{
    private sealed record Row(DateOnly Day, string Measure, int Count);

    public async Task<TrendsView> Handle(ListTrends request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var (from, to) = Days(request.From, request.To, time);
        var days = (await session.QueryAsync<Row>("""
            select day, measure, sum(count)::int as count from day_count where office_id = @office and day between @from and @to and (@Process::text is null or process = @Process) group by day, measure
            """, new { office, from, to, request.Process }, cancellationToken)).ToLookup(row => row.Day);
        var made = await session.SingleOrDefaultAsync<DateTimeOffset?>("select made_at from statistic_run where work = 'days'", null, cancellationToken);
        return new TrendsView(office, made, [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Select(day => View(day, days[day].ToDictionary(row => row.Measure, row => row.Count)))],
            [.. rules.Dashboard.Shares.Select(share => new ShareView(share.Code, share.Title))]);
    }

    /// <summary>At most two years, newest kept.</summary>
    internal static (DateOnly From, DateOnly To) Days(DateOnly? from, DateOnly? to, TimeProvider time)
    {
        var last = to ?? ShanghaiTime.DateOf(time.GetUtcNow());
        var first = from ?? last.AddDays(-29);
        if (first > last)
            throw RefusedException.Invalid("days-reversed", "开始日期不能晚于结束日期。", "The first day is later than the last.", "from");
        return (first < last.AddDays(-731) ? last.AddDays(-731) : first, last);
    }

    private TrendDay View(DateOnly day, Dictionary<string, int> counts) => new(day, counts.GetValueOrDefault("opened"), counts.GetValueOrDefault("closed"),
        counts.GetValueOrDefault("met") + counts.GetValueOrDefault("met_by_attempt"), counts.GetValueOrDefault("breached"), counts.GetValueOrDefault("red"),
        rules.Dashboard.Shares.ToDictionary(share => share.Code, share => new ShareCount(counts.GetValueOrDefault($"share.{share.Code}.part"), counts.GetValueOrDefault($"share.{share.Code}.of"))));
}
