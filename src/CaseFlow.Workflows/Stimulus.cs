using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Something that happens to an instance from outside. Every stimulus but the first names the token it is for; the guard refuses it if that token
/// does not wait for it.</summary>
public abstract record Stimulus;

/// <summary>The first stimulus of a new instance.</summary>
/// <param name="Input">The workflow inputs by name.</param>
/// <param name="CorrelationId">What the instance is about, for people and correlated events.</param>
/// <param name="Trigger">The trigger that starts it: the workflow begins there, and that activity does not wait for what has just come.</param>
public sealed record StartWorkflow(IReadOnlyDictionary<string, JsonElement> Input, string? CorrelationId = null, FiredTrigger? Trigger = null) : Stimulus;

/// <summary>A person ends a human task with one of its outcomes.</summary>
public sealed record CompleteTask(long Token, string Outcome, JsonElement Result) : Stimulus;

/// <summary>A timer's time has come.</summary>
public sealed record FireTimer(long Token) : Stimulus;

/// <summary>An awaited event arrives. <paramref name="EventName"/> is one of the names the token waits for.</summary>
public sealed record DeliverEvent(long Token, string EventName, JsonElement Payload) : Stimulus;

/// <summary>The answer to a <see cref="RequestIssued"/>, at once from its handler or later from a job.</summary>
/// <param name="Outcome">The port to leave by; <c>Done</c> if the request has no ports of its own.</param>
/// <param name="Result">What the activity's outputs read from: the value <c>result</c>, or an object with one member an output.</param>
public sealed record AnswerRequest(long Token, string Outcome, JsonElement Result) : Stimulus;

/// <summary>An HTTP request comes in where the token waits for one.</summary>
/// <param name="Outcome">The port to leave by: <c>Done</c>, or one that the endpoint exposes for requests it does not let in.</param>
/// <param name="Request">What the outputs read from: <c>parsedContent</c>, <c>files</c>, <c>routeData</c>, <c>queryStringData</c>, <c>headers</c>, <c>method</c>, <c>path</c>.</param>
public sealed record ReceiveHttpRequest(long Token, string Outcome, JsonElement Request) : Stimulus;

/// <summary>The request could not be carried out, the task could be given to nobody, or waiting makes no sense: the process cannot go on here and the visit becomes an incident.</summary>
public sealed record FailRequest(long Token, string Code, string Message) : Stimulus;

/// <summary>One of several children that a visit started has come to its end; the visit goes on once all have.</summary>
/// <param name="Finished">False if it was cancelled or could not be started.</param>
public sealed record ChildEnded(long Token, string ChildInstanceId, bool Finished) : Stimulus;

/// <summary>An operator runs a faulted visit again.</summary>
/// <param name="Reason">Why; with a reason the journal tells of the operator.</param>
public sealed record RetryIncident(long Token, string? Reason = null) : Stimulus;

/// <summary>An operator leaves a faulted visit by a port without running it.</summary>
public sealed record SkipActivity(long Token, string Outcome, string? Reason = null) : Stimulus;

/// <summary>An operator gives variables other values. All of them, or none and every reason.</summary>
/// <param name="Values">By variable id or name; each must fit the type that the variable declares.</param>
/// <param name="Scope">The visit of the container that declares them; needed only where several open ones declare the same name.</param>
public sealed record SetVariables(IReadOnlyDictionary<string, JsonElement> Values, string Reason, long? Scope = null) : Stimulus;

/// <summary>An operator ends visits where they stand and starts another activity instead: of the same flowchart or sequence, or of one around it.</summary>
/// <param name="Tokens">The visits to end; all of them inside the container of <paramref name="Activity"/>.</param>
/// <param name="Activity">Node id of the activity to start.</param>
public sealed record MoveToActivity(ImmutableArray<long> Tokens, string Activity, string Reason) : Stimulus;

/// <summary>Ends the instance: every open visit is cancelled.</summary>
public sealed record CancelWorkflow(string Reason) : Stimulus;
