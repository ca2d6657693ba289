using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Instances;

/// <summary>A child that a job is to start.</summary>
/// <param name="Id">The child's id, chosen when it was asked for.</param>
/// <param name="Parent">The instance that asked.</param>
/// <param name="Token">The parent's visit that waits for the end; null if none does.</param>
/// <param name="Version">The version in force when it was asked for.</param>
internal sealed record ChildToStart(string Id, string Parent, long? Token, string Definition, int Version, Dictionary<string, JsonElement> Input, string? CorrelationId, int Depth);

/// <summary>Runs workflows for the instance whose activity asks. A child belongs to its parent's case. While a parent waits for it, it is also locked with the parent's family;
/// one that nobody waits for goes its own way.</summary>
internal sealed class ChildWorkflows(CaseRunner runner, InstanceStarter starter, ProcessCatalogue processes, JobQueue jobs, CaseScope scope)
{
    /// <summary>How deep instances may stand inside one another: each level runs within the one around it, and an endless recursion must end as an incident.</summary>
    internal const int DeepestNesting = 32;

    public static ActivityAnswer.Failure TooDeep { get; } = new("too-deep", $"Workflows run inside one another at most {DeepestNesting} deep.");

    public static ActivityAnswer.Failure Unknown(string definition) => new("definition-unknown", $"There is no released definition {definition}.");

    public static ActivityAnswer.Failure CannotStart(string definition) => new("cannot-start", $"The activation strategy of {definition} forbids another instance now.");

    /// <summary>The version in force; null if there is none.</summary>
    public async Task<ProcessVersion?> FindAsync(string definition, CancellationToken cancellationToken)
    {
        try
        {
            return await processes.LatestAsync(definition, cancellationToken);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>Runs a child now, inside the burst that asked for it.</summary>
    /// <returns>Null if the activation strategy forbids it.</returns>
    public async Task<OpenInstance?> RunAsync(ProcessVersion process, Dictionary<string, JsonElement> input, string? correlationId, bool waits, CancellationToken cancellationToken)
    {
        var parent = scope.Open;
        var child = await CreateAsync(new ChildToStart(CaseRunner.NewInstanceId(), parent.Instance.Id, waits ? scope.Token : null, process.Definition.DefinitionId, process.Definition.Version,
            input, correlationId, parent.Depth + 1), process, waits ? parent.RootId : null, parent.Case, cancellationToken);
        if (child is not null)
            await runner.RunAsync(child, new StartWorkflow(input, correlationId), cancellationToken);
        return child;
    }

    /// <summary>Queues a job that starts a child after the commit. Leaving the visit that waits for it cancels the job.</summary>
    public void Queue(ProcessVersion process, Dictionary<string, JsonElement> input, string? correlationId, bool waits)
    {
        var child = new ChildToStart(CaseRunner.NewInstanceId(), scope.InstanceId, waits ? scope.Token : null, process.Definition.DefinitionId, process.Definition.Version, input, correlationId,
            waits ? scope.Open.Depth + 1 : 0);
        jobs.Enqueue(new Job(JobKind.StartChild, CaseJson.Element(child), scope.Now, scope.CaseId, child.Parent, child.Token));
    }

    /// <summary>Starts a child that was queued. What forbids it is told to the parent if it waits.</summary>
    public async Task StartAsync(long? caseId, ChildToStart wanted, CancellationToken cancellationToken)
    {
        // The parent's family is locked first, as by everybody who touches it; a case is locked by its own instance.
        var family = wanted.Token is not null ? await runner.OpenAsync(caseId, wanted.Parent, cancellationToken)
            : caseId is { } id ? await runner.OpenAsync(id, cancellationToken) : null;
        var process = await processes.GetAsync(wanted.Definition, wanted.Version, cancellationToken);
        if (await CreateAsync(wanted, process, wanted.Token is null && caseId is null ? null : family?.RootId, family?.Case, cancellationToken) is { } child)
        {
            await runner.AdvanceAsync(child, new StartWorkflow(wanted.Input, wanted.CorrelationId), cancellationToken);
            runner.Save(child);
        }
        else if (wanted.Token is { } token)
        {
            await runner.AdvanceAsync(family!, ChildEnd.Denied(family!, token, wanted.Id, CannotStart(wanted.Definition).Code, CannotStart(wanted.Definition).Message), cancellationToken);
            runner.Save(family!);
        }
    }

    private async Task<OpenInstance?> CreateAsync(ChildToStart wanted, ProcessVersion process, string? rootId, CaseRecord? record, CancellationToken cancellationToken) =>
        await starter.MayStartAsync(process, wanted.Id, wanted.CorrelationId, cancellationToken)
            ? runner.Create(wanted.Id, process, new InstanceParent(wanted.Parent, wanted.Token), record, record is null ? rootId : CaseRunner.InstanceId(record.Id), wanted.Depth) : null;
}
