using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>收回原证: the old card is handed in with the application. It is no longer in force, and the registry is told.</summary>
[Activity("CaseFlow.ReturnOldCard", Category = "IdCards", Zh = "收回原证", En = "Take the old card back",
    AboutZh = "申请时收回原证，原证失效，并告知人口库。",
    AboutEn = "The old card is handed in with the application and is no longer in force; the registry is told.")]
public sealed record ReturnOldCard : IActivityRequest;

internal sealed class ReturnOldCardHandler(CaseScope scope, WalletStore wallets, IOutsideWork outside) : IRequestHandler<ReturnOldCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ReturnOldCard request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(scope.Case.Applicant, scope.Now, cancellationToken);
        // A card from before this product is on nobody's list here: it is noted as handed back. A visit that is run again finds it noted.
        var known = stored.Cards.IsEmpty ? stored.Known(CardState.Valid, Guid.CreateVersion7()) : stored;
        wallets.Save(scope.Case.Applicant, stored, known.HandBack(), scope.Now);
        outside.Enqueue(new TellReturn());
        return ActivityAnswer.Later;
    }
}

/// <summary>Tells the population registry that the old card was handed in.</summary>
internal sealed record TellReturn : IOutsideJob;

internal sealed class TellReturnHandler(IRegistry registry, PersonReading people) : IOutsideJobHandler<TellReturn>
{
    public Task<ActivityAnswer> RunAsync(TellReturn job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(call.Applicant, "return old card", cancellationToken);
        try
        {
            await registry.ReturnOldCardAsync(new ReturnedCard(person.IdNumber, call.CaseNumber, WithApplication: true, BusinessDay.Of(call.Now)), call.IdempotencyKey, cancellationToken);
        }
        catch (OutsideRefusedException refused) when (refused.Code == "no-old-card")
        {
            // The registry knows of no card: the window has taken one that nobody counts, and there is nothing to note.
        }
        return ActivityAnswer.Done();
    });
}
