using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Calendars;

/// <summary>Which open deadlines a year table would move, before it is published.</summary>
public sealed record PreviewCalendarYear(string Calendar, int Year, JsonElement Table) : IQuery<CalendarChanges>;

internal sealed class PreviewCalendarYearHandler(CalendarDesk desk) : IRequestHandler<PreviewCalendarYear, CalendarChanges>
{
    public Task<CalendarChanges> Handle(PreviewCalendarYear request, CancellationToken cancellationToken) =>
        desk.PreviewAsync(CalendarDesk.Read(request.Calendar, request.Year, request.Table), cancellationToken);
}
