using System.Text.Json;
using CaseFlow.Cases.Running;
using MediatR;

namespace CaseFlow.Cases.Http;

/// <summary>Answers the call of an address that a workflow issued: it becomes a job, which runs after the commit.</summary>
/// <param name="Headers">Values by name; <c>credential:NAME</c> stands for a secret of the installation.</param>
/// <param name="Expected">Status codes that the definition has a way for.</param>
/// <param name="Ports">Ends without an answer that it has a way for: <c>failedToConnect</c>, <c>timeout</c>.</param>
[AnswersKind("Elsa.SendHttpRequest")]
public sealed record SendHttpRequest(string Url, string Method, Dictionary<string, string[]> Headers, int[] Expected, string[] Ports, JsonElement? Content = null,
    string? ContentType = null) : IActivityRequest;

internal sealed class SendHttpRequestHandler(IOutsideWork outside) : IRequestHandler<SendHttpRequest, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(SendHttpRequest request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new CallHttp(request));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Calls an address. A crash between the call and the storing of its answer calls again with the same Idempotency-Key.</summary>
internal sealed record CallHttp(SendHttpRequest Request) : IOutsideJob;

internal sealed class CallHttpHandler(HttpCaller caller, HttpOptions options) : IOutsideJobHandler<CallHttp>
{
    public async Task<ActivityAnswer> RunAsync(CallHttp job, OutsideCall call, CancellationToken cancellationToken)
    {
        var request = job.Request;
        var enough = call.Attempt >= options.TriesBeforePort;
        HttpAnswer answer;
        try
        {
            answer = await caller.CallAsync(request, call.IdempotencyKey, cancellationToken);
        }
        catch (CallRefusedException refused)
        {
            return ActivityAnswer.Failed(refused.Code, refused.Message);
        }
        catch (TimeoutException) when (enough && request.Ports.Contains("timeout"))
        {
            return ActivityAnswer.Done(new HttpAnswer("timeout"));
        }
        catch (HttpRequestException) when (enough && request.Ports.Contains("failedToConnect"))
        {
            return ActivityAnswer.Done(new HttpAnswer("failedToConnect"));
        }

        if (IsTransient(answer.StatusCode) && !request.Expected.Contains(answer.StatusCode ?? 0) && !enough)
            throw new HttpRequestException($"{new Uri(request.Url).Authority} answered {answer.StatusCode}; the call is repeated.");
        return ActivityAnswer.Done(answer);
    }

    /// <summary>Statuses that say «later»: worth a few tries before the process must live with them.</summary>
    private static bool IsTransient(int? status) => status is 408 or 425 or 429 or 502 or 503 or 504;
}
