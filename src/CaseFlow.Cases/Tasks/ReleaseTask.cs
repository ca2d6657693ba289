using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Tasks;

/// <summary>Gives a claimed task back to its group (退回). A manager may give back another person's.</summary>
public sealed record ReleaseTask(long Id) : ICommand<TaskView>;

internal sealed class ReleaseTaskHandler(PgSession session, TaskViews tasks, ICurrentActor actor) : IRequestHandler<ReleaseTask, TaskView>
{
    public async Task<TaskView> Handle(ReleaseTask request, CancellationToken cancellationToken)
    {
        await tasks.FindAsync(request.Id, cancellationToken);
        var released = await session.ExecuteAsync("update task set assignee = null, claimed_at = null, on_behalf_of = null where id = @Id and status = 'open' and (assignee is null or assignee = @login or @manager)",
            new { login = actor.Actor.Login, manager = actor.Actor.Is(Role.Manager), request.Id }, cancellationToken);
        var now = await tasks.FindAsync(request.Id, cancellationToken);
        tasks.Announce(now);
        return released == 1 ? now.View : throw TaskRules.NotOpenOrTaken(now);
    }
}
