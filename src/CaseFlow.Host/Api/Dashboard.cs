using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Forecast;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;
using Microsoft.AspNetCore.Mvc;

namespace CaseFlow.Host.Api;

/// <summary>What managers are shown in numbers, and what will be late unless.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this RouteGroupBuilder api)
    {
        var board = api.MapGroup("dashboard").WithTags("Dashboard");
        board.MapGet("", (Ask ask, string? office) => ask.For(new GetDashboard(office)))
            .Sends<GetDashboard>("Open time limits by lamp: by office, process, state, group and person, as of an instant").Allow(Policy.ReadDashboards)
            .AlsoCsv<DashboardView, DashboardTables.Lamps>("standing", DashboardTables.StandingOf, _ => DashboardTables.Standing).Refuses(404);
        board.MapPost("refresh", async (Ask ask) => { await ask.For(new RefreshDashboard()); return Results.Accepted(); })
            .Sends<RefreshDashboard>("Have the numbers counted anew").Allow(Policy.ReadDashboards).Produces(202);
        board.MapGet("trends", (Ask ask, string? office, string? process, DateOnly? from, DateOnly? to) => ask.For(new ListTrends(office, process, from, to)))
            .Sends<ListTrends>("Day after day: opened, closed, kept, broken, red cards, shares").Allow(Policy.ReadDashboards)
            .AlsoCsv<TrendsView, TrendDay>("trends", view => view.Days, DashboardTables.Trends).Refuses(400, 404, 422);
        board.MapGet("durations", (Ask ask, string? office, string? process, DateOnly? from, DateOnly? to) => ask.For(new ListDurations(office, process, from, to)))
            .Sends<ListDurations>("P50, P90 and P99 of whole cases and of each state, in working hours").Allow(Policy.ReadDashboards).AlsoCsv("durations", DashboardTables.Durations).Refuses(400, 404, 422);
        board.MapGet("workload", (Ask ask, string? office) => ask.For(new ListWorkload(office)))
            .Sends<ListWorkload>("Open tasks by person and group, with the days their cases are promised for").Allow(Policy.ReadDashboards)
            .AlsoCsv<WorkloadView, (string, WorkloadRow)>("workload", DashboardTables.WorkOf, _ => DashboardTables.Workload).Refuses(404);
        board.MapGet("places", (Ask ask, string? office, string? definition, int? version) => ask.For(new ListWaitingPlaces(office, definition, version)))
            .Sends<ListWaitingPlaces>("Where open cases wait in their diagrams").Allow(Policy.ReadDashboards)
            .AlsoCsv<WaitingPlacesView, WaitingPlace>("places", view => view.Places, _ => DashboardTables.Places).Refuses(400, 404);
        board.MapGet("places/cases", (Ask ask, string definition, int version, string activity, string? office, string? after, bool late = false, int limit = 50) =>
                ask.For(new ListWaitingCases(definition, version, activity, office, late, after, limit)))
            .Sends<ListWaitingCases>("The cases that wait at a place, and for how long").Allow(Policy.ReadDashboards).AlsoCsv("waiting-cases", DashboardTables.WaitingCases).Refuses(400, 404, 422);
        board.MapGet("counted", (Ask ask, [AsParameters] CountedQuery query, string? after, int limit = 50) => ask.For(query.List(after, limit)))
            .Sends<ListCounted>("The list behind a number of the trends, shares or durations").Allow(Policy.ReadDashboards).AlsoCsv("counted", DashboardTables.Counted).Refuses(400, 404, 422);
        MapForecast(api);
    }

    private static void MapForecast(RouteGroupBuilder api)
    {
        var forecasts = api.MapGroup("forecasts").WithTags("Dashboard");
        forecasts.MapGet("", (Ask ask, string? office, string? process, string? after, int limit = 50) => ask.For(new ListForecasts(office, process, after, limit)))
            .Sends<ListForecasts>("Time limits that will be broken unless, the most probable first").Allow(Policy.ReadDashboards).AlsoCsv("forecasts", SupervisionTables.Forecasts).Refuses(400, 422);
        forecasts.MapGet("checks", (Ask ask, string? process, DateOnly? from, DateOnly? to) => ask.For(new CheckForecasts(process, from, to)))
            .Sends<CheckForecasts>("The forecast held against what came").Allow(Policy.ReadDashboards).AlsoCsv("forecast-checks", SupervisionTables.ForecastChecks).Refuses(400, 422);
        api.MapGet("cases/{number}/forecast", (string number, Ask ask) => ask.For(new GetCaseForecast(number)))
            .WithTags("Dashboard").Sends<GetCaseForecast>("How probable it is that the limits of a case will be broken").Allow(Policy.WatchClocks).Refuses(404);
    }

    /// <summary>Which number, as it stands in an address.</summary>
    internal sealed record CountedQuery([FromQuery] string Measure, [FromQuery] string? Office = null, [FromQuery] string? Process = null, [FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null,
        [FromQuery] string? State = null, [FromQuery] double? Beyond = null)
    {
        public ListCounted List(string? after, int limit) => new(Measure, Office, Process, From, To, State, Beyond, after, limit);
    }
}
