using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>Open work for programs, by name, oldest first; leases nothing.</summary>
public sealed record ListExternalTasks(string? TaskName = null, string? After = null, int Limit = 50) : IQuery<Page<ExternalTaskView>>;

internal sealed class ListExternalTasksHandler(ExternalTaskList tasks) : IRequestHandler<ListExternalTasks, Page<ExternalTaskView>>
{
    public async Task<Page<ExternalTaskView>> Handle(ListExternalTasks request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await tasks.OpenAsync(request.TaskName, request.After, limit + 1, cancellationToken);
        return new Page<ExternalTaskView>([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id : null);
    }
}
