using CaseFlow.Cases.Incidents;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;
using MediatR;

namespace CaseFlow.Host.Api;

/// <summary>Where a process could not go on.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("incidents").WithTags("Incidents");
        incidents.MapGet("", (IMediator send, CancellationToken stop, string? after, bool open = true, int limit = 50) => send.Send(new ListIncidents(open, after, limit), stop))
            .Sends<ListIncidents>("Incidents, newest first").Allow(Policy.Operate).Refuses(400, 422);
        incidents.MapPost("{id:long}/retry", (long id, ReasonBody body, IMediator send, CancellationToken stop) => send.Send(new RetryIncident(id, body.Reason), stop))
            .Sends<RetryIncident>("Try the step again").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
        incidents.MapPost("{id:long}/skip", (long id, SkipBody body, IMediator send, CancellationToken stop) => send.Send(new SkipIncident(id, body.Outcome, body.Reason), stop))
            .Sends<SkipIncident>("Leave the step by one of its outcomes without doing it").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
    }

    /// <summary>Why.</summary>
    internal sealed record ReasonBody(string Reason);

    /// <summary>By which outcome the step is left, and why.</summary>
    internal sealed record SkipBody(string Outcome, string Reason);
}
