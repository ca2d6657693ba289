using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>挂失: the holder reports the loss, or a loss reissue does in the same visit where nobody has yet (rulebook Q6). One card is lost once: a second report finds the
/// first. Result: <c>{report}</c>, the registry's number; null when a newer card was issued meanwhile, which a report of the old one never concerns.</summary>
/// <param name="Kind">lost or stolen (R1).</param>
/// <param name="CardNo">The registry's number of the card that is meant; null: the newest.</param>
[Activity("CaseFlow.ReportLoss", Category = "IdCards", Zh = "申报挂失", En = "Report loss",
    AboutZh = "尚未挂失的，在此一并申报。",
    AboutEn = "Reports the loss to the registry where nobody has yet.")]
public sealed record ReportLoss(Guid Person, string Kind = "lost", int? CardNo = null) : IActivityRequest;

internal sealed class ReportLossHandler(CaseScope scope, WalletStore wallets, IOutsideWork outside) : IRequestHandler<ReportLoss, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ReportLoss request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(request.Person, scope.Now, cancellationToken);
        // A card from before this product is on nobody's list here; one that is known is as it is known.
        var known = stored.InForce is null ? stored.Known(CardState.Valid, Guid.CreateVersion7()) : stored;
        wallets.Save(request.Person, stored, known.ReportLoss(), scope.Now);
        outside.Enqueue(new TellLoss(request.Person, request.Kind, request.CardNo));
        return ActivityAnswer.Later;
    }
}

/// <summary>Tells the population registry of the loss.</summary>
internal sealed record TellLoss(Guid Person, string Kind, int? CardNo = null) : IOutsideJob;

internal sealed class TellLossHandler(IRegistry registry, PersonReading people) : IOutsideJobHandler<TellLoss>
{
    public Task<ActivityAnswer> RunAsync(TellLoss job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "report loss", cancellationToken);
        try
        {
            var report = await registry.ReportLossAsync(new LossReport(person.IdNumber, job.Kind, BusinessDay.Of(call.Now), call.CaseNumber, job.CardNo),
                call.IdempotencyKey, cancellationToken);
            return ActivityAnswer.Done(new { report });
        }
        catch (OutsideRefusedException refused) when (refused.Code == "newer-card")
        {
            return ActivityAnswer.Done(new { report = (string?)null });
        }
    });
}
