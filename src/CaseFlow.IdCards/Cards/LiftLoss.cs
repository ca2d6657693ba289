using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>解挂 (R8–R11): asks the registry to lift the loss report of the card that was presented. Leaves by <c>Refused</c> with <c>{reason}</c> when a newer card was
/// issued meanwhile, or nothing is reported any more: the registry has the last word. After <c>Done</c> the card works again; note it.</summary>
/// <param name="CardNo">The registry's number of the card that was checked: a newer one is never touched.</param>
[Activity("CaseFlow.LiftLoss", Category = "IdCards", Ports = ["Done", "Refused"], Zh = "解除挂失", En = "Lift the loss report",
    AboutZh = "向人口库申请解挂；已有新证或未在挂失中的从 Refused 离开。",
    AboutEn = "Asks the registry to lift the report; leaves by Refused when a newer card exists or nothing is reported.")]
public sealed record LiftLoss(Guid Person, int? CardNo = null) : IActivityRequest;

internal sealed class LiftLossHandler(CaseScope scope, WalletStore wallets, IOutsideWork outside) : IRequestHandler<LiftLoss, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(LiftLoss request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(request.Person, scope.Now, cancellationToken);
        if (stored.Lift() == stored)
            return ActivityAnswer.Via("Refused", new { reason = stored.Cards.Exists(card => card.State is CardState.Made or CardState.Superseded) ? "ALREADY_REISSUED" : "STATE" });
        outside.Enqueue(new TellLift(request.Person, request.CardNo));
        return ActivityAnswer.Later;
    }
}

/// <summary>Tells the population registry that the loss report is lifted.</summary>
internal sealed record TellLift(Guid Person, int? CardNo = null) : IOutsideJob;

internal sealed class TellLiftHandler(IRegistry registry, PersonReading people) : IOutsideJobHandler<TellLift>
{
    public Task<ActivityAnswer> RunAsync(TellLift job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "lift loss report", cancellationToken);
        try
        {
            await registry.LiftLossAsync(new LossLift(person.IdNumber, BusinessDay.Of(call.Now), call.CaseNumber, job.CardNo), call.IdempotencyKey, cancellationToken);
            return ActivityAnswer.Done();
        }
        catch (OutsideRefusedException refused) when (refused.Code is "newer-card" or "not-reported")
        {
            return ActivityAnswer.Via("Refused", new { reason = refused.Code == "newer-card" ? "ALREADY_REISSUED" : "STATE" });
        }
    });
}
