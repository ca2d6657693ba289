using CaseFlow.Cases.Running;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>签发: the new card exists. After a loss, at a first issue, or when the old card was handed back already, it is in force at once and the registry
/// is told; at an exchange the old card stays in force until the hand-over. Result: <c>{new, old}</c>, the states of both cards as people may see
/// them.</summary>
/// <param name="Reason">lost, damaged, renewal or first.</param>
/// <param name="Validity">5年, 10年, 20年 or 长期.</param>
/// <param name="CardStatus">What the registry said of the old card; null if there is none.</param>
[Activity("CaseFlow.IssueCard", Category = "IdCards", Zh = "签发新证", En = "Issue card",
    AboutZh = "新证生效；遗失、首次或已收回原证时立即生效，否则交付时生效。",
    AboutEn = "The new card exists; after a loss, at a first issue or with the old card returned it is in force at once, otherwise when it is handed over.")]
public sealed record IssueCard(string Reason, string Validity, string? CardStatus = null) : IActivityRequest;

internal sealed class IssueCardHandler(CaseScope scope, WalletStore wallets, IOutsideWork outside) : IRequestHandler<IssueCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(IssueCard request, CancellationToken cancellationToken)
    {
        var (person, caseId) = (scope.Case.Applicant, scope.Case.Id);
        var stored = await wallets.LoadAsync(person, scope.Now, cancellationToken);
        // A visit that is run again after an incident finds the card it made and only tells the registry again.
        var issued = stored.MadeBy(caseId, scope.Token) is null ? Issue(stored, request) : stored;
        wallets.Save(person, stored, issued, scope.Now);

        var card = issued.MadeBy(caseId, scope.Token)!;
        var shown = ShownCards.Of(issued, card, request.Reason);
        if (card.State != CardState.Valid)
            return ActivityAnswer.Done(shown);
        outside.Enqueue(new RegisterCard(request.Validity, shown.Old, shown));
        return ActivityAnswer.Later;
    }

    private Wallet Issue(Wallet stored, IssueCard request)
    {
        // A remake knows the case's own card already; a first issue has no card before it.
        var known = request.Reason == "first" || stored.OfCase(scope.Case.Id) is not null ? stored
            : stored.Known(CardStateCode.Read(request.CardStatus), Guid.CreateVersion7());
        var handedBack = stored.OfCase(scope.Case.Id) is null && known.InForce is null;
        return known.Issue(Guid.CreateVersion7(), request.Validity, scope.Case.Id, scope.Token, atOnce: handedBack || request.Reason is "lost" or "first",
            CardValidity.ExpiresOn(request.Validity, BusinessDay.Of(scope.Now)));
    }
}

/// <summary>The cards of a case as its facts show them.</summary>
/// <param name="New">Absent until the new card is in force.</param>
/// <param name="Old">The card before it; absent at a first issue.</param>
internal sealed record ShownCards(string? New, string? Old)
{
    public static ShownCards Of(Wallet wallet, Card card, string? reason)
    {
        var old = reason == "first" ? null : wallet.Cards.FindLast(one => one.Number < card.Number && one.CaseId != card.CaseId);
        return new ShownCards(card.State == CardState.Made ? null : card.State.Code(), old?.State.Code());
    }
}
