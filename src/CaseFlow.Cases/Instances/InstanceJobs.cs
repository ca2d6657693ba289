using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Instances;

/// <summary>The jobs by which instances start and reach one another. Each is done in one transaction with its end.</summary>
internal sealed class InstanceJobs(FireTrigger trigger, ChildWorkflows children, PublishedEvents events)
{
    /// <summary>Whether this class does jobs of the kind.</summary>
    public static bool Knows(string kind) => kind is JobKind.Trigger or JobKind.StartChild or JobKind.PublishEvent or JobKind.DeliverEvent or JobKind.TriggeredStart;

    public Task RunAsync(ClaimedJob job, CancellationToken cancellationToken) => job.Kind switch
    {
        JobKind.Trigger => trigger.RunAsync(job, cancellationToken),
        JobKind.StartChild => children.StartAsync(job.CaseId, Read<ChildToStart>(job), cancellationToken),
        JobKind.PublishEvent => events.SpreadAsync(Read<EventOnItsWay>(job), cancellationToken),
        JobKind.DeliverEvent => events.DeliverAsync(job.CaseId, job.InstanceId!, Read<EventOnItsWay>(job), cancellationToken),
        JobKind.TriggeredStart => events.StartAsync(Read<TriggeredStart>(job), cancellationToken),
        _ => throw new HopelessJobException($"No instance knows jobs of the kind {job.Kind}."),
    };

    private static T Read<T>(ClaimedJob job) => job.Payload.Deserialize<T>(CaseJson.Options)!;
}
