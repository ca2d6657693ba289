using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>收回原证: the old card is handed in with the application. It is no longer in force.</summary>
[Activity("CaseFlow.ReturnOldCard", Category = "IdCards", Zh = "收回原证", En = "Take the old card back",
    AboutZh = "申请时收回原证，原证失效。",
    AboutEn = "The old card is handed in with the application and is no longer in force.")]
public sealed record ReturnOldCard : IActivityRequest;

internal sealed class ReturnOldCardHandler(CaseScope scope, WalletStore wallets) : IRequestHandler<ReturnOldCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ReturnOldCard request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(scope.Case.Applicant, scope.Now, cancellationToken);
        // A card from before this product is on nobody's list here: it is noted as handed back.
        wallets.Save(scope.Case.Applicant, stored, stored.Known(CardState.Valid, Guid.CreateVersion7()).HandBack(), scope.Now);
        return ActivityAnswer.Done();
    }
}
