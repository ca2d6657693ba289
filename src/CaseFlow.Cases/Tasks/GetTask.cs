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
/// <param name="Next">What follows each outcome; empty once the task has ended.</param>
public sealed record TaskDetail(TaskView Task, JsonElement? Form, IReadOnlyList<OutcomeNext> Next);

internal sealed class GetTaskHandler(PgSession session, TaskViews tasks, ProcessCatalogue processes) : IRequestHandler<GetTask, TaskDetail>
{
    private sealed record Running(string DefinitionId, int Version, string? Activity);

    public async Task<TaskDetail> Handle(GetTask request, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(request.Id, cancellationToken);
        var running = await session.SingleAsync<Running>("select definition_id, version, state -> 'visits' -> @token ->> 'activity' as activity from workflow_instance where id = @id",
            new { id = task.InstanceId ?? CaseRunner.InstanceId(task.CaseId), token = task.Token.ToString() }, cancellationToken);
        var process = await processes.GetAsync(running.DefinitionId, running.Version, cancellationToken);
        return new TaskDetail(task.View, task.Form is { } form ? process.Form(form) : null,
            running.Activity is { } activity && process.Definition.Nodes.TryGetValue(activity, out var node) ? NextSteps.Of(node) : []);
    }
}
