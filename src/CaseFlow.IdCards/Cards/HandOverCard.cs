using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>交付: somebody took the card. A card that was only made comes into force and the registry is told. Result: <c>{new, old}</c>.</summary>
/// <param name="By">applicant, agent, guardian or proxy.</param>
/// <param name="OldCardReturned">The old card was handed back now.</param>
/// <param name="Authorization">The authorisation that was used; it is spent.</param>
/// <param name="Visitor">Who came, as an id.</param>
[Activity("CaseFlow.HandOverCard", Category = "IdCards", Zh = "交付证件", En = "Hand over card",
    AboutZh = "证件已被领取，交付后生效并告知人口库。",
    AboutEn = "Somebody took the card; it comes into force and the registry is told.")]
public sealed record HandOverCard(string By, bool OldCardReturned = false, string? Authorization = null, string? Visitor = null) : IActivityRequest;

internal sealed class HandOverCardHandler(CaseScope scope, WalletStore wallets, PgSession session, IOutsideWork outside)
    : IRequestHandler<HandOverCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(HandOverCard request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(scope.Case.Applicant, scope.Now, cancellationToken);
        if (stored.OfCase(scope.Case.Id) is not { } card)
            return ActivityAnswer.Failed("no-card", $"Case {scope.Case.Number} has made no card that could be handed over.");
        var handed = stored.HandOver(card.Id, request.OldCardReturned);
        wallets.Save(scope.Case.Applicant, stored, handed, scope.Now);
        session.Add("update id_card set handed_to = @By, handed_over_at = @Now, changed_at = @Now where id = @Id", new { request.By, scope.Now, card.Id },
            expectRows: 1);
        if (Guid.TryParse(request.Authorization, out var authorization))
            session.Add("update card_authorization set state = 'AUTH_USED', changed_at = @Now where id = @authorization and case_id = @Id",
                new { scope.Now, authorization, scope.Case.Id });

        // What was granted for this card and not used has nothing left to allow.
        session.Add("update card_authorization set state = 'AUTH_EXPIRED', changed_at = @Now where case_id = @Id and state in ('AUTH_DRAFT', 'AUTH_ACTIVE')",
            new { scope.Now, scope.Case.Id });
        var now = handed.Cards.Find(one => one.Id == card.Id)!;
        var shown = ShownCards.Of(handed, now, null);
        // A card that was in force before is registered already. A visit that is run again after an incident tells the registry again, under the same key.
        if (!card.Exchange)
            return ActivityAnswer.Done(shown);
        outside.Enqueue(new RegisterCard(card.Validity!, shown.Old, shown));
        return ActivityAnswer.Later;
    }
}
