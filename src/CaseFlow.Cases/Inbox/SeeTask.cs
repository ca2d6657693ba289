using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>Notes that the actor has opened a task: it is no longer unread.</summary>
public sealed record SeeTask(long Id) : ICommand<Unit>;

internal sealed class SeeTaskHandler(PgSession session, TaskViews tasks, ICurrentActor actor, TimeProvider time) : IRequestHandler<SeeTask, Unit>
{
    public async Task<Unit> Handle(SeeTask request, CancellationToken cancellationToken)
    {
        await tasks.FindAsync(request.Id, cancellationToken);
        session.Add("insert into task_seen (account_id, task_id, at) values (@account, @Id, @now) on conflict do nothing", new { account = actor.Actor.AccountId, request.Id, now = time.GetUtcNow() });
        return Unit.Value;
    }
}
