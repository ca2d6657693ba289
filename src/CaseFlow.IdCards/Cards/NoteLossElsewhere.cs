using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>外地挂失: the national system tells of a loss that was reported elsewhere (R5). The card is reported here too, and a lift that is being handled is stopped by
/// <c>loss.synced</c>. Result: <c>{card, state}</c>.</summary>
[Activity("CaseFlow.NoteLossElsewhere", Category = "IdCards", Zh = "登记外地挂失", En = "Note a loss reported elsewhere",
    AboutZh = "全国系统告知外地已挂失：登记，并停止正在办理的解挂。",
    AboutEn = "A loss was reported elsewhere: the card is reported here too, and a lift that is being handled is stopped.")]
public sealed record NoteLossElsewhere(Guid Person) : IActivityRequest;

internal sealed class NoteLossElsewhereHandler(CaseScope scope, WalletStore wallets, IEventPost events) : IRequestHandler<NoteLossElsewhere, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(NoteLossElsewhere request, CancellationToken cancellationToken)
    {
        var stored = await wallets.LoadAsync(request.Person, scope.Now, cancellationToken);
        var noted = stored.Known(CardState.Valid, Guid.CreateVersion7()).ReportLoss();
        // Where a report is in force already, the registry's «valid» above would lift it.
        var reported = stored.InForce is { State: CardState.LostReported } ? stored : noted;
        wallets.Save(request.Person, stored, reported, scope.Now);
        if (reported.InForce is { State: CardState.LostReported } card)
            events.Tell("loss.synced", card.Id.ToString());
        return ActivityAnswer.Done(new { card = reported.InForce?.Id, state = reported.InForce?.State.Code() });
    }
}
