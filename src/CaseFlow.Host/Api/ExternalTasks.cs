using System.Text.Json;
using CaseFlow.Cases.ExternalTasks;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Work that workflows ask of programs outside: fetch it, do it, report.</summary>
internal static class ExternalTaskEndpoints
{
    public static void MapExternalTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("external-tasks").WithTags("External tasks");
        tasks.MapGet("", (Ask ask, string? taskName, string? after, int limit = 50) => ask.For(new ListExternalTasks(taskName, after, limit)))
            .Sends<ListExternalTasks>("Open work for programs, oldest first; leases nothing").Allow(Policy.ReadExternalTasks).Refuses(400, 422);
        tasks.MapPost("fetch", (FetchExternalTasks command, Ask ask) => ask.For(command))
            .Sends<FetchExternalTasks>("Take free work of these names: for the length of the lease nobody else gets it").Allow(Policy.DoExternalTasks).ReadsBody();
        tasks.MapPost("{id}/complete", (string id, ResultBody body, Ask ask) => ask.For(new CompleteExternalTask(id, body.Worker, body.Result)))
            .Sends<CompleteExternalTask>("Report work as done; the same report again is answered alike").Allow(Policy.DoExternalTasks).ReadsBody().Refuses(404, 409);
        tasks.MapPost("{id}/fail", (string id, FailureBody body, Ask ask) => ask.For(new FailExternalTask(id, body.Worker, body.Code, body.Message)))
            .Sends<FailExternalTask>("Report that work cannot be done: an operator sees an incident").Allow(Policy.DoExternalTasks).ReadsBody().Refuses(404, 409);
        tasks.MapPost("{id}/extend", (string id, LeaseBody body, Ask ask) => ask.For(new ExtendExternalTask(id, body.Worker, body.LeaseSeconds)))
            .Sends<ExtendExternalTask>("Keep work for longer").Allow(Policy.DoExternalTasks).ReadsBody().Refuses(404, 409);
    }

    /// <summary>What came of the work.</summary>
    /// <param name="Worker">The name under which it was fetched.</param>
    /// <param name="Result">What the workflow gets.</param>
    internal sealed record ResultBody(string Worker, JsonElement? Result = null);

    /// <summary>Why the work cannot be done.</summary>
    /// <param name="Worker">The name under which it was fetched.</param>
    /// <param name="Code">Stable code in kebab case.</param>
    /// <param name="Message">For the operator.</param>
    internal sealed record FailureBody(string Worker, string Code, string Message);

    /// <summary>A new lease.</summary>
    /// <param name="Worker">The name under which it was fetched.</param>
    /// <param name="LeaseSeconds">From now.</param>
    internal sealed record LeaseBody(string Worker, int LeaseSeconds = 60);
}
