using CaseFlow.Cases.Definitions;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>Who started an instance.</summary>
/// <param name="Id">The parent's id.</param>
/// <param name="Token">The parent's visit that waits for the end; null if none does.</param>
internal sealed record InstanceParent(string Id, long? Token);

/// <summary>An instance locked by this transaction: the case it belongs to, if any, its process, and what has happened to it since it was opened.</summary>
internal sealed class OpenInstance(ProcessVersion process, WorkflowInstance instance, long readRevision, bool isNew)
{
    /// <summary>The request that a program outside answers.</summary>
    public const string ExternalTask = "Elsa.RunTask";

    /// <summary>The case; null if the instance runs without one. Children share the record of their family: what one changes, the others see.</summary>
    public CaseRecord? Case { get; init; }

    /// <summary>The case of an instance that is known to have one.</summary>
    public CaseRecord Record => Case ?? throw new InvalidOperationException($"Instance {Instance.Id} runs without a case.");

    public ProcessVersion Process { get; } = process;

    /// <summary>The instance that started this one.</summary>
    public InstanceParent? Parent { get; init; }

    /// <summary>The instance whose row is the lock of the family.</summary>
    public string RootId { get; init; } = instance.Id;

    /// <summary>How deep it stands among instances that run inside one another.</summary>
    public int Depth { get; init; }

    public WorkflowInstance Instance { get; private set; } = instance;

    /// <summary>Finished or cancelled. An incident is not an end.</summary>
    public bool HasEnded => Instance.Status is InstanceStatus.Finished or InstanceStatus.Cancelled;

    /// <summary>The id as rows of a case keep it: null for the case's own instance.</summary>
    public string? MemberId => Case is not null && Parent is null ? null : Instance.Id;

    /// <summary>What the visits waited for when the instance was opened: consequences need it when a visit ends.</summary>
    public Dictionary<long, WaitKind> Waits { get; } = instance.Waiting.ToDictionary(waiting => waiting.Token, waiting => waiting.Kind);

    /// <summary>Those of them that wait for a program outside: it must not be given what nobody waits for any more.</summary>
    public HashSet<long> ExternalTasks { get; } = [.. instance.Waiting.Where(waiting => waiting is { Kind: WaitKind.Request, Name: ExternalTask }).Select(waiting => waiting.Token)];

    public List<WorkflowEvent> Events { get; } = [];

    public long ReadRevision { get; private set; } = readRevision;

    public bool IsNew { get; private set; } = isNew;

    /// <summary>The visits that wait for an event of this name, whoever sends it.</summary>
    public IEnumerable<Waiting> Awaiting(string name) => Instance.Waiting.Where(waiting => waiting.Kind == WaitKind.Event && waiting.EventNames.Contains(name));

    public void Take(Burst burst)
    {
        Instance = burst.Instance;
        Events.AddRange(burst.Events);
    }

    /// <summary>Everything so far is queued for the database; what follows comes on top of it.</summary>
    public void Written()
    {
        Events.Clear();
        (ReadRevision, IsNew) = (Instance.Sequence, false);
    }
}
