using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Tasks;

/// <summary>Takes a task to oneself (认领). Of two who try, one wins and the other is told who.</summary>
public sealed record ClaimTask(long Id) : ICommand<TaskView>;

internal sealed class ClaimTaskHandler(PgSession session, TaskViews tasks, ICurrentActor actor, TimeProvider time) : IRequestHandler<ClaimTask, TaskView>
{
    public async Task<TaskView> Handle(ClaimTask request, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(request.Id, cancellationToken);
        TaskRules.MustBeCandidate(task, tasks.Groups);
        var claimed = await session.ExecuteAsync("update task set assignee = @login, claimed_at = coalesce(claimed_at, @now) where id = @Id and status = 'open' and (assignee is null or assignee = @login)",
            new { login = actor.Actor.Login, now = time.GetUtcNow(), request.Id }, cancellationToken);
        var now = await tasks.FindAsync(request.Id, cancellationToken);
        tasks.Announce(now);
        return claimed == 1 ? now.View : throw TaskRules.NotOpenOrTaken(now);
    }
}
