using CaseFlow.Cases.Definitions;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>A case locked by this transaction: its row, its process, its instance, and what has happened to it since it was opened.</summary>
internal sealed class OpenCase(CaseRecord record, ProcessVersion process, WorkflowInstance instance, long readRevision, bool isNew)
{
    public CaseRecord Record { get; } = record;

    public ProcessVersion Process { get; } = process;

    public WorkflowInstance Instance { get; private set; } = instance;

    /// <summary>What the visits waited for when the case was opened: consequences need it when a visit ends.</summary>
    public Dictionary<long, WaitKind> Waits { get; } = instance.Waiting.ToDictionary(waiting => waiting.Token, waiting => waiting.Kind);

    public List<WorkflowEvent> Events { get; } = [];

    public long ReadRevision { get; } = readRevision;

    public bool IsNew { get; } = isNew;

    public void Take(Burst burst)
    {
        Instance = burst.Instance;
        Events.AddRange(burst.Events);
    }
}
