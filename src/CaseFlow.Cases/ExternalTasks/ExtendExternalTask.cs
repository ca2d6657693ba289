using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>Keeps a task for longer: the lease runs anew from now.</summary>
public sealed record ExtendExternalTask(string Id, string Worker, int LeaseSeconds = 60) : ICommand<ExternalTaskLease>;

/// <summary>Until when the task is the program's (wall time).</summary>
public sealed record ExternalTaskLease(string Id, DateTimeOffset LeasedUntil);

internal sealed class ExtendExternalTaskValidator : AbstractValidator<ExtendExternalTask>
{
    public ExtendExternalTaskValidator()
    {
        RuleFor(command => command.Worker).Must(ExternalTaskRules.IsWorker).WithErrorCode("worker-invalid").WithMessage(ExternalTaskRules.WorkerMessage);
        RuleFor(command => command.LeaseSeconds).InclusiveBetween(5, 3600).WithErrorCode("lease-out-of-range").WithMessage(ExternalTaskRules.LeaseMessage);
    }
}

internal sealed class ExtendExternalTaskHandler(PgSession session, ExternalTaskList tasks) : IRequestHandler<ExtendExternalTask, ExternalTaskLease>
{
    public async Task<ExternalTaskLease> Handle(ExtendExternalTask request, CancellationToken cancellationToken)
    {
        var worker = tasks.WorkerOf(request.Worker);
        ExternalTaskList.MustBeOf(await tasks.FindAsync(request.Id, cancellationToken), worker);
        var until = await session.SingleOrDefaultAsync<DateTimeOffset?>("""
            update external_task set leased_until = clock_timestamp() + make_interval(secs => @LeaseSeconds) where id = @Id and status = 'open' and worker = @worker returning leased_until
            """, new { request.Id, request.LeaseSeconds, worker }, cancellationToken);
        // Between the look and the update another program fetched it, or the process left it: say which.
        if (until is null)
            ExternalTaskList.MustBeOf(await tasks.FindAsync(request.Id, cancellationToken), worker);
        return new ExternalTaskLease(request.Id, until!.Value);
    }
}
