using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Instances;

/// <summary>The job of a timer trigger: starts an instance and arms the next one in the same transaction. So each due instant starts one, however many nodes and crashes there are.
/// Where the activation strategy forbids the start, the trigger goes on to its next instant.</summary>
internal sealed class FireTrigger(TriggerIndex triggers, InstanceStarter starter, TimeProvider time)
{
    private static readonly JsonElement nothing = JsonSerializer.SerializeToElement<object?>(null);

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var due = job.Payload.Deserialize<TriggerDue>(CaseJson.Options)!;
        // Dropped by a newer version while the job was being claimed: nothing is started and nothing armed.
        if (await triggers.FindNodeAsync(due.Definition, due.Version, due.Node, cancellationToken) is not { } row)
            return;
        await starter.StartAtAsync(row, nothing, null, cancellationToken);
        triggers.Arm(row, row.Trigger, job.DueAt, time.GetUtcNow());
    }
}
