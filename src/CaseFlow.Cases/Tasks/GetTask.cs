using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Tasks;

/// <summary>A task with its form, also one that is done: whoever comes too late sees what happened to it.</summary>
public sealed record GetTask(long Id) : IQuery<TaskDetail>;

/// <summary>A task and what is to be filled in.</summary>
/// <param name="Form">JSON Schema of the version of the process that the case runs on; null where nothing is to be filled in.</param>
public sealed record TaskDetail(TaskView Task, JsonElement? Form);

internal sealed class GetTaskHandler(PgSession session, TaskViews tasks, ProcessCatalogue processes) : IRequestHandler<GetTask, TaskDetail>
{
    private sealed record Running(string DefinitionId, int Version);

    public async Task<TaskDetail> Handle(GetTask request, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(request.Id, cancellationToken);
        if (task.Form is null)
            return new TaskDetail(task.View, null);
        var running = await session.SingleAsync<Running>("select definition_id, version from workflow_instance where id = @id",
            new { id = task.InstanceId ?? CaseRunner.InstanceId(task.CaseId) }, cancellationToken);
        return new TaskDetail(task.View, (await processes.GetAsync(running.DefinitionId, running.Version, cancellationToken)).Form(task.Form));
    }
}
