using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>Takes the most urgent free task of the actor's groups (下一件). Ten clerks who ask at once get ten tasks: a row that another one is taking is passed over.</summary>
/// <param name="Office">Only of this office; null: of all the actor sees.</param>
public sealed record ClaimNextTask(string? Office = null) : ICommand<NextTask>;

/// <summary>The task taken.</summary>
/// <param name="Task">Null when nothing waits.</param>
public sealed record NextTask(TaskView? Task);

internal sealed class ClaimNextTaskHandler(PgSession session, TaskViews tasks, ICurrentActor actor, TimeProvider time) : IRequestHandler<ClaimNextTask, NextTask>
{
    public async Task<NextTask> Handle(ClaimNextTask request, CancellationToken cancellationToken)
    {
        var taken = await session.SingleOrDefaultAsync<long?>($"""
            update task set assignee = @login, claimed_at = @now where id = (
                select t.id from task t join office o on o.id = t.office_id
                where t.status = 'open' and t.assignee is null and t.candidate_groups && @groups and {Actor.SeesOffice} and (@Office::text is null or t.office_id = @Office)
                order by t.priority desc, t.id limit 1 for update of t skip locked)
            returning id
            """, new { login = actor.Actor.Login, now = time.GetUtcNow(), groups = tasks.Groups, officePath = actor.Actor.OfficePath, request.Office }, cancellationToken);
        if (taken is not { } id)
            return new NextTask(null);
        var task = await tasks.FindAsync(id, cancellationToken);
        tasks.Announce(task);
        return new NextTask(task.View);
    }
}
