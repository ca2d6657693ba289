using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Forecast;
using CaseFlow.Host.Access;
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
            .Sends<GetDashboard>("Open time limits by lamp: by office, process, state, group and person, as of an instant").Allow(Policy.ReadDashboards).Refuses(404);
        board.MapPost("refresh", async (Ask ask) => { await ask.For(new RefreshDashboard()); return Results.Accepted(); })
            .Sends<RefreshDashboard>("Have the numbers counted anew").Allow(Policy.ReadDashboards).Produces(202);
        board.MapGet("trends", (Ask ask, string? office, string? process, DateOnly? from, DateOnly? to) => ask.For(new ListTrends(office, process, from, to)))
            .Sends<ListTrends>("Day after day: opened, closed, kept, broken, red cards, shares").Allow(Policy.ReadDashboards).Refuses(400, 404, 422);
        board.MapGet("trends/csv", (Ask ask, string? office, string? process, DateOnly? from, DateOnly? to) => Csv.Of("trends", async _ => new Page<TrendDay>((await ask.For(new ListTrends(office, process, from, to))).Days, null), TrendColumns))
            .Called("ExportTrends", "The same as a file").Allow(Policy.ReadDashboards).Produces<string>(200, Csv.Type).Refuses(400, 404, 422);
        board.MapGet("durations", (Ask ask, string? office, string? process, DateOnly? from, DateOnly? to) => ask.For(new ListDurations(office, process, from, to)))
            .Sends<ListDurations>("P50, P90 and P99 of whole cases and of each state, in working hours").Allow(Policy.ReadDashboards).Refuses(400, 404, 422);
        board.MapGet("durations/csv", (Ask ask, string? office, string? process, DateOnly? from, DateOnly? to) =>
                Csv.Of("durations", async _ => new Page<DurationRow>(await ask.For(new ListDurations(office, process, from, to)), null), DurationColumns))
            .Called("ExportDurations", "The same as a file").Allow(Policy.ReadDashboards).Produces<string>(200, Csv.Type).Refuses(400, 404, 422);
        board.MapGet("workload", (Ask ask, string? office) => ask.For(new ListWorkload(office)))
            .Sends<ListWorkload>("Open tasks by person and group, with the days their cases are promised for").Allow(Policy.ReadDashboards).Refuses(404);
        board.MapGet("workload/csv", (Ask ask, string? office) => Csv.Of("workload", async _ => Both(await ask.For(new ListWorkload(office))), WorkloadColumns))
            .Called("ExportWorkload", "The same as a file").Allow(Policy.ReadDashboards).Produces<string>(200, Csv.Type).Refuses(404);
        board.MapGet("places", (Ask ask, string? office, string? definition, int? version) => ask.For(new ListWaitingPlaces(office, definition, version)))
            .Sends<ListWaitingPlaces>("Where open cases wait in their diagrams").Allow(Policy.ReadDashboards).Refuses(400, 404);
        board.MapGet("places/cases", (Ask ask, string definition, int version, string[] activity, string? office, string? after, bool late = false, int limit = 50) =>
                ask.For(new ListWaitingCases(definition, version, activity, office, late, after, limit)))
            .Sends<ListWaitingCases>("The cases that wait at a place, and for how long").Allow(Policy.ReadDashboards).Refuses(400, 422);
        board.MapGet("counted", (Ask ask, [AsParameters] CountedQuery query, string? after, int limit = 50) => ask.For(query.List(after, limit)))
            .Sends<ListCounted>("The list behind a number of the trends, shares or durations").Allow(Policy.ReadDashboards).Refuses(400, 404, 422);
        board.MapGet("counted/csv", (Ask ask, [AsParameters] CountedQuery query) => Csv.Of("counted", after => ask.For(query.List(after, 200)), CountedColumns))
            .Called("ExportCounted", "The same as a file, up to 10,000 rows").Allow(Policy.ReadDashboards).Produces<string>(200, Csv.Type).Refuses(400, 404, 422);
        MapForecast(api);
    }

    private static void MapForecast(RouteGroupBuilder api)
    {
        var forecasts = api.MapGroup("forecasts").WithTags("Dashboard");
        forecasts.MapGet("", (Ask ask, string? office, string? process, string? after, int limit = 50) => ask.For(new ListForecasts(office, process, after, limit)))
            .Sends<ListForecasts>("Time limits that will be broken unless, the most probable first").Allow(Policy.ReadDashboards).Refuses(400, 422);
        forecasts.MapGet("csv", (Ask ask, string? office, string? process) => Csv.Of("forecasts", after => ask.For(new ListForecasts(office, process, after, 200)), ForecastColumns))
            .Called("ExportForecasts", "The same as a file, up to 10,000 rows").Allow(Policy.ReadDashboards).Produces<string>(200, Csv.Type).Refuses(400, 422);
        forecasts.MapGet("checks", (Ask ask, string? process, DateOnly? from, DateOnly? to) => ask.For(new CheckForecasts(process, from, to)))
            .Sends<CheckForecasts>("The forecast held against what came").Allow(Policy.ReadDashboards).Refuses(400, 422);
        api.MapGet("cases/{number}/forecast", (string number, Ask ask) => ask.For(new GetCaseForecast(number)))
            .WithTags("Dashboard").Sends<GetCaseForecast>("How probable it is that the limits of a case will be broken").Allow(Policy.WatchClocks).Refuses(404);
    }

    private static Page<(string Kind, WorkloadRow Row)> Both(WorkloadView view) => new([.. view.People.Select(row => ("person", row)), .. view.Groups.Select(row => ("group", row))], null);

    private static readonly (string Zh, string En, Func<TrendDay, object?> Value)[] TrendColumns =
    [
        ("日期", "Day", row => row.Day), ("登记", "Opened", row => row.Opened), ("办结", "Closed", row => row.Closed), ("按期", "Kept", row => row.Met), ("超期", "Broken", row => row.Breached), ("红牌", "Red cards", row => row.RedCards),
        ("占比", "Shares", row => string.Join(' ', row.Shares.Where(share => share.Value.Of > 0).Select(share => $"{share.Key}={share.Value.Part}/{share.Value.Of}"))),
    ];

    /// <summary>Which number, as it stands in an address.</summary>
    internal sealed record CountedQuery([FromQuery] string Measure, [FromQuery] string? Office = null, [FromQuery] string? Process = null, [FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null,
        [FromQuery] string? State = null, [FromQuery] double? Beyond = null)
    {
        public ListCounted List(string? after, int limit) => new(Measure, Office, Process, From, To, State, Beyond, after, limit);
    }

    private static readonly (string Zh, string En, Func<CountedRow, object?> Value)[] CountedColumns =
    [
        ("办件编码", "Case", row => row.CaseNumber), ("事项", "Process", row => row.Process), ("状态", "State", row => row.CaseState), ("受理点", "Office", row => row.Office), ("时间", "When", row => row.At),
        ("决定", "Decision", row => row.What), ("工作小时", "Working hours", row => row.Hours),
    ];

    private static readonly (string Zh, string En, Func<DurationRow, object?> Value)[] DurationColumns =
    [
        ("事项", "Process", row => row.Process), ("状态", "State", row => row.State), ("件数", "Cases", row => row.Count), ("P50(工作小时)", "P50 (working hours)", row => row.P50), ("P90(工作小时)", "P90 (working hours)", row => row.P90),
        ("P99(工作小时)", "P99 (working hours)", row => row.P99),
    ];

    private static readonly (string Zh, string En, Func<(string Kind, WorkloadRow Row), object?> Value)[] WorkloadColumns =
    [
        ("类别", "Kind", one => one.Kind), ("经办人或岗位", "Person or group", one => one.Row.Value), ("姓名", "Name", one => one.Row.Name), ("任务", "Tasks", one => one.Row.Total), ("已超期", "Late", one => one.Row.Late),
        ("无时限", "Without limit", one => one.Row.Unpromised), ("按截止日", "By deadline", one => string.Join(' ', one.Row.Days.Select(day => $"{day.Day:yyyy-MM-dd}={day.Count}"))),
    ];

    private static readonly (string Zh, string En, Func<ForecastRow, object?> Value)[] ForecastColumns =
    [
        ("办件编码", "Case", row => row.CaseNumber), ("事项", "Process", row => row.Process), ("状态", "State", row => row.CaseState), ("受理点", "Office", row => row.Office), ("时限", "Limit", row => row.Clock), ("截止日", "Deadline", row => row.Deadline),
        ("超期概率", "Probability", row => row.Probability), ("剩余工作小时", "Working hours left", row => row.HoursLeft), ("通常还需", "Usually needed", row => row.UsualHours), ("样本", "Sample", row => row.Sample),
    ];
}
