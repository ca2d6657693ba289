using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>向制证机构下单. The factory gets a pseudonym and fetches the data itself. Each visit is an order of its own: after a rejection the card is ordered
/// anew.</summary>
/// <param name="Validity">5年, 10年, 20年 or 长期.</param>
/// <param name="Delivery">post or counter.</param>
/// <param name="Portrait">new, police-point, social-point, stored (the photo store), or last for the last successful one (R37, R40, R52).</param>
[Activity("CaseFlow.OrderCard", Category = "IdCards", Zh = "制证下单", En = "Order card",
    AboutZh = "向制证机构下单；每次执行都是新的订单。",
    AboutEn = "Orders the card at the factory; each visit is an order of its own.")]
public sealed record OrderCard(string Validity, string? Delivery = null, string? Portrait = null) : IActivityRequest;

internal sealed class OrderCardHandler(CaseScope scope, IOutsideWork outside) : IRequestHandler<OrderCard, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(OrderCard request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new PlaceOrder($"{scope.Case.Number}-{scope.Token}", request.Validity, request.Delivery, request.Portrait, scope.Case.Office));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Places the order at the card factory.</summary>
internal sealed record PlaceOrder(string Order, string Validity, string? Delivery, string? Portrait, string Point) : IOutsideJob;

internal sealed class PlaceOrderHandler(ICardFactory factory) : IOutsideJobHandler<PlaceOrder>
{
    public Task<ActivityAnswer> RunAsync(PlaceOrder job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var order = new CardOrder(call.CaseNumber, call.Applicant.ToString("N"), job.Validity, job.Portrait, job.Delivery, job.Point);
        await factory.OrderAsync(job.Order, order, call.IdempotencyKey, cancellationToken);
        return ActivityAnswer.Done(new { job.Order });
    });
}
