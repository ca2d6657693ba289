using System.Text.Json;
using System.Text.Json.Serialization;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Http;

/// <summary>Hands a request to the workflow it is for, in one transaction with all that the workflow then does.</summary>
/// <param name="Port"><c>Done</c>, or the exposed port for a request that was not let in.</param>
/// <param name="Content">The parsed content; null for a request that was not let in.</param>
/// <param name="Query">Query parameters by name.</param>
public sealed record ReceiveHttpRequest(EndpointAddress Address, string Port, JsonElement? Content, IReadOnlyList<HttpFile> Files, Dictionary<string, string> Query)
    : ICommand<HttpExchange>
{
    /// <summary>The route by whose rules the caller was let in; if another one is in force by now, the request is refused. Null where nobody waits any more:
    /// then only the answer of a request that was sent before with the same key can be given.</summary>
    [JsonIgnore]
    public HttpRoute? Judged { get; init; }

    /// <summary>Headers by name, without those that carry secrets. Not part of what an Idempotency-Key stands for: some change on every try.</summary>
    [JsonIgnore]
    public Dictionary<string, string> Headers { get; init; } = [];
}

/// <summary>A file of a form.</summary>
/// <param name="Name">Of the form's field.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Content">Base64.</param>
public sealed record HttpFile(string Name, string FileName, string ContentType, long Length, string Content);

/// <summary>What became of a request.</summary>
/// <param name="InstanceId">The instance that took it.</param>
/// <param name="Status"><c>Running</c>, <c>Finished</c> or <c>Cancelled</c>.</param>
/// <param name="Answer">What the workflow answered; null if it did not, or not yet.</param>
/// <param name="Awaited">Under this number the answer will be found if it comes later; null if none is to be expected.</param>
public sealed record HttpExchange(string InstanceId, string Status, WrittenAnswer? Answer, long? Awaited);

/// <summary>An answer of a workflow.</summary>
/// <param name="Content">A text as it is, anything else as JSON.</param>
public sealed record WrittenAnswer(int StatusCode, string? ContentType, Dictionary<string, string[]> Headers, JsonElement Content);

internal sealed class ReceiveHttpRequestHandler(PgSession session, EndpointIndex endpoints, InstanceStarter starter, CaseRunner runner, CaseScope scope)
    : IRequestHandler<ReceiveHttpRequest, HttpExchange>
{
    public async Task<HttpExchange> Handle(ReceiveHttpRequest request, CancellationToken cancellationToken)
    {
        var match = await endpoints.ChooseAsync(request.Address, cancellationToken);
        if ((match.Route.Authorize, match.Route.Policy) != (request.Judged?.Authorize, request.Judged?.Policy))
            throw RefusedException.Conflict("endpoint-changed", "此地址的规则刚刚改变，请重试。", "The rules of this address have just changed: try again.");
        var told = CaseJson.Element(new
        {
            request.Address.Method, request.Address.Path, parsedContent = request.Content, request.Files, match.RouteData, queryStringData = request.Query, request.Headers,
        });
        var open = match.Trigger is { } trigger
            ? await starter.StartAtAsync(trigger, CaseJson.Element(new { request.Port, request = told }), request.Address.CorrelationId, cancellationToken)
                ?? throw InstanceStarter.Denied(trigger.DefinitionId)
            : await ResumeAsync(match, request.Port, told, cancellationToken);
        return scope.Answers.Count > 0 ? new HttpExchange(open.Instance.Id, open.Instance.Status.ToString(), scope.Answers[0], null)
            : new HttpExchange(open.Instance.Id, open.Instance.Status.ToString(), null, await AwaitAsync(open, cancellationToken));
    }

    private async Task<OpenInstance> ResumeAsync(EndpointIndex.Match match, string port, JsonElement told, CancellationToken cancellationToken)
    {
        var open = await runner.OpenAsync(match.CaseId, match.InstanceId, cancellationToken);
        await runner.AdvanceAsync(open, new Workflows.ReceiveHttpRequest(match.Token, port, told), cancellationToken);
        runner.Save(open);
        return open;
    }

    /// <summary>Opens a place for a later answer, if the workflow may still give one: it waits for work that goes on by itself, and nothing in it stands still.</summary>
    private async Task<long?> AwaitAsync(OpenInstance open, CancellationToken cancellationToken)
    {
        var instance = open.Instance;
        if (instance.Status != InstanceStatus.Running || instance.Incidents.Any() || !instance.Waiting.Any(waiting => waiting.Kind == WaitKind.Request) || !HttpRoute.MayAnswer(open.Process.Definition))
            return null;
        session.Add("delete from http_exchange where opened_at < @before", new { before = scope.Now.AddDays(-1) });
        await session.SaveAsync(cancellationToken);
        return await session.SingleAsync<long>("insert into http_exchange (root_id, opened_at) values (@RootId, @Now) returning id", new { open.RootId, scope.Now }, cancellationToken);
    }
}
