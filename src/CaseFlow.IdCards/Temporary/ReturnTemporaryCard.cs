using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Temporary;

/// <summary>收回临时身份证: the temporary card came back, at its own window or when the real card is collected. The case that issued it is told by
/// <c>temporary.returned</c>. Result: <c>{returned}</c>: false when none was out.</summary>
/// <param name="Application">The number of the application it was issued for; null: this case.</param>
[Activity("CaseFlow.ReturnTemporaryCard", Category = "IdCards", Zh = "收回临时身份证", En = "Take the temporary card back",
    AboutZh = "收回临时居民身份证，并告知发放它的办件。",
    AboutEn = "The temporary card came back; the case that issued it is told.")]
public sealed record ReturnTemporaryCard(Guid Person, string? Application = null) : IActivityRequest;

internal sealed class ReturnTemporaryCardHandler(CaseScope scope, TemporaryCards cards, PgSession session, IEventPost events)
    : IRequestHandler<ReturnTemporaryCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ReturnTemporaryCard request, CancellationToken cancellationToken)
    {
        if (await cards.OutAsync(request.Person, request.Application, cancellationToken) is not { } card)
            return ActivityAnswer.Done(new { returned = false });
        session.Add("update temporary_card set state = 'TEMP_RETURNED', returned_at = @Now where id = @Id and state = 'TEMP_ISSUED'", new { scope.Now, card.Id }, expectRows: 1);
        // The case itself ends its wait by going on; telling it once more would find nobody.
        if (card.CaseId != scope.Case.Id)
            events.Tell("temporary.returned", card.Id.ToString());
        return ActivityAnswer.Done(new { returned = true });
    }
}
