using System.Text.Json;
using MediatR;

namespace CaseFlow.Cases.Running;

/// <summary>A MediatR request that workflow definitions use as an activity (mark it with <see cref="Workflows.ActivityAttribute"/>).
/// It is answered inside the burst's transaction, so its handler may read and queue writes but never talk to the outside world.</summary>
public interface IActivityRequest : IRequest<ActivityAnswer>;

/// <summary>How an activity request ended.</summary>
public abstract record ActivityAnswer
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>Answered: the visit leaves by <paramref name="Port"/>.</summary>
    public sealed record Answered(string Port, JsonElement Result) : ActivityAnswer;

    /// <summary>A job was queued; the visit waits until the job's answer arrives.</summary>
    public sealed record Waiting : ActivityAnswer;

    /// <summary>The process cannot go on: an incident for an operator.</summary>
    public sealed record Failure(string Code, string Message) : ActivityAnswer;

    /// <summary>Answered by the port <c>Done</c>.</summary>
    public static ActivityAnswer Done(object? result = null) => Via("Done", result);

    /// <summary>Answered by a port of the activity.</summary>
    public static ActivityAnswer Via(string port, object? result = null) =>
        new Answered(port, result switch { null => Nothing, JsonElement json => json, _ => JsonSerializer.SerializeToElement(result, CaseJson.Options) });

    /// <summary>A job was queued (see <see cref="IOutsideWork"/>); its answer comes later.</summary>
    public static ActivityAnswer Later { get; } = new Waiting();

    /// <summary>The process cannot go on here; an operator sees code and message.</summary>
    public static ActivityAnswer Failed(string code, string message) => new Failure(code, message);
}
