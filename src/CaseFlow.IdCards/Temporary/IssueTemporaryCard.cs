using CaseFlow.Cases.Running;
using CaseFlow.IdCards.People;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Temporary;

/// <summary>发放临时身份证: the card is made and given on the spot. Result: <c>{card, issuedOn, validUntil}</c>; <c>card</c> is the correlation id of
/// <c>temporary.returned</c>.</summary>
/// <param name="Application">The number of the application, exchange or reissue that is under way.</param>
/// <param name="ValidMonths">How long it is valid, from the day of issue; the process decides it.</param>
[Activity("CaseFlow.IssueTemporaryCard", Category = "IdCards", Zh = "发放临时身份证", En = "Issue the temporary card",
    AboutZh = "当场制作并发放临时居民身份证。",
    AboutEn = "The temporary card is made and given on the spot.")]
public sealed record IssueTemporaryCard(Guid Person, int ValidMonths, string Application) : IActivityRequest;

internal sealed class IssueTemporaryCardHandler(CaseScope scope, TemporaryCards cards, PgSession session) : IRequestHandler<IssueTemporaryCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(IssueTemporaryCard request, CancellationToken cancellationToken)
    {
        if (request.ValidMonths is < 1 or > 12)
            return ActivityAnswer.Failed("validity-invalid", $"A temporary card is valid for some months, not for {request.ValidMonths}: correct the terms of the process.");
        if (await cards.OutAsync(request.Person, request.Application, cancellationToken) is { } issued)
            // One card an application: a visit that is run again after an incident finds the one it issued.
            return issued.CaseId == scope.Case.Id ? Told(issued)
                : ActivityAnswer.Failed("temporary-card-out", "Another temporary card is out for this application: take it back first, then retry.");
        var on = BusinessDay.Of(scope.Now);
        var card = new TemporaryCard(Guid.CreateVersion7(), scope.Case.Id, on, on.AddMonths(request.ValidMonths));
        session.Add("""
            insert into temporary_card (id, person_id, case_id, visit, application_id, issued_on, valid_until, state, issued_at)
            values (@Id, @Person, @CaseId, @Token, (select id from case_file where number = @Application), @IssuedOn, @ValidUntil, 'TEMP_ISSUED', @Now)
            """, new { card.Id, request.Person, request.Application, card.CaseId, scope.Token, card.IssuedOn, card.ValidUntil, scope.Now });
        return Told(card);
    }

    private static ActivityAnswer Told(TemporaryCard card) => ActivityAnswer.Done(new { card = card.Id, card.IssuedOn, card.ValidUntil });
}
