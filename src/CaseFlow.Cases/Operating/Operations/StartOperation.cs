using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Operating.Operations;

/// <summary>Carries out an operator's command on many subjects: as a job, each in a transaction of its own, with the operator's rights at that moment.</summary>
public sealed record StartOperation(OperationCommand Command, string Reason, OperationSelection Selection, OperationArguments? Arguments = null) : ICommand<OperationView>, IOperationRequest;

/// <summary>What <see cref="StartOperation"/> would do: how many subjects and the first of them. Nothing is done.</summary>
public sealed record PreviewOperation(OperationCommand Command, string Reason, OperationSelection Selection, OperationArguments? Arguments = null) : IQuery<OperationPreview>, IOperationRequest;

/// <summary>What an operation would touch.</summary>
/// <param name="Count">How many subjects.</param>
/// <param name="Cases">The case numbers of the first twenty.</param>
/// <param name="Missing">Ids of the list that are not there, not open or not visible.</param>
public sealed record OperationPreview(int Count, IReadOnlyList<string> Cases, IReadOnlyList<string> Missing);

/// <summary>What both say.</summary>
internal interface IOperationRequest
{
    OperationCommand Command { get; }
    string Reason { get; }
    OperationSelection Selection { get; }
    OperationArguments? Arguments { get; }
}

internal abstract class OperationValidator<T> : AbstractValidator<T> where T : IOperationRequest
{
    protected OperationValidator()
    {
        RuleFor(request => request.Reason).IsAReason();
        RuleFor(request => request.Selection).Must(selection => selection is { IsEmpty: false }).WithErrorCode("selection-missing")
            .WithMessage("请指定编号或至少一个条件。|Give ids or at least one condition.");
        RuleFor(request => request.Selection).Must(selection => selection?.Ids is null or { Count: <= 1_000 } && selection?.Cases is null or { Count: <= 1_000 }).WithErrorCode("ids-too-many").WithMessage("最多1000个编号。|At most 1,000 ids.");
        RuleFor(request => request.Arguments).Must(arguments => arguments?.Values is not { } values || values.Values.All(value => !Reasons.IdNumber().IsMatch(value.GetRawText())))
            .WithErrorCode("value-personal").WithMessage("变量中不得包含公民身份号码。|A variable must not hold an ID number.");
        RuleFor(request => request.Arguments).Must((request, arguments) => request.Command switch
        {
            OperationCommand.SkipIncident or OperationCommand.CompleteTask => !string.IsNullOrEmpty(arguments?.Outcome),
            OperationCommand.AssignTask => !string.IsNullOrEmpty(arguments?.To),
            OperationCommand.SetVariables => arguments?.Values is { Count: > 0 },
            OperationCommand.MoveToActivity => !string.IsNullOrEmpty(arguments?.Activity) && !string.IsNullOrEmpty(arguments.From),
            _ => true,
        }).WithErrorCode("arguments-missing").WithMessage("缺少该操作所需的参数。|What the command needs is missing: outcome, values, or activity and from.");
    }
}

internal sealed class StartOperationValidator : OperationValidator<StartOperation>;

internal sealed class PreviewOperationValidator : OperationValidator<PreviewOperation>;

internal sealed class PreviewOperationHandler(OperationSubjects subjects, ICurrentActor actor) : IRequestHandler<PreviewOperation, OperationPreview>
{
    public async Task<OperationPreview> Handle(PreviewOperation request, CancellationToken cancellationToken)
    {
        OperationRights.Check(request.Command, actor.Actor);
        var found = await subjects.FindAsync(request.Command, request.Selection, cancellationToken);
        var known = found.SelectMany(subject => new[] { subject.Id.ToString(), subject.CaseNumber }).ToHashSet();
        return new OperationPreview(found.Count, [.. found.Select(subject => subject.CaseNumber).OfType<string>().Distinct().Take(20)],
            [.. (request.Selection.Ids ?? []).Where(id => !known.Contains(id))]);
    }
}

internal sealed class StartOperationHandler(PgSession session, OperationSubjects subjects, JobQueue jobs, OperationViews views, ICurrentActor actor, TimeProvider time)
    : IRequestHandler<StartOperation, OperationView>
{
    public async Task<OperationView> Handle(StartOperation request, CancellationToken cancellationToken)
    {
        OperationRights.Check(request.Command, actor.Actor);
        var found = await subjects.FindAsync(request.Command, request.Selection, cancellationToken);
        var now = time.GetUtcNow();
        var id = await session.SingleAsync<long>("""
            insert into operation (command, arguments, reason, selection, status, total, account_id, office_id, started_by, started_at)
            values (@command, @arguments, @Reason, @selection, 'running', @total, @account, @office, @by, @now) returning id
            """, new
        {
            command = request.Command.ToString(), arguments = CaseJson.Element(request.Arguments ?? new OperationArguments()), request.Reason, selection = CaseJson.Element(request.Selection),
            total = found.Count, account = actor.Actor.AccountId, office = actor.Actor.OfficeId, by = actor.Actor.Login, now,
        }, cancellationToken);
        session.Add("""
            insert into operation_item (operation_id, place, subject, case_id, status)
            select @id, place, subject, nullif(case_id, 0), 'waiting' from unnest(@subjects::bigint[], @cases::bigint[]) with ordinality as item (subject, case_id, place)
            """, new { id, subjects = found.Select(subject => subject.Id).ToArray(), cases = found.Select(subject => subject.CaseId ?? 0).ToArray() });
        jobs.Enqueue(OperationRunner.JobOf(id, now));
        await session.SaveAsync(cancellationToken);
        return await views.GetAsync(id, cancellationToken);
    }
}

/// <summary>Who may carry out what on many subjects. Which subjects is decided by the query and again by each item's own command.</summary>
internal static class OperationRights
{
    public static void Check(OperationCommand command, Actor actor)
    {
        if (!Allows(command, actor))
            throw RefusedException.Forbidden("operation-not-yours", "您的岗位不能执行该操作。", "Your role may not do this.");
    }

    public static bool Allows(OperationCommand command, Actor actor) =>
        IsOfTasks(command) ? actor.Is(Role.Clerk) || actor.Is(Role.Manager) || actor.Is(Role.Reviewer)
        : command == OperationCommand.UrgeCase ? actor.Is(Role.Manager)
        : actor.Is(Role.Administrator) || (actor.Is(Role.Manager) && command != OperationCommand.RetryJob);

    // What people do in their inbox one by one they may do there on many.
    private static bool IsOfTasks(OperationCommand command) =>
        command is OperationCommand.ClaimTask or OperationCommand.ReleaseTask or OperationCommand.AssignTask or OperationCommand.CompleteTask;
}
