using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>挂失: a loss reissue reports the loss in the same visit where nobody has yet (rulebook Q6). Result: <c>{report}</c>, the registry's number.</summary>
/// <param name="Kind">lost or stolen.</param>
[Activity("CaseFlow.ReportLoss", Category = "IdCards", Zh = "申报挂失", En = "Report loss",
    AboutZh = "尚未挂失的，在此一并申报。",
    AboutEn = "Reports the loss to the registry where nobody has yet.")]
public sealed record ReportLoss(Guid Person, string Kind = "lost") : IActivityRequest;

internal sealed class ReportLossHandler(CaseScope scope, WalletStore wallets, IOutsideWork outside) : IRequestHandler<ReportLoss, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ReportLoss request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(request.Person, cancellationToken);
        wallets.Save(request.Person, stored, stored.Known(CardState.Valid, Guid.CreateVersion7()).ReportLoss(), scope.Now);
        outside.Enqueue(new TellLoss(request.Person, request.Kind));
        return ActivityAnswer.Later;
    }
}

/// <summary>Tells the population registry of the loss.</summary>
internal sealed record TellLoss(Guid Person, string Kind) : IOutsideJob;

internal sealed class TellLossHandler(IRegistry registry, PersonReading people) : IOutsideJobHandler<TellLoss>
{
    public Task<ActivityAnswer> RunAsync(TellLoss job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "report loss", cancellationToken);
        var report = await registry.ReportLossAsync(person.IdNumber, job.Kind, BusinessDay.Of(call.Now), call.CaseNumber, call.IdempotencyKey,
            cancellationToken);
        return ActivityAnswer.Done(new { report });
    });
}
