using System.Globalization;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Forecast;

/// <summary>«Will be late unless»: open time limits that may be broken, the most probable first.</summary>
/// <param name="Office">Of this office and everything below it.</param>
public sealed record ListForecasts(string? Office = null, string? Process = null, string? After = null, int Limit = 50) : IQuery<Page<ForecastRow>>;

/// <summary>A limit in danger, as of an instant.</summary>
/// <param name="Probability">That it will be broken, from 0 to 1.</param>
/// <param name="HoursLeft">Working hours until the deadline.</param>
/// <param name="UsualHours">Working hours within which half of the like came to their end.</param>
/// <param name="Sample">Past cases it rests on.</param>
public sealed record ForecastRow(long Id, string CaseNumber, string Process, string CaseState, string Office, string Clock, DateOnly Deadline, string Colour, double Probability, double HoursLeft, double UsualHours,
    int Sample, DateTimeOffset MadeAt);

/// <summary>What is said of the running limits of one case just now.</summary>
public sealed record GetCaseForecast(string Number) : IQuery<IReadOnlyList<CaseForecast>>;

/// <summary>What is said of a limit; nothing is said where fewer than twenty past cases are like it.</summary>
public sealed record CaseForecast(string Clock, double Probability, double HoursLeft, double UsualHours, long Sample);

/// <summary>The forecast held against what came, by tenths of the probability that had been said.</summary>
public sealed record CheckForecasts(string? Process = null, DateOnly? From = null, DateOnly? To = null) : IQuery<IReadOnlyList<ForecastCheck>>;

/// <summary>Of so many limits of which a probability from so many tenths to the next was said, so many were broken.</summary>
public sealed record ForecastCheck(int Tenth, long Count, long Broken);

internal sealed class ListForecastsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListForecasts, Page<ForecastRow>>
{
    private sealed record Row(long Id, string CaseNumber, string Process, string CaseState, string Office, string Clock, DateOnly Deadline, string Colour, float Probability, float HoursLeft, float UsualHours, int Sample,
        DateTimeOffset MadeAt);

    public async Task<Page<ForecastRow>> Handle(ListForecasts request, CancellationToken cancellationToken)
    {
        var (limit, key) = (request.Limit.Bounded(), Place(request.After));
        // A limit that has been broken or has ended since is no forecast any more.
        var rows = await session.QueryAsync<Row>($"""
            select f.clock_id as id, c.number as case_number, c.process, c.state as case_state, c.office_id as office, k.name as clock, k.deadline, k.colour, f.probability, f.hours_left, f.usual_hours, f.sample, f.made_at
            from office o cross join lateral (
                select one.* from forecast one join clock r on r.id = one.clock_id and r.colour in ('green', 'amber', 'final')
                where one.office_id = o.id and (@probability::real is null or one.probability < @probability or (one.probability = @probability and one.clock_id > @id))
                  and (@Process::text is null or exists (select from case_file p where p.id = one.case_id and p.process = @Process))
                order by one.probability desc, one.clock_id limit @take) f
            join clock k on k.id = f.clock_id join case_file c on c.id = f.case_id
            where {Actor.SeesOffice} and {Actor.InOffice} order by f.probability desc, f.clock_id limit @take
            """, new { officePath = actor.Actor.OfficePath, request.Office, request.Process, probability = key?.Probability, id = key?.Id, take = limit + 1 }, cancellationToken);
        var last = rows.Count > limit ? rows[limit - 1] : null;
        return new Page<ForecastRow>([.. rows.Take(limit).Select(row => new ForecastRow(row.Id, row.CaseNumber, row.Process, row.CaseState, row.Office, row.Clock, row.Deadline, row.Colour, Math.Round(row.Probability, 2),
            Math.Round(row.HoursLeft, 1), Math.Round(row.UsualHours, 1), row.Sample, row.MadeAt))], last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.Probability:R}:{last.Id}"));
    }

    private static (float Probability, long Id)? Place(string? after) => after?.Split(':') is [var text, var row] && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability)
        && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (probability, id) : null;
}

internal sealed class GetCaseForecastHandler(PgSession session, CaseViews views, CalendarShelf calendars, Foresight foresight, HouseRules rules, TimeProvider time) : IRequestHandler<GetCaseForecast, IReadOnlyList<CaseForecast>>
{
    private sealed record Row(string Process, string Name, string Ledger, string? Stages);

    public async Task<IReadOnlyList<CaseForecast>> Handle(GetCaseForecast request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var (now, said) = (time.GetUtcNow(), new List<CaseForecast>());
        var rows = await session.QueryAsync<Row>("select c.process, k.name, k.ledger::text as ledger, c.stages::text as stages from clock k join case_file c on c.id = k.case_id where k.case_id = @id and k.stopped_at is null order by k.id",
            new { id }, cancellationToken);
        if (rows.Count == 0)
            return [];
        var calendar = await calendars.CalendarAsync(session, rules, cancellationToken);
        var past = await foresight.PastAsync(ShanghaiTime.DateOf(now).AddDays(1), rows[0].Process, cancellationToken);
        foreach (var row in rows)
        {
            var ledger = ClockLedger.Parse(row.Ledger);
            var reading = Clock.Read(ledger, (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion), now);
            if (reading is { IsOpen: true, Colour: ClockColour.Green or ClockColour.Amber or ClockColour.FinalDay }
                && foresight.Look(past, row.Process, ledger, reading, StageEntry.Read(row.Stages), calendar, now) is { } outlook)
                said.Add(new CaseForecast(row.Name, Math.Round(outlook.Probability, 2), Math.Round(outlook.HoursLeft, 1), Math.Round(outlook.UsualHours, 1), outlook.Sample));
        }
        return said;
    }
}

internal sealed class CheckForecastsHandler(PgSession session, TimeProvider time) : IRequestHandler<CheckForecasts, IReadOnlyList<ForecastCheck>>
{
    public Task<IReadOnlyList<ForecastCheck>> Handle(CheckForecasts request, CancellationToken cancellationToken)
    {
        var (from, to) = ListTrendsHandler.Days(request.From, request.To, time);
        return session.QueryAsync<ForecastCheck>("""
            select tenth::int as tenth, sum(count)::bigint as count, sum(broken)::bigint as broken from forecast_check where day between @from and @to and (@Process::text is null or process = @Process) group by tenth order by tenth
            """, new { from, to, request.Process }, cancellationToken);
    }
}
