using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Calendars;

/// <summary>Which open deadlines a year table would move, before it is published: counts, and a page of those one sees.</summary>
public sealed record PreviewCalendarYear(string Calendar, int Year, JsonElement Table, string? After = null, int Limit = 50) : IQuery<CalendarPreview>;

internal sealed class PreviewCalendarYearHandler(CalendarDesk desk) : IRequestHandler<PreviewCalendarYear, CalendarPreview>
{
    public Task<CalendarPreview> Handle(PreviewCalendarYear request, CancellationToken cancellationToken) =>
        desk.PreviewAsync(CalendarDesk.Read(request.Calendar, request.Year, request.Table), request.After, request.Limit.Bounded(), cancellationToken);
}
