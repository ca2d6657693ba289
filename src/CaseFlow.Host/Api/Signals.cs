using CaseFlow.Cases.Clocks;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;
using MediatR;

namespace CaseFlow.Host.Api;

/// <summary>Amber and red cards.</summary>
internal static class SignalEndpoints
{
    public static void MapSignals(this RouteGroupBuilder api) =>
        api.MapGet("signals", (IMediator send, CancellationToken stop, string? kind, string? after, int limit = 50) => send.Send(new ListSignals(kind, after, limit), stop))
            .WithTags("Clocks").Sends<ListSignals>("The cards that clocks have raised, newest first").Allow(Policy.WatchClocks).Refuses(400, 422);
}
