using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
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
        calendars.MapPost("{id}/{year:int}/preview", (string id, int year, JsonElement table, Ask ask, string? after, int limit = 50) =>
                ask.For(new PreviewCalendarYear(id, year, table, after, limit)))
            .Sends<PreviewCalendarYear>("Which deadlines a table would move: counts, and a page of them; nothing is stored").Allow(Policy.Design).ReadsBody();
        calendars.MapPut("{id}/{year:int}", (string id, int year, JsonElement table, Ask ask) =>
                ask.For(new PublishCalendarYear(id, year, table)))
            .Sends<PublishCalendarYear>("Store the table of a year {published, notice?, holidays, workdays}; what it touches is recounted in the background")
            .Allow(Policy.Design).ReadsBody();

        var recounts = api.MapGroup("recounts").WithTags("Calendars");
        recounts.MapGet("", (Ask ask, string? after, int limit = 20) => ask.For(new ListRecounts(after, limit)))
            .Sends<ListRecounts>("Recounts after publications, newest first").Allow(Policy.ReadDesigns).AlsoCsv("recounts", SupervisionTables.Recounts).Refuses(400, 422);
        recounts.MapGet("{id:long}", (long id, Ask ask) => ask.For(new GetRecount(id)))
            .Sends<GetRecount>("How far a recount has come").Allow(Policy.ReadDesigns).Refuses(404);
        recounts.MapGet("{id:long}/changes", (long id, Ask ask, string? after, int limit = 50) => ask.For(new ListRecountChanges(id, after, limit)))
            .Sends<ListRecountChanges>("The deadlines that a recount changed, of the offices one sees").Allow(Policy.ReadDesigns).AlsoCsv("recount-changes", SupervisionTables.RecountChanges).Refuses(400, 404, 422);
    }
}
