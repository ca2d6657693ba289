using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Tasks;

/// <summary>The inbox (待办): open tasks, most urgent first.</summary>
/// <param name="View"><c>mine</c> (claimed by me), <c>group</c> (free, of my groups) or <c>all</c> (all I may see).</param>
/// <param name="Case">Only those of one case.</param>
public sealed record ListTasks(string View = "group", string? Case = null, string? After = null, int Limit = 50) : IQuery<Page<TaskView>>;

internal sealed class ListTasksHandler(TaskViews tasks) : IRequestHandler<ListTasks, Page<TaskView>>
{
    public Task<Page<TaskView>> Handle(ListTasks request, CancellationToken cancellationToken)
    {
        var condition = request.View switch
        {
            "mine" => "t.assignee = @login",
            "group" => "t.assignee is null and t.candidate_groups && @groups",
            "all" => "true",
            _ => throw RefusedException.Invalid("view-unknown", "视图应为 mine、group 或 all。", "The view is mine, group or all.", "view"),
        };
        return tasks.PageAsync($"{condition} and (@Case::text is null or c.number = @Case)", new { request.Case }, request.After, request.Limit.Bounded(), cancellationToken);
    }
}
