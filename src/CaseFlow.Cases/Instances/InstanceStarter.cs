using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Instances;

/// <summary>Starts instances, whoever asks: a person, a trigger, another instance. The definition's activation strategy is kept here and nowhere else.</summary>
internal sealed class InstanceStarter(PgSession session, CaseRunner runner, ProcessCatalogue processes)
{
    /// <summary>Takes the right to run for an instance that is about to be created, in its transaction.</summary>
    /// <returns>False if the strategy forbids it now; then nothing may be created.</returns>
    public async Task<bool> MayStartAsync(ProcessVersion process, string instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var (strategy, definition) = (process.Definition.Activation, process.Definition.DefinitionId);
        if (strategy == ActivationStrategy.AllowAlways)
            return true;
        if (strategy != ActivationStrategy.Singleton && string.IsNullOrWhiteSpace(correlationId))
            return false;
        var key = strategy switch
        {
            ActivationStrategy.Singleton => $"definition/{definition}",
            ActivationStrategy.CorrelatedSingleton => $"definition/{definition}/{correlationId}",
            _ => $"correlation/{correlationId}",
        };
        // Of two starts at once the second waits here for the first, then finds its row. A rollback of the first lets it through.
        if (await session.ExecuteAsync("insert into activation (key, instance_id) values (@key, @instanceId) on conflict do nothing", new { key, instanceId }, cancellationToken) == 0)
            return false;
        // Instances that hold no key count too: of an older version without the strategy, or of another definition with this correlation.
        var others = await session.SingleAsync<bool>($"""
            select exists (select 1 from workflow_instance i left join case_file c on c.id = i.case_id and i.parent_id is null
            where i.status = 'Running' and i.id <> @instanceId and {(strategy == ActivationStrategy.Correlation
                ? "(i.correlation_id = @correlationId or i.id = (select id::text from case_file where number = @correlationId))"
                : strategy == ActivationStrategy.Singleton ? "i.definition_id = @definition" : "i.definition_id = @definition and coalesce(i.correlation_id, c.number) = @correlationId")})
            """, new { instanceId, definition, correlationId }, cancellationToken);
        if (others)
            session.Add("delete from activation where key = @key", new { key });
        return !others;
    }

    /// <summary>The refusal of a start that the activation strategy forbids.</summary>
    public static RefusedException Denied(string definition) => RefusedException.Conflict("cannot-start", $"流程“{definition}”的启动策略此时不允许再启动一个实例：已有实例在运行，或缺少关联号。",
        $"The activation strategy of {definition} forbids another instance now: one is running, or the correlation id is missing.");

    /// <summary>Starts an instance without a case, on its own.</summary>
    /// <returns>Null if the activation strategy forbids it now.</returns>
    public async Task<OpenInstance?> StartAsync(string definition, int? version, StartWorkflow start, CancellationToken cancellationToken)
    {
        var process = version is { } pinned ? await processes.GetAsync(definition, pinned, cancellationToken) : await processes.LatestAsync(definition, cancellationToken);
        var id = CaseRunner.NewInstanceId();
        if (!await MayStartAsync(process, id, start.CorrelationId, cancellationToken))
            return null;
        var open = runner.Create(id, process);
        await runner.AdvanceAsync(open, start, cancellationToken);
        runner.Save(open);
        return open;
    }

    /// <summary>Starts an instance at a trigger of its definition.</summary>
    /// <param name="payload">What the trigger brought: the event's payload, the request.</param>
    /// <returns>Null if the activation strategy forbids it now.</returns>
    public Task<OpenInstance?> StartAtAsync(TriggerRow trigger, JsonElement payload, string? correlationId, CancellationToken cancellationToken) =>
        StartAsync(trigger.DefinitionId, trigger.Version, new StartWorkflow(new Dictionary<string, JsonElement>(), correlationId, new FiredTrigger(trigger.NodeId, payload)), cancellationToken);
}
