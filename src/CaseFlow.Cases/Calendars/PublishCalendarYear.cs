using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Calendars;

/// <summary>Publishes a year table: holidays and make-up working days. New promises are counted by it at once; the open ones it touches are recounted in the background, and their cases and applicants hear of it.</summary>
/// <param name="Table"><c>{published, notice?, holidays: [{date, name}], workdays: [date]}</c>.</param>
public sealed record PublishCalendarYear(string Calendar, int Year, JsonElement Table) : ICommand<CalendarPublished>;

internal sealed class PublishCalendarYearHandler(CalendarDesk desk) : IRequestHandler<PublishCalendarYear, CalendarPublished>
{
    public Task<CalendarPublished> Handle(PublishCalendarYear request, CancellationToken cancellationToken) =>
        desk.PublishAsync(CalendarDesk.Read(request.Calendar, request.Year, request.Table), cancellationToken);
}
