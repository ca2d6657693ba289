using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Working calendars. A published year recounts the open cases it touches.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("calendars").WithTags("Calendars");
        calendars.MapGet("", (Ask ask) => ask.For(new ListCalendars()))
            .Sends<ListCalendars>("The calendars and how far they are published").Allow(Policy.ReadDesigns);
        calendars.MapGet("{id}/{year:int}", (string id, int year, Ask ask) => ask.For(new GetCalendarYear(id, year)))
            .Sends<GetCalendarYear>("The table of a year").Allow(Policy.ReadDesigns).Refuses(404);
        calendars.MapPost("{id}/{year:int}/preview", (string id, int year, JsonElement table, Ask ask) =>
                ask.For(new PreviewCalendarYear(id, year, table)))
            .Sends<PreviewCalendarYear>("Which deadlines a table would move; nothing is stored").Allow(Policy.Design).ReadsBody();
        calendars.MapPut("{id}/{year:int}", (string id, int year, JsonElement table, Ask ask) =>
                ask.For(new PublishCalendarYear(id, year, table)))
            .Sends<PublishCalendarYear>("Store the table of a year {published, notice?, holidays, workdays} and recount what it touches")
            .Allow(Policy.Design).ReadsBody();
    }
}
