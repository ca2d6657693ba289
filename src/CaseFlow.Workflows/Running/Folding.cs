using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>What each event does to the state. Stored journals are folded with this: a case may be added, never changed.</summary>
internal static class Folding
{
    public static WorkflowInstance Apply(WorkflowInstance instance, WorkflowEvent happened) => happened switch
    {
        InstanceStarted e => instance with
        {
            DefinitionId = e.DefinitionId,
            Version = e.Version,
            Status = InstanceStatus.Running,
            Input = WorkflowInstance.EmptyValues.AddRange(e.Input),
            CorrelationId = e.CorrelationId,
        },
        ActivityScheduled e =>
            instance with { Visits = instance.Visits.Add(e.Token, new Visit(e.Token, e.Activity, e.Parent)), Queue = instance.Queue.Add(e.Token) },
        ActivityStarted e => instance.Change(e.Token, visit => visit with { Begun = true }) with { Queue = instance.Queue.Remove(e.Token) },
        TaskOpened e => instance.Wait(new Waiting(e.Token, e.Activity, WaitKind.Task)
        {
            Outcomes = e.Task.Outcomes, Due = e.Task.Due, Form = e.Task.Form,
            Name = e.Task.Name
        }),
        TimerArmed e => instance.Wait(new Waiting(e.Token, instance.Visits[e.Token].Activity, WaitKind.Timer) { Due = e.Due }),
        EventAwaited e => instance.Wait(new Waiting(e.Token, e.Activity, WaitKind.Event) { EventNames = e.EventNames, Senders = e.Senders, Form = e.Form, CorrelationId = e.CorrelationId }),
        RequestIssued e => instance.Wait(new Waiting(e.Token, e.Activity, WaitKind.Request) { Name = e.Request }),
        HttpRequestAwaited e => instance.Wait(new Waiting(e.Token, e.Activity, WaitKind.HttpRequest) { Name = e.Route.Path }),
        ActivityFaulted e =>
            instance.Wait(new Waiting(e.Token, e.Activity, WaitKind.Incident) { Name = e.Code, Message = e.Message }) with
            {
                Queue =
            instance.Queue.Remove(e.Token)
            },
        ActivityCompleted e => instance.Leave(e.Token),
        ActivityCancelled e => instance.Leave(e.Token),
        ActivityRetried e =>
            instance.Change(e.Token, visit => new Visit(visit.Token, visit.Activity, visit.Parent) { Variables = visit.Variables }) with
            {
                Queue =
            instance.Queue.Add(e.Token)
            },
        VariableSet e => instance.Change(e.Scope, visit => visit with { Variables = visit.Variables.SetItem(e.Variable, e.Value) }),
        VisitStateChanged e => instance.Change(e.Token, visit => visit with { State = Merge(visit.State, e.State) }),
        OutputSet e => instance with { Output = instance.Output.SetItem(e.Name, e.Value) },
        NameSet e => instance with { Name = e.Name },
        CorrelationSet e => instance with { CorrelationId = e.CorrelationId },
        InstanceFinished e => instance.End(InstanceStatus.Finished, e.ForgetsInput),
        InstanceCancelled e => instance.End(InstanceStatus.Cancelled, e.ForgetsInput),
        EventPublished or LineWritten or HttpResponseWritten or OperatorIntervened => instance,
        _ => throw new ArgumentException($"No rule folds a {happened.GetType().Name}.", nameof(happened)),
    };

    private static WorkflowInstance End(this WorkflowInstance instance, InstanceStatus status, bool forgetsInput) =>
        instance with { Status = status, Input = forgetsInput ? WorkflowInstance.EmptyValues : instance.Input };

    private static WorkflowInstance Change(this WorkflowInstance instance, long token, Func<Visit, Visit> change) =>
        instance with { Visits = instance.Visits.SetItem(token, change(instance.Visits[token])) };

    private static WorkflowInstance Wait(this WorkflowInstance instance, Waiting waiting) =>
        instance.Change(waiting.Token, visit => visit with { Waiting = waiting });

    private static WorkflowInstance Leave(this WorkflowInstance instance, long token) =>
        instance with { Visits = instance.Visits.Remove(token), Queue = instance.Queue.Remove(token) };

    /// <summary>A change names only the members it touches: a flowchart of 300 activities writes the few arrows it counted, not all of them. Null removes a
    /// member.</summary>
    private static ImmutableSortedDictionary<string, JsonElement> Merge(ImmutableSortedDictionary<string, JsonElement> state, JsonElement change)
    {
        foreach (var member in change.EnumerateObject())
            state = member.Value.ValueKind == JsonValueKind.Null ? state.Remove(member.Name) : state.SetItem(member.Name, member.Value);
        return state;
    }
}
