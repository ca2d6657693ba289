using CaseFlow.Cases.Clocks;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Amber and red cards.</summary>
internal static class SignalEndpoints
{
    public static void MapSignals(this RouteGroupBuilder api) =>
        api.MapGet("signals", (Ask ask, string? kind, string? after, int limit = 50) => ask.For(new ListSignals(kind, after, limit)))
            .WithTags("Clocks").Sends<ListSignals>("The cards that clocks have raised, newest first").Allow(Policy.WatchClocks).Refuses(400, 422);
}
