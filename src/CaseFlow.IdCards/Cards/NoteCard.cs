using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>登记证件状态: takes over what the registry says of a person's card, and says how it stands. Result: <c>{card, state}</c>; <c>card</c> is the
/// correlation id of <c>loss.lifted</c>, <c>loss.synced</c> and <c>card.superseded</c>. Run it in the burst that begins to wait for one of them: it holds the lock
/// under which they are told.</summary>
/// <param name="Status">What the registry said just now; null only looks.</param>
/// <param name="ExpiresOn">The last day of validity as the registry knows it.</param>
[Activity("CaseFlow.NoteCard", Category = "IdCards", Zh = "登记证件状态", En = "Note the card",
    AboutZh = "采纳人口库所说的证件状态。",
    AboutEn = "Takes over what the registry says of the card.")]
public sealed record NoteCard(Guid Person, string? Status = null, DateOnly? ExpiresOn = null) : IActivityRequest;

internal sealed class NoteCardHandler(CaseScope scope, WalletStore wallets) : IRequestHandler<NoteCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(NoteCard request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(request.Person, scope.Now, cancellationToken);
        var noted = stored.Known(CardStateCode.Read(request.Status), Guid.CreateVersion7(), request.ExpiresOn);
        wallets.Save(request.Person, stored, noted, scope.Now);
        var card = noted.InForce ?? (noted.Cards.IsEmpty ? null : noted.Cards[^1]);
        return ActivityAnswer.Done(new { card = card?.Id, state = card?.State.Code() });
    }
}
