using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Instances;

/// <summary>A trigger of a released version: what starts an instance of it, and where in it.</summary>
/// <param name="Inputs">The activity's inputs as JSON text, evaluated when the version was released.</param>
internal sealed record TriggerRow(string DefinitionId, int Version, string NodeId, string Kind, string Key, string Inputs)
{
    public WorkflowTrigger Trigger => new(NodeId, Kind, [], ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Inputs)!));
}

/// <summary>Keeps the triggers of the version of each definition that new instances start on, and arms its timers.</summary>
internal sealed class TriggerIndex(PgSession session, JobQueue jobs, TimeProvider time)
{
    private const string Columns = "definition_id, version, node_id, kind, key, inputs::text as inputs";

    /// <summary>Replaces the triggers of older versions by those of this one, in the transaction that releases it: there is no moment with both or with none.</summary>
    public async Task PublishAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var triggers = Triggers.Of(definition, now);
        var faults = triggers.Where(trigger => trigger.Fault is not null)
            .Select(trigger => new Pipeline.Refusal("trigger-invalid", $"触发器“{trigger.NodeId}”无法生效：{trigger.Fault}", $"The trigger {trigger.NodeId} cannot work: {trigger.Fault}", trigger.NodeId)).ToList();
        if (faults.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, faults);
        await RefuseTakenRoutesAsync(definition, triggers, cancellationToken);
        foreach (var old in await session.QueryAsync<string>("delete from trigger where definition_id = @DefinitionId returning node_id", new { definition.DefinitionId }, cancellationToken))
            jobs.Cancel(JobKey(definition.DefinitionId, old));
        foreach (var trigger in triggers)
        {
            foreach (var key in trigger.Keys.IsEmpty ? [""] : trigger.Keys.Distinct())
                session.Add("""
                    insert into trigger (definition_id, version, node_id, kind, key, inputs) values (@DefinitionId, @Version, @NodeId, @Type, @key, @inputs)
                    """, new { definition.DefinitionId, definition.Version, trigger.NodeId, trigger.Type, key, inputs = CaseJson.Element(trigger.Inputs) });
            Arm(new TriggerRow(definition.DefinitionId, definition.Version, trigger.NodeId, trigger.Type, "", ""), trigger, null, now);
        }
    }

    /// <summary>An address starts one thing. Releases with endpoints come one after the other, so that two of them cannot take the same address at once.</summary>
    private async Task RefuseTakenRoutesAsync(WorkflowDefinition definition, IReadOnlyList<WorkflowTrigger> triggers, CancellationToken cancellationToken)
    {
        var routes = triggers.Where(trigger => trigger.Type == Http.EndpointIndex.Kind).SelectMany(trigger => trigger.Keys.Distinct()).ToList();
        if (routes.Count == 0)
            return;
        await session.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('routes', 0))", null, cancellationToken);
        var taken = (await session.QueryAsync<(string Key, string By)>("select key, definition_id from trigger where kind = @Kind and key = any(@keys) and definition_id <> @DefinitionId order by key",
                new { Http.EndpointIndex.Kind, keys = routes.ToArray(), definition.DefinitionId }, cancellationToken))
            .Concat(routes.GroupBy(key => key).Where(group => group.Count() > 1).Select(group => (Key: group.Key, By: definition.DefinitionId))).ToList();
        if (taken.Count > 0)
            throw new RefusedException(RefusalKind.Conflict, [.. taken.Select(one => new Pipeline.Refusal("route-taken", $"地址“{one.Key}”已被流程“{one.By}”占用。",
                $"The address {one.Key} already belongs to {one.By}."))]);
    }

    /// <summary>The triggers that the outside calls by this key.</summary>
    /// <param name="kind">The activity type, e.g. <c>Elsa.Event</c> or <c>Elsa.HttpEndpoint</c>.</param>
    public Task<IReadOnlyList<TriggerRow>> FindAsync(string kind, string key, CancellationToken cancellationToken) =>
        session.QueryAsync<TriggerRow>($"select {Columns} from trigger where kind = @kind and key = @key order by definition_id, node_id", new { kind, key }, cancellationToken);

    /// <summary>The trigger as the version in force has it; null if a newer version dropped it.</summary>
    public Task<TriggerRow?> FindNodeAsync(string definitionId, int version, string nodeId, CancellationToken cancellationToken) =>
        session.SingleOrDefaultAsync<TriggerRow>($"select {Columns} from trigger where definition_id = @definitionId and version = @version and node_id = @nodeId limit 1",
            new { definitionId, version, nodeId }, cancellationToken);

    /// <summary>Queues the job that fires a timer trigger next, if there is a next time.</summary>
    /// <param name="last">When it was due last; null when it is armed for the first time.</param>
    public void Arm(TriggerRow row, WorkflowTrigger trigger, DateTimeOffset? last, DateTimeOffset now)
    {
        if (Triggers.NextDue(trigger, last, now) is { } due)
            jobs.Enqueue(new Job(JobKind.Trigger, CaseJson.Element(new TriggerDue(row.DefinitionId, row.Version, row.NodeId)), due, Key: JobKey(row.DefinitionId, row.NodeId)));
    }

    private static string JobKey(string definition, string node) => $"trigger/{definition}/{node}";
}

/// <summary>A timer trigger's job.</summary>
internal sealed record TriggerDue(string Definition, int Version, string Node);
