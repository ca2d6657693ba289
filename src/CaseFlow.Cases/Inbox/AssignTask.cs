using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>Gives a task to a colleague: a manager assigns (指派) any task of the office, whoever has a task hands it over (转交). Who is away gets it through the deputy.</summary>
/// <param name="To">Login of the colleague, who must be a candidate and see the office.</param>
/// <param name="Reason">Why, for the colleague; optional.</param>
public sealed record AssignTask(long Id, string To, string? Reason = null) : ICommand<TaskView>;

internal sealed class AssignTaskValidator : AbstractValidator<AssignTask>
{
    public AssignTaskValidator()
    {
        RuleFor(command => command.To).NotEmpty().WithErrorCode("assignee-missing").WithMessage("请选择承办人。|Choose who shall do it.");
        RuleFor(command => command.Reason).MaximumLength(400).WithErrorCode("reason-too-long").WithMessage("说明不能超过400字。|A reason has at most 400 characters.");
    }
}

internal sealed class AssignTaskHandler(PgSession session, TaskViews tasks, Colleagues colleagues, ICurrentActor actor, TimeProvider time) : IRequestHandler<AssignTask, TaskView>
{
    public async Task<TaskView> Handle(AssignTask request, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(request.Id, cancellationToken);
        if (!actor.Actor.Is(Role.Manager) && task.Assignee != actor.Actor.Login)
            throw RefusedException.Forbidden("assign-not-yours", "只能转交自己经办的任务；负责人可以指派。", "You can hand over only what you have yourself; a manager can assign.");
        var colleague = await colleagues.CandidateAsync(request.To, task, cancellationToken);
        var changed = await session.ExecuteAsync("""
            update task set assignee = @Doer, on_behalf_of = @Away, claimed_at = coalesce(claimed_at, @now) where id = @Id and status = 'open' and (@manager or assignee = @login)
            """, new { colleague.Doer, colleague.Away, now = time.GetUtcNow(), request.Id, manager = actor.Actor.Is(Role.Manager), login = actor.Actor.Login }, cancellationToken);
        var now = await tasks.FindAsync(request.Id, cancellationToken);
        if (changed == 0)
            throw TaskRules.NotOpenOrTaken(now);
        tasks.Announce(now);
        // New to the one who gets it, whoever looked at it before.
        session.Add("delete from task_seen where task_id = @Id and account_id = @DoerId", new { request.Id, colleague.DoerId });
        return now.View;
    }
}
