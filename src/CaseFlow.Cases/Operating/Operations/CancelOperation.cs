using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Operating.Operations;

/// <summary>Stops an operation: what is done stays done, what waits is not begun.</summary>
public sealed record CancelOperation(long Id) : ICommand<OperationView>;

internal sealed class CancelOperationHandler(PgSession session, JobQueue jobs, OperationViews views, ICurrentActor actor, TimeProvider time) : IRequestHandler<CancelOperation, OperationView>
{
    public async Task<OperationView> Handle(CancelOperation request, CancellationToken cancellationToken)
    {
        await views.GetAsync(request.Id, cancellationToken);
        // Waits for the item that is being carried out just now; the next one finds the operation cancelled.
        var stopped = await session.ExecuteAsync("update operation set status = 'cancelled', ended_at = @now, ended_by = @by where id = @Id and status = 'running'",
            new { now = time.GetUtcNow(), by = actor.Actor.Login, request.Id }, cancellationToken);
        if (stopped == 0)
            throw RefusedException.Conflict("operation-ended", "该批量操作已结束。", "The operation has ended.");
        jobs.Cancel(OperationRunner.Key(request.Id));
        await session.SaveAsync(cancellationToken);
        return await views.GetAsync(request.Id, cancellationToken);
    }
}
