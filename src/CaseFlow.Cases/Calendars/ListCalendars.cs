using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Calendars;

/// <summary>The working-day calendars and how far each is published.</summary>
public sealed record ListCalendars : IQuery<IReadOnlyList<CalendarSummary>>;

/// <summary>A calendar.</summary>
/// <param name="CoveredUntil">The last day whose year is published; deadlines beyond it are provisional; null when no year is published.</param>
public sealed record CalendarSummary(string Id, int Version, DateOnly? CoveredUntil, IReadOnlyList<int> Years);

internal sealed class ListCalendarsHandler(PgSession session, CalendarShelf shelf) : IRequestHandler<ListCalendars, IReadOnlyList<CalendarSummary>>
{
    public async Task<IReadOnlyList<CalendarSummary>> Handle(ListCalendars request, CancellationToken cancellationToken)
    {
        var summaries = new List<CalendarSummary>();
        foreach (var (id, version) in await session.QueryAsync<(string Id, int Version)>("select id, version from calendar order by id", null, cancellationToken))
        {
            var years = await session.QueryAsync<int>("select distinct year from calendar_year where calendar = @id order by year", new { id }, cancellationToken);
            summaries.Add(new CalendarSummary(id, version, (await shelf.GetAsync(session, id, cancellationToken)).Newest.CoveredUntil, years));
        }
        return summaries;
    }
}

/// <summary>The year table that counts now.</summary>
public sealed record GetCalendarYear(string Calendar, int Year) : IQuery<JsonElement>;

internal sealed class GetCalendarYearHandler(PgSession session) : IRequestHandler<GetCalendarYear, JsonElement>
{
    public async Task<JsonElement> Handle(GetCalendarYear request, CancellationToken cancellationToken) =>
        JsonElement.Parse(await session.SingleOrDefaultAsync<string>("select content::text from calendar_year where calendar = @Calendar and year = @Year order by version desc limit 1", request, cancellationToken)
            ?? throw RefusedException.NotFound("calendar-year-unknown", "没有这个年度的日历。", "There is no table for this year."));
}
