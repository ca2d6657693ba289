using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>A manager orders what must be done until when, and by whom (督办单). It is answered by a reply (回复), which the manager accepts or sends back.</summary>
/// <param name="Owner">The login of who must do it; null: whoever handles the case.</param>
/// <param name="RedCard">The red card it is about; with one, a closed case can be supervised, too.</param>
public sealed record IssueSupervision(string Number, string Measure, DateOnly DueOn, string? Owner = null, long? RedCard = null) : ICommand<CaseChange>;

internal sealed class IssueSupervisionValidator : AbstractValidator<IssueSupervision>
{
    public IssueSupervisionValidator() => RuleFor(command => command.Measure).NotEmpty().MaximumLength(500).WithErrorCode("measure-invalid")
        .WithMessage("请填写督办措施（不超过500个字符）。|Enter the measure (at most 500 characters).")
        .Must(text => text is null || !Reasons.IdNumber().IsMatch(text)).WithErrorCode("reason-personal").WithMessage("督办措施请勿填写公民身份号码。|Do not write an ID number into the measure.");
}

internal sealed class IssueSupervisionHandler(
    PgSession session, CaseRunner runner, CaseViews views, DecisionLog log, PaperPress papers, Supervisions supervisions, CaseScope scope, ICurrentActor actor) : IRequestHandler<IssueSupervision, CaseChange>
{
    public async Task<CaseChange> Handle(IssueSupervision request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var open = await runner.OpenAsync(id, cancellationToken);
        if (open.Record.ClosedAt is not null && request.RedCard is null)
            throw RefusedException.Conflict("case-closed", "办件已办结，不能再督办。", "The case is closed: it can no longer be supervised.");
        var faults = new List<Refusal>();
        if (request.DueOn < ShanghaiTime.DateOf(scope.Now))
            faults.Add(new("due-passed", "完成期限已经过去。", "The due date has passed already.", "dueOn"));
        if (request.Owner is not null && !await MayOwnAsync(request.Owner, open.Record.Office, cancellationToken))
            faults.Add(new("owner-unknown", "承办人不存在，或不在您的管辖范围内、看不到该办件。", "There is no such person among yours who may see the case.", "owner"));
        if (request.RedCard is not null && !await session.SingleAsync<bool>("select exists (select from signal where id = @RedCard and case_id = @id and kind = 'red')", new { request.RedCard, id }, cancellationToken))
            faults.Add(new("red-card-unknown", "该办件没有这张红牌。", "The case has no such red card.", "redCard"));
        if (faults.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, faults);
        supervisions.Issue("order", request.Measure, request.DueOn, request.Owner, request.RedCard);
        log.Add("supervise", "ISSUED");
        await papers.IssueAsync("supervision-order", CaseJson.Element(new { request.Measure, request.DueOn, request.Owner }), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }

    /// <summary>The owner must be one of those whom the issuer oversees, and must see the case.</summary>
    private Task<bool> MayOwnAsync(string login, string office, CancellationToken cancellationToken) => session.SingleAsync<bool>($"""
        select exists (select from account a join office o on o.id = a.office_id join office at on at.id = @office
            where a.login = @login and a.kind = 'person' and a.active and {Actor.SeesOffice} and (at.path = o.path or at.path like o.path || '/%'))
        """, new { login, office, officePath = actor.Actor.OfficePath }, cancellationToken);
}
