using System.Text.Json;
using CaseFlow.Cases.Tasks;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;
using MediatR;

namespace CaseFlow.Host.Api;

/// <summary>The inbox.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("tasks").WithTags("Tasks");
        tasks.MapGet("", (IMediator send, CancellationToken stop, string? @case, string? after, string view = "group", int limit = 50) =>
                send.Send(new ListTasks(view, @case, after, limit), stop))
            .Sends<ListTasks>("Open tasks, most urgent first: mine, group (free, of my groups) or all").Allow(Policy.WorkOnTasks).Refuses(400, 422);
        tasks.MapPost("{id:long}/claim", (long id, IMediator send, CancellationToken stop) => send.Send(new ClaimTask(id), stop))
            .Sends<ClaimTask>("Take a task: nobody else can complete it").Allow(Policy.WorkOnTasks).Refuses(404, 409);
        tasks.MapPost("{id:long}/release", (long id, IMediator send, CancellationToken stop) => send.Send(new ReleaseTask(id), stop))
            .Sends<ReleaseTask>("Give a task back to its group").Allow(Policy.WorkOnTasks).Refuses(404, 409);
        tasks.MapPost("{id:long}/complete", (long id, CompletionBody body, IMediator send, CancellationToken stop) =>
                send.Send(new CompleteTask(id, body.Outcome, body.Data), stop))
            .Sends<CompleteTask>("Complete a task by one of its outcomes").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404, 409);
    }

    /// <summary>How a task ends.</summary>
    /// <param name="Outcome">One of the task's outcomes.</param>
    /// <param name="Data">Its form.</param>
    internal sealed record CompletionBody(string Outcome, JsonElement? Data = null);
}
