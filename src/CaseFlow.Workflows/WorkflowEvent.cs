using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.Workflows;

/// <summary>What a burst did. Events are the only output of the engine: every row, timer, task and message is a consequence of one, and folding them gives the
/// state. The names are stored in journals and therefore never change.</summary>
[JsonDerivedType(typeof(InstanceStarted), nameof(InstanceStarted))]
[JsonDerivedType(typeof(ActivityScheduled), nameof(ActivityScheduled))]
[JsonDerivedType(typeof(ActivityStarted), nameof(ActivityStarted))]
[JsonDerivedType(typeof(TaskOpened), nameof(TaskOpened))]
[JsonDerivedType(typeof(TimerArmed), nameof(TimerArmed))]
[JsonDerivedType(typeof(EventAwaited), nameof(EventAwaited))]
[JsonDerivedType(typeof(RequestIssued), nameof(RequestIssued))]
[JsonDerivedType(typeof(HttpRequestAwaited), nameof(HttpRequestAwaited))]
[JsonDerivedType(typeof(HttpResponseWritten), nameof(HttpResponseWritten))]
[JsonDerivedType(typeof(ActivityCompleted), nameof(ActivityCompleted))]
[JsonDerivedType(typeof(ActivityCancelled), nameof(ActivityCancelled))]
[JsonDerivedType(typeof(ActivityFaulted), nameof(ActivityFaulted))]
[JsonDerivedType(typeof(ActivityRetried), nameof(ActivityRetried))]
[JsonDerivedType(typeof(VariableSet), nameof(VariableSet))]
[JsonDerivedType(typeof(VisitStateChanged), nameof(VisitStateChanged))]
[JsonDerivedType(typeof(OutputSet), nameof(OutputSet))]
[JsonDerivedType(typeof(NameSet), nameof(NameSet))]
[JsonDerivedType(typeof(CorrelationSet), nameof(CorrelationSet))]
[JsonDerivedType(typeof(EventPublished), nameof(EventPublished))]
[JsonDerivedType(typeof(LineWritten), nameof(LineWritten))]
[JsonDerivedType(typeof(InstanceFinished), nameof(InstanceFinished))]
[JsonDerivedType(typeof(InstanceCancelled), nameof(InstanceCancelled))]
[JsonDerivedType(typeof(OperatorIntervened), nameof(OperatorIntervened))]
public abstract record WorkflowEvent;

/// <summary>A new instance exists.</summary>
/// <param name="Trigger">Node id of the trigger that started it; null when it was started by hand.</param>
public sealed record InstanceStarted(string DefinitionId, int Version, ImmutableDictionary<string, JsonElement> Input, string? CorrelationId, string? Trigger = null) : WorkflowEvent;

/// <summary>A visit of an activity was put in the queue. <paramref name="Activity"/> is the node id; <paramref name="Parent"/> the visit of its
/// container.</summary>
public sealed record ActivityScheduled(long Token, string Activity, long? Parent) : WorkflowEvent;

/// <summary>The visit began.</summary>
public sealed record ActivityStarted(long Token) : WorkflowEvent;

/// <summary>A person must act: a task row follows.</summary>
public sealed record TaskOpened(long Token, string Activity, TaskRequest Task) : WorkflowEvent;

/// <summary>What a human task asks of whom.</summary>
/// <param name="Name">The task's name in the workflow, e.g. <c>accept</c>: stable, for programs.</param>
/// <param name="Title">Title by locale (<c>zh-CN</c>, <c>en</c>).</param>
/// <param name="Form">Name of the JSON-Schema form beside the definition, or null.</param>
/// <param name="CandidateGroups">Groups whose members may claim it.</param>
/// <param name="Priority">0 to 100, 50 by default.</param>
/// <param name="Due">When it should be done, or null.</param>
/// <param name="Outcomes">The ports a person may leave by.</param>
/// <param name="Data">What the form shows.</param>
public sealed record TaskRequest(string Name, ImmutableDictionary<string, string> Title, string? Form, ImmutableArray<string> CandidateGroups, int Priority,
    DateTimeOffset? Due, ImmutableArray<string> Outcomes, JsonElement Data);

/// <summary>The visit waits until an instant: a job due then follows.</summary>
public sealed record TimerArmed(long Token, DateTimeOffset Due) : WorkflowEvent;

/// <summary>The visit waits for any of these events, sent by one of <paramref name="Senders"/> (roles or webhook sources; empty: anybody who may see the
/// case).</summary>
/// <param name="CorrelationId">Only events published for this reach it, and those published for nothing in particular; null: for what the instance is about.</param>
public sealed record EventAwaited(long Token, string Activity, ImmutableArray<string> EventNames, ImmutableArray<string> Senders, string? Form,
    string? CorrelationId = null) : WorkflowEvent;

/// <summary>A MediatR request must be answered: by its handler in the same transaction, or later by a job.</summary>
/// <param name="Request">The activity type, e.g. <c>CaseFlow.SendMessage</c>.</param>
/// <param name="Input">The evaluated inputs as one object.</param>
public sealed record RequestIssued(long Token, string Activity, string Request, JsonElement Input) : WorkflowEvent;

/// <summary>The visit waits for an HTTP request at an address.</summary>
public sealed record HttpRequestAwaited(long Token, string Activity, HttpRoute Route) : WorkflowEvent;

/// <summary>The workflow answers the HTTP request it came from.</summary>
/// <param name="Headers">Values by name; what a workflow must not set is left out when the answer is sent.</param>
/// <param name="Content">A text as it is, anything else as JSON.</param>
public sealed record HttpResponseWritten(long Token, string Activity, int StatusCode, string? ContentType, ImmutableSortedDictionary<string, ImmutableArray<string>> Headers,
    JsonElement Content) : WorkflowEvent;

/// <summary>The visit ended by these ports.</summary>
public sealed record ActivityCompleted(long Token, ImmutableArray<string> Outcomes) : WorkflowEvent;

/// <summary>The visit was cancelled: its task, timer or wait is void.</summary>
public sealed record ActivityCancelled(long Token) : WorkflowEvent;

/// <summary>The visit cannot go on: an incident for an operator.</summary>
/// <param name="Code">Stable code, e.g. <c>expression-failed</c>, <c>endless-loop</c>, <c>no-branch</c>, <c>stuck</c>.</param>
public sealed record ActivityFaulted(long Token, string Activity, string Code, string Message) : WorkflowEvent;

/// <summary>A faulted visit runs again.</summary>
public sealed record ActivityRetried(long Token) : WorkflowEvent;

/// <summary>A variable got a value. <paramref name="Scope"/> is the visit of the container that declares it.</summary>
public sealed record VariableSet(long Scope, string Variable, JsonElement Value) : WorkflowEvent;

/// <summary>A visit keeps something for later (a loop index, the arrows a flowchart has counted).</summary>
public sealed record VisitStateChanged(long Token, JsonElement State) : WorkflowEvent;

/// <summary>A workflow output got a value.</summary>
public sealed record OutputSet(string Name, JsonElement Value) : WorkflowEvent;

/// <summary>The instance got a name.</summary>
public sealed record NameSet(string Name) : WorkflowEvent;

/// <summary>The instance got a correlation id.</summary>
public sealed record CorrelationSet(string CorrelationId) : WorkflowEvent;

/// <summary>An event for other instances (or this one) was published.</summary>
public sealed record EventPublished(string EventName, string? CorrelationId, bool Local, JsonElement Payload) : WorkflowEvent;

/// <summary>A line of text for the log.</summary>
public sealed record LineWritten(string Text) : WorkflowEvent;

/// <summary>Every visit has ended.</summary>
/// <param name="ForgetsInput">The state keeps the inputs no longer: nothing reads them any more, and <see cref="InstanceStarted"/> still tells of them. Journals of earlier releases do
/// not say so, and their states keep them.</param>
public sealed record InstanceFinished(bool ForgetsInput = false) : WorkflowEvent;

/// <summary>The instance was ended from outside.</summary>
/// <param name="ForgetsInput">As with <see cref="InstanceFinished"/>.</param>
public sealed record InstanceCancelled(string Reason, bool ForgetsInput = false) : WorkflowEvent;

/// <summary>An operator intervened: what follows in this burst is the effect. It changes nothing by itself.</summary>
/// <param name="Command">The stimulus: <c>RetryIncident</c>, <c>SkipActivity</c>, <c>SetVariables</c> or <c>MoveToActivity</c>.</param>
/// <param name="Reason">Why, in the operator's words; no personal data.</param>
/// <param name="Tokens">The visits it was about.</param>
/// <param name="Activity">Where to, for a move.</param>
public sealed record OperatorIntervened(string Command, string Reason, ImmutableArray<long> Tokens, string? Activity = null) : WorkflowEvent;
