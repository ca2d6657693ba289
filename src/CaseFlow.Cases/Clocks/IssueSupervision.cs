using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Clocks;

/// <summary>A manager orders what must be done until when (督办单).</summary>
public sealed record IssueSupervision(string Number, string Measure, DateOnly DueOn) : ICommand<CaseChange>;

internal sealed class IssueSupervisionValidator : AbstractValidator<IssueSupervision>
{
    public IssueSupervisionValidator() => RuleFor(command => command.Measure).NotEmpty().MaximumLength(500).WithErrorCode("measure-invalid")
        .WithMessage("请填写督办措施(不超过500个字符)。|Enter the measure (at most 500 characters).");
}

internal sealed class IssueSupervisionHandler(PgSession session, CaseRunner runner, CaseViews views, DecisionLog log, PaperPress papers, CaseScope scope) : IRequestHandler<IssueSupervision, CaseChange>
{
    public async Task<CaseChange> Handle(IssueSupervision request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var open = await runner.OpenAsync(id, cancellationToken);
        if (open.Record.ClosedAt is not null)
            throw RefusedException.Conflict("case-closed", "办件已办结,不能再督办。", "The case is closed: it can no longer be supervised.");
        session.Add("insert into supervision (case_id, measure, due_on, issued_at, issued_by) values (@id, @Measure, @DueOn, @Now, @by)",
            new { id, request.Measure, request.DueOn, scope.Now, by = scope.Actor.Login });
        log.Add("supervise", "ISSUED");
        await papers.IssueAsync("supervision-order", CaseJson.Element(new { request.Measure, request.DueOn }), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }
}
