using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Running;
using MediatR;

namespace CaseFlow.Cases.Tasks;

/// <summary>Ends a task with one of its outcomes. A free task is claimed by it; a second completion is refused.</summary>
/// <param name="Outcome">One of the task's outcomes.</param>
/// <param name="Data">What was entered in the task's form.</param>
public sealed record CompleteTask(long Id, string Outcome, JsonElement? Data = null) : ICommand<CaseChange>;

internal sealed class CompleteTaskHandler(TaskViews tasks, CaseRunner runner, CaseViews views, Artefacts artefacts, ICurrentActor actor) : IRequestHandler<CompleteTask, CaseChange>
{
    public async Task<CaseChange> Handle(CompleteTask request, CancellationToken cancellationToken)
    {
        var seen = await tasks.FindAsync(request.Id, cancellationToken);
        TaskRules.MustBeCandidate(seen, tasks.Groups);
        var open = await runner.OpenAsync(seen.CaseId, seen.InstanceId, cancellationToken);
        // As it stands under the case's lock: of two clerks who press the button at once, the second finds it done.
        var task = open.Record.Contents.Tasks.FirstOrDefault(one => one.View.Id == request.Id);
        if (task is null || (task.View.Assignee is { } assignee && assignee != actor.Actor.Login))
            throw TaskRules.NotOpenOrTaken(await tasks.FindAsync(request.Id, cancellationToken));
        var data = request.Data ?? CaseJson.Element(new { });
        if (task.View.Form is { } form && open.Process.Form(form) is { } schema)
        {
            if (FormSchema.ValidateFor(request.Outcome, schema, data).Concat(CaseCodes.Foreign(schema, data, open.Record.Number, open.Record.QueryCode)).ToList() is { Count: > 0 } faults)
                throw new RefusedException(RefusalKind.Invalid, faults);
            data = artefacts.SetAside([schema], data);
        }
        await runner.AdvanceAsync(open, new Workflows.CompleteTask(task.Token, request.Outcome, data), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }
}
