using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Http;

/// <summary>Who a request is for, besides its address.</summary>
/// <param name="CorrelationId">Only an instance that is about this.</param>
/// <param name="InstanceId">Only this instance.</param>
public sealed record EndpointAddress(string Method, string Path, string? CorrelationId = null, string? InstanceId = null);

/// <summary>Finds what a request is for: the trigger that starts an instance, or the one visit that waits for it.</summary>
internal sealed class EndpointIndex(PgSession session, ProcessCatalogue processes, ICurrentActor actor)
{
    internal const string Kind = "Elsa.HttpEndpoint";

    private sealed record WaitAt(string InstanceId, long Token, long? CaseId, string Route, bool Seen);

    /// <summary>What a request reaches.</summary>
    /// <param name="Trigger">The trigger; null where a visit waits.</param>
    internal sealed record Match(HttpRoute Route, ImmutableSortedDictionary<string, JsonElement> RouteData, TriggerRow? Trigger, string InstanceId = "", long? CaseId = null, long Token = 0);

    /// <summary>The most specific route wins. On it, a request that names an instance or a correlation goes to who waits under it; any other starts an instance if the route is a trigger.</summary>
    /// <exception cref="RefusedException">Nobody is there, or it cannot be told which of several instances is meant.</exception>
    public async Task<Match> ChooseAsync(EndpointAddress address, CancellationToken cancellationToken)
    {
        var path = address.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var keys = RouteTemplate.ShapesOf(path).Select(shape => RouteTemplate.Key(address.Method, shape)).ToArray();
        var found = (await TriggersAsync(keys, path, cancellationToken)).Concat(await WaitsAsync(keys, path, address, cancellationToken))
            .GroupBy(match => RouteTemplate.Parse(match.Route.Path, out _)!.Precedence).OrderBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.ToList() ?? [];
        var waits = found.Where(match => match.Trigger is null).ToList();
        var trigger = found.Find(match => match.Trigger is not null);
        var named = address.CorrelationId is not null || address.InstanceId is not null;
        return trigger is not null && address.InstanceId is null && !(named && waits.Count > 0) ? trigger : waits switch
        {
            [var one] => one,
            [] => throw RefusedException.NotFound("endpoint-unknown", "没有流程在此地址接收请求。", "No workflow receives requests at this address."),
            _ => throw RefusedException.Conflict("endpoint-ambiguous", "有多个流程实例在此地址等待：请用请求头 X-Correlation-Id 或 X-Workflow-Instance-Id 指明是哪一个。",
                "Several instances wait at this address: say which by the header X-Correlation-Id or X-Workflow-Instance-Id."),
        };
    }

    private async Task<IEnumerable<Match>> TriggersAsync(string[] keys, string[] path, CancellationToken cancellationToken)
    {
        var matches = new List<Match>();
        foreach (var row in await session.QueryAsync<TriggerRow>(
            "select definition_id, version, node_id, kind, key, inputs::text as inputs from trigger where kind = @Kind and key = any(@keys)", new { Kind, keys }, cancellationToken))
        {
            var process = await processes.GetAsync(row.DefinitionId, row.Version, cancellationToken);
            var route = HttpRoute.OfTrigger(process.Definition, row.Trigger);
            if (RouteTemplate.Parse(route.Path, out _)?.Match(path) is { } data)
                matches.Add(new Match(route, data, row));
        }

        return matches;
    }

    private async Task<IEnumerable<Match>> WaitsAsync(string[] keys, string[] path, EndpointAddress address, CancellationToken cancellationToken) =>
        from row in await session.QueryAsync<WaitAt>($"""
            select w.instance_id, w.token, w.case_id, w.route::text as route, (w.case_id is null or {Actor.SeesOffice}) as seen
            from http_wait w join workflow_instance i on i.id = w.instance_id left join case_file c on c.id = w.case_id left join office o on o.id = c.office_id
            where w.key = any(@keys) and (@InstanceId::text is null or w.instance_id = @InstanceId)
              and (@CorrelationId::text is null or coalesce(i.correlation_id, c.number) = @CorrelationId)
            order by w.instance_id, w.token limit 50
            """, new { keys, address.InstanceId, address.CorrelationId, officePath = actor.Actor.OfficePath }, cancellationToken)
        let route = JsonSerializer.Deserialize<HttpRoute>(row.Route, CaseJson.Options)!
        let data = RouteTemplate.Parse(route.Path, out _)?.Match(path)
        // Who must be signed in sees the cases of their offices only; a route that is open is open.
        where data is not null && (row.Seen || !route.Authorize)
        select new Match(route, data, null, row.InstanceId, row.CaseId, row.Token);
}
