using System.Globalization;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>The list behind a number of the trends or durations, the newest day first: as many rows as the number says, unless something has happened since it was counted.</summary>
/// <param name="Measure"><c>opened</c>, <c>closed</c>, <c>met</c>, <c>breached</c>, <c>red</c>, <c>share.CODE.part</c>, <c>share.CODE.of</c>, or <c>stay</c>: how long closed cases took.</param>
/// <param name="State">Of stays: only in this state; null: the whole case.</param>
/// <param name="Beyond">Of stays: only those that took longer than this part of all did (0.9: the slowest tenth).</param>
public sealed record ListCounted(string Measure, string? Office = null, string? Process = null, DateOnly? From = null, DateOnly? To = null, string? State = null, double? Beyond = null, string? After = null,
    int Limit = 50) : IQuery<Page<CountedRow>>;

/// <summary>Something that was counted.</summary>
/// <param name="CaseState">As it is now.</param>
/// <param name="What">Of shares: the decision.</param>
/// <param name="Hours">Of stays: working hours.</param>
public sealed record CountedRow(string CaseNumber, string Process, string CaseState, string Office, DateTimeOffset At, string? What, double? Hours);

internal sealed class ListCountedHandler(PgSession session, ICurrentActor actor, CalendarShelf calendars, HouseRules rules, TimeProvider time) : IRequestHandler<ListCounted, Page<CountedRow>>
{
    private const string Seen = $"{Actor.SeesOffice} and {Actor.InOffice} and (@Process::text is null or c.process = @Process)";

    private sealed record Row(string CaseNumber, string Process, string CaseState, string Office, DateTimeOffset At, string? What)
    {
        public CountedRow View => new(CaseNumber, Process, CaseState, Office, At, What, null);
    }

    public async Task<Page<CountedRow>> Handle(ListCounted request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var (from, to) = ListTrendsHandler.Days(request.From, request.To, time);
        var measures = request.Measure == "stay" ? ["closed"] : Counted.Measures(request.Measure, rules);
        if (measures.Length == 0)
            throw RefusedException.Invalid("measure-unknown", "没有这个统计项目。", "There is no such number.", "measure");
        var (first, skip) = Place(request.After) ?? (to, 0);
        var (page, limit) = (new List<CountedRow>(), request.Limit.Bounded());
        Func<DateOnly, int, Task<IReadOnlyList<CountedRow>>> read = request.Measure == "stay" ? await StaysAsync(request, office, from, to, cancellationToken) : OccurrencesAsync;
        // A day is a short range of each table; days that were counted and had nothing are passed over.
        foreach (var day in await DaysAsync(office, request.Process, measures, from, first < to ? first : to, cancellationToken))
        {
            var before = page.Count;
            page.AddRange(await read(day, day == first ? skip : 0));
            if (page.Count > limit)
                return new Page<CountedRow>([.. page.Take(limit)], string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}~{limit - before + (day == first ? skip : 0)}"));
        }
        return new Page<CountedRow>(page, null);

        async Task<IReadOnlyList<CountedRow>> OccurrencesAsync(DateOnly day, int passed) => [.. (await session.QueryAsync<Row>($"""
            select c.number as case_number, c.process, c.state as case_state, one.office_id as office, one.at, one.what from ({Counted.Rows}) one
            join case_file c on c.id = one.case_id join office o on o.id = one.office_id where one.measure = any(@measures) and {Seen} order by one.at desc, c.id desc, one.what offset @passed limit @take
            """, Ask(request, day) with { Measures = measures, Passed = passed, Take = limit + 1 - page.Count }, cancellationToken)).Select(row => row.View)];
    }

    private sealed record Asked(string OfficePath, string? Office, string? Process, DateTimeOffset From, DateTimeOffset To, string[] Codes, string[] Parts, string[] Named)
    {
        public string[] Measures { get; init; } = [];
        public int Passed { get; init; }
        public int Take { get; init; }
    }

    private Asked Ask(ListCounted request, DateOnly day)
    {
        var span = Counted.Of(day, rules);
        return new Asked(actor.Actor.OfficePath, request.Office, request.Process, span.From, span.To, span.Codes, span.Parts, span.Named);
    }

    private static (DateOnly Day, int Passed)? Place(string? after) => after?.Split('~') is [var day, var passed] && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var one)
        && int.TryParse(passed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (one, count) : null;

    private async Task<Func<DateOnly, int, Task<IReadOnlyList<CountedRow>>>> StaysAsync(ListCounted request, string office, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (stage, calendar) = (request.State ?? "", await calendars.CalendarAsync(session, rules, cancellationToken));
        var beyond = request.Beyond is { } part ? Scale.StepWithin(await ListDurationsHandler.StepsAsync(session, office, request.Process, stage, from, to, cancellationToken), part) : -1;
        return async (day, passed) => [.. (await session.QueryAsync<ClosedCase>(
                $"{ClosedCase.Select} join office o on o.id = c.office_id where {ClosedCase.InTime} and {Seen} order by c.closed_at desc, c.id desc", Ask(request, day), cancellationToken))
            .SelectMany(one => one.Stays(rules.Dashboard.Hours, calendar).Where(stay => stay.Stage == stage && Scale.StepOf(stay.Took) > beyond)
                .Select(stay => new CountedRow(one.Number, one.Process, one.State, one.Office, one.ClosedAt, null, Math.Round(stay.Took.TotalHours, 2)))).Skip(passed)];
    }

    // Up to the day that was counted last the counts say where something is; after it nobody knows yet.
    private async Task<IReadOnlyList<DateOnly>> DaysAsync(string office, string? process, string[] measures, DateOnly from, DateOnly to, CancellationToken cancellationToken) => await session.QueryAsync<DateOnly>("""
        select day from (
            select distinct day from day_count where office_id = @office and day between @from and @to and measure = any(@measures) and (@process::text is null or process = @process)
            union select d::date from generate_series(greatest(@from::date, coalesce((select day from statistic_run where work = 'days'), @from::date)), least(@to::date, @today::date), interval '1 day') d) one
        order by day desc
        """, new { office, process, measures, from, to, today = ShanghaiTime.DateOf(time.GetUtcNow()) }, cancellationToken);
}
