using System.Text.Json;
using CaseFlow.Cases.Tasks;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>The inbox.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("tasks").WithTags("Tasks");
        tasks.MapGet("", (Ask ask, string? @case, string? after, string view = "group", int limit = 50) =>
                ask.For(new ListTasks(view, @case, after, limit)))
            .Sends<ListTasks>("Open tasks, most urgent first: mine, group (free, of my groups) or all").Allow(Policy.WorkOnTasks).Refuses(400, 422);
        tasks.MapGet("{id:long}", (long id, Ask ask) => ask.For(new GetTask(id)))
            .Sends<GetTask>("A task with its form").Allow(Policy.WorkOnTasks).Refuses(404);
        tasks.MapPost("{id:long}/claim", (long id, Ask ask) => ask.For(new ClaimTask(id)))
            .Sends<ClaimTask>("Take a task: nobody else can complete it").Allow(Policy.WorkOnTasks).Refuses(404, 409);
        tasks.MapPost("{id:long}/release", (long id, Ask ask) => ask.For(new ReleaseTask(id)))
            .Sends<ReleaseTask>("Give a task back to its group").Allow(Policy.WorkOnTasks).Refuses(404, 409);
        tasks.MapPost("{id:long}/complete", (long id, CompletionBody body, Ask ask) =>
                ask.For(new CompleteTask(id, body.Outcome, body.Data)))
            .Sends<CompleteTask>("Complete a task by one of its outcomes").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404, 409);
    }

    /// <summary>How a task ends.</summary>
    /// <param name="Outcome">One of the task's outcomes.</param>
    /// <param name="Data">Its form.</param>
    internal sealed record CompletionBody(string Outcome, JsonElement? Data = null);
}
