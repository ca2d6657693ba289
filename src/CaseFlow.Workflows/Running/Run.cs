using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>One burst under way: the state so far and the events that made it. Kinds of activities change the instance only through here.</summary>
internal sealed class Run(WorkflowDefinition definition, WorkflowInstance instance, DateTimeOffset now)
{
    private readonly ImmutableArray<WorkflowEvent>.Builder events = ImmutableArray.CreateBuilder<WorkflowEvent>();

    // Only the first burst of an instance has one, and its activity is begun in that burst or is never the start.
    private FiredTrigger? trigger;

    public WorkflowDefinition Definition => definition;
    public WorkflowInstance Instance { get; private set; } = instance;
    public DateTimeOffset Now => now;

    public Burst Result() => new(Instance, events.ToImmutable());

    public void Record(WorkflowEvent happened)
    {
        events.Add(happened);
        Instance = Instance.Apply(happened);
    }

    public long? Next() => Instance.Status == InstanceStatus.Running && Instance.Queue.Count > 0 ? Instance.Queue[0] : null;

    public void Begin(StartWorkflow start)
    {
        trigger = start.Trigger;
        Record(new InstanceStarted(definition.DefinitionId, definition.Version, start.Input.ToImmutableDictionary(), start.CorrelationId, trigger?.NodeId));
        Schedule(definition.Root, null);
    }

    /// <summary>Begins a visit. The activity whose trigger started the instance has what it would wait for.</summary>
    public void BeginVisit(Step step)
    {
        if (trigger is not { } fired || fired.NodeId != step.Node.NodeId)
        {
            step.Node.Kind.Begin(step);
            return;
        }

        trigger = null;
        step.Node.Kind.BeginTriggered(step, fired.Payload);
    }

    /// <summary>The activity directly inside a container that is, or holds, the trigger which starts this instance; null if there is none.</summary>
    public ActivityNode? TriggeredChild(ActivityNode container)
    {
        var node = trigger is null ? null : definition.Nodes.GetValueOrDefault(trigger.NodeId);
        while (node is not null && node.Parent != container)
            node = node.Parent;
        return node;
    }

    public long Schedule(ActivityNode node, long? parent)
    {
        var token = Instance.Sequence + 1;
        Record(new ActivityScheduled(token, node.NodeId, parent));
        return token;
    }

    public Step StepOf(long token) => new(this, token, definition.Nodes[Instance.Visits[token].Activity]);

    public void Resume(long token, Stimulus stimulus) => Try(token, step => step.Node.Kind.Resume(step, stimulus));

    /// <summary>What cannot be computed is an incident of the visit that needed it, never an exception of the engine.</summary>
    public void Try(long token, Action<Step> action)
    {
        try
        {
            action(StepOf(token));
        }
        catch (ActivityFault fault)
        {
            Fault(token, fault.Code, fault.Message);
        }
    }

    public void Fault(long token, string code, string message) => Record(new ActivityFaulted(token, Instance.Visits[token].Activity, code, message));

    /// <summary>Ends a visit: what is still open inside it is cancelled first, and only then does its container hear of it.</summary>
    public void Complete(long token, ImmutableArray<string> outcomes)
    {
        if (!Instance.Visits.TryGetValue(token, out var visit))
            return;
        var child = definition.Nodes[visit.Activity];
        Close(token, outcomes);
        if (visit.Parent is { } parent)
            Try(parent, step => step.Node.Kind.ChildCompleted(step, visit, child, outcomes));
        else
            Record(new InstanceFinished(ForgetsInput: true));
    }

    /// <summary>Ends a visit without telling its container.</summary>
    public void Close(long token, ImmutableArray<string> outcomes)
    {
        CancelChildren(token);
        Record(new ActivityCompleted(token, outcomes));
    }

    /// <summary>Cancels a visit and everything inside it, innermost first. Its container does not hear of it.</summary>
    public void Cancel(long token)
    {
        CancelChildren(token);
        Record(new ActivityCancelled(token));
    }

    public void CancelChildren(long token)
    {
        foreach (var child in ChildrenOf(token))
            Cancel(child.Token);
    }

    public void CancelEverything(string reason)
    {
        foreach (var visit in Instance.Visits.Values.Where(visit => visit.Parent is null).ToList())
            Cancel(visit.Token);
        Record(new InstanceCancelled(reason, ForgetsInput: true));
    }

    /// <summary>Journals that an operator decided what follows.</summary>
    public void Intervene(string command, string? reason, ImmutableArray<long> tokens, string? activity = null)
    {
        if (reason is not null)
            Record(new OperatorIntervened(command, reason, tokens, activity));
    }

    public IReadOnlyList<Visit> ChildrenOf(long token) => [.. Instance.Visits.Values.Where(visit => visit.Parent == token)];

    /// <summary>Running, nothing queued and nothing to wait for: nobody could ever move this instance again, so somebody must see it.</summary>
    public void LookForStandstill()
    {
        if (Instance.Status != InstanceStatus.Running || Instance.Queue.Count > 0 || Instance.Waiting.Any())
            return;
        var innermost = Instance.Visits.Values.Last();
        Fault(innermost.Token, "stuck", $"'{definition.Nodes[innermost.Activity].Id}' is open, but nothing is left that could go on in it.");
    }
}

/// <summary>An activity cannot go on: becomes an incident with this code.</summary>
internal sealed class ActivityFault(string code, string message) : Exception(message)
{
    public string Code => code;
}
