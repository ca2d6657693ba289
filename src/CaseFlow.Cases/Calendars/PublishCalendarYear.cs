using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Calendars;

/// <summary>Publishes a year table: holidays and make-up working days. Open deadlines it touches are recounted in the same step, and their cases say so.</summary>
/// <param name="Table"><c>{published, notice?, holidays: [{date, name}], workdays: [date]}</c>.</param>
public sealed record PublishCalendarYear(string Calendar, int Year, JsonElement Table) : ICommand<CalendarChanges>;

internal sealed class PublishCalendarYearHandler(CalendarDesk desk) : IRequestHandler<PublishCalendarYear, CalendarChanges>
{
    public Task<CalendarChanges> Handle(PublishCalendarYear request, CancellationToken cancellationToken) =>
        desk.PublishAsync(CalendarDesk.Read(request.Calendar, request.Year, request.Table), cancellationToken);
}
