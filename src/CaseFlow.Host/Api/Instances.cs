using System.Text.Json;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Timeline;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Workflows that run without a case, and the events that reach instances.</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this RouteGroupBuilder api)
    {
        var instances = api.MapGroup("instances").WithTags("Instances");
        instances.MapPost("", async (StartInstance command, Ask ask) =>
            {
                var started = await ask.For(command);
                return TypedResults.Created($"/api/v1/instances/{started.Id}", started);
            })
            .Sends<StartInstance>("Start a workflow without a case, on its newest released version").Allow(Policy.RunWorkflows).ReadsBody().Refuses(404, 409);
        instances.MapGet("", (Ask ask, string? definition, string? status, string? correlationId, string? after, int limit = 50) =>
                ask.For(new ListInstances(definition, status, correlationId, after, limit)))
            .Sends<ListInstances>("Instances without a case, newest first, a page at a time").Allow(Policy.RunWorkflows).Refuses(400, 422);
        instances.MapGet("{id}", (string id, Ask ask) => ask.For(new GetInstance(id)))
            .Sends<GetInstance>("An instance: status, outputs, what it waits for, its incidents").Allow(Policy.RunWorkflows).Refuses(404);
        instances.MapGet("{id}/journal", (string id, Ask ask, string? after, int limit = 100) => ask.For(new ReadInstanceJournal(id, after, limit)))
            .Sends<ReadInstanceJournal>("Every event of an instance, a page at a time").Allow(Policy.RunWorkflows).Refuses(400, 404, 422);
        instances.MapGet("{id}/timeline", (string id, Ask ask, string[]? kind, string? after, bool newest = true, int limit = 50) => ask.For(new ReadInstanceTimeline(id, kind, newest, after, limit)))
            .Sends<ReadInstanceTimeline>("What happened to an instance, in sentences of both languages").Allow(Policy.RunWorkflows).Refuses(400, 404, 422);
        instances.MapPost("{id}/incidents/{incident:long}/retry", (string id, long incident, IncidentEndpoints.ReasonBody body, Ask ask) => ask.For(new RetryVisit(id, incident, body.Reason)))
            .Sends<RetryVisit>("Try a step again that could not go on").Allow(Policy.RepairWorkflows).ReadsBody().Refuses(404, 409);
        instances.MapPost("{id}/incidents/{incident:long}/skip", (string id, long incident, IncidentEndpoints.SkipBody body, Ask ask) => ask.For(new SkipVisit(id, incident, body.Outcome, body.Reason)))
            .Sends<SkipVisit>("Leave a step that could not go on by one of its outcomes").Allow(Policy.RepairWorkflows).ReadsBody().Refuses(404, 409);
        instances.MapPost("{id}/variables", (string id, VariablesBody body, Ask ask) => ask.For(new SetInstanceVariables(id, body.Values, body.Reason)))
            .Sends<SetInstanceVariables>("Give variables of an instance other values, for example before a retry").Allow(Policy.RepairWorkflows).ReadsBody().Refuses(404, 409);
        instances.MapPost("{id}/cancel", (string id, IncidentEndpoints.ReasonBody body, Ask ask) => ask.For(new CancelInstance(id, body.Reason)))
            .Sends<CancelInstance>("Cancel an instance and everything that is open in it").Allow(Policy.RunWorkflows).ReadsBody().Refuses(404, 409);
        api.MapPost("events", async (PublishEvent command, Ask ask) => TypedResults.Accepted((string?)null, await ask.For(command)))
            .WithTags("Instances").Sends<PublishEvent>("Publish an event to every instance that waits for it").Allow(Policy.RunWorkflows).ReadsBody();
    }

    /// <summary>Values by name or id of the variable, and why.</summary>
    internal sealed record VariablesBody(Dictionary<string, JsonElement> Values, string Reason);
}
