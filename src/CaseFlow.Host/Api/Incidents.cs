using CaseFlow.Cases.Incidents;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Where a process could not go on.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("incidents").WithTags("Incidents");
        incidents.MapGet("", (Ask ask, string? after, bool open = true, int limit = 50) => ask.For(new ListIncidents(open, after, limit)))
            .Sends<ListIncidents>("Incidents, newest first").Allow(Policy.Operate).AlsoCsv("incidents", AdministrationTables.Incidents).Refuses(400, 422);
        incidents.MapPost("{id:long}/retry", (long id, ReasonBody body, Ask ask) => ask.For(new RetryIncident(id, body.Reason)))
            .Sends<RetryIncident>("Try the step again").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
        incidents.MapPost("{id:long}/skip", (long id, SkipBody body, Ask ask) => ask.For(new SkipIncident(id, body.Outcome, body.Reason)))
            .Sends<SkipIncident>("Leave the step by one of its outcomes without doing it").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
    }

    /// <summary>Why.</summary>
    internal sealed record ReasonBody(string Reason);

    /// <summary>By which outcome the step is left, and why.</summary>
    internal sealed record SkipBody(string Outcome, string Reason);
}
