namespace CaseFlow.Sandbox;

/// <summary>The card factory: takes orders by case pseudonym, and does with them what a control call says.</summary>
internal sealed class Factory(Post post, Webhooks webhooks, Today today)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Order> orders = [];

    public void Forget()
    {
        lock (gate) orders.Clear();
    }

    public IResult Put(string orderId, OrderRequest request)
    {
        var reasons = new Reasons()
            .Need(request.CaseNumber, "caseNumber").Need(request.ApplicantRef, "applicantRef").Need(request.Validity, "validity")
            .OneOf(request.Validity, "validity", Validity.Words)
            .OneOf(request.Delivery, "delivery", "post", "counter").OneOf(request.Portrait, "portrait", "new", "last", "police-point", "social-point", "stored");
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            if (orders.TryGetValue(orderId, out var known) && known.State != "REJECTED")
                return known.Request == request
                    ? Results.Ok(known)
                    : Problems.Conflict("order-differs",
                        $"Order {orderId} is {known.State} with other data. Use another order number, or wait until it is rejected.");
            var order = orders[orderId] = new Order(orderId, request, "IN_PRODUCTION", today.Now);
            return Results.Json(order, statusCode: 201);
        }
    }

    public IResult Read(string orderId)
    {
        lock (gate)
            return orders.TryGetValue(orderId, out var order)
                ? Results.Ok(order)
                : Problems.NotFound("unknown-order", $"The factory has no order {orderId}.");
    }

    public IResult List(string? caseNumber)
    {
        lock (gate) return Results.Ok(orders.Values.Where(order => caseNumber is null || order.Request.CaseNumber == caseNumber).ToArray());
    }

    public async Task<IResult> Reject(string caseNumber, Rejection rejection)
    {
        var reasons = new Reasons().Need(rejection.Reason, "reason");
        if (reasons.Any) return reasons.Problem();
        if (Move(caseNumber, "REJECTED", rejection.Reason) is { } refused) return refused;
        return await webhooks.Send(Systems.Factory, "factory.reject", $"case:{caseNumber}", new { reason = rejection.Reason }, rejection.At, rejection.Repeat);
    }

    public async Task<IResult> HandOver(string caseNumber, HandOver handOver)
    {
        var reasons = new Reasons();
        Waybill.Check(handOver.Waybill, reasons);
        if (reasons.Any) return reasons.Problem();
        if (Move(caseNumber, "HANDED_OVER", null) is { } refused) return refused;
        post.Receive(handOver.Waybill!, caseNumber, handOver.At ?? today.Now);
        return await webhooks.Send(Systems.Factory, "post.handover", $"case:{caseNumber}", new { waybill = handOver.Waybill }, handOver.At, handOver.Repeat);
    }

    /// <summary>The card goes to the acceptance point by internal mail. No webhook: the clerk there registers the arrival in the product.</summary>
    public IResult Arrive(string caseNumber) => Move(caseNumber, "SENT_TO_POINT", null) ?? Results.Ok(new { caseNumber, state = "SENT_TO_POINT" });

    private IResult? Move(string caseNumber, string state, string? reason)
    {
        lock (gate)
        {
            if (orders.Values.LastOrDefault(order => order.Request.CaseNumber == caseNumber) is not { } order)
                return Problems.NotFound("no-order-for-case",
                    $"The factory has no order of case {caseNumber}. Has the case reached production, and has its job run?");
            orders[order.OrderId] = order with { State = state, Reason = reason };
            return null;
        }
    }
}

/// <summary>An order names no person: the factory fetches the data itself by the applicant's reference.</summary>
internal sealed record OrderRequest(string? CaseNumber, string? ApplicantRef, string? Validity, string? Portrait, string? Delivery, string? Point);

internal sealed record Order(string OrderId, OrderRequest Request, string State, DateTimeOffset At, string? Reason = null);

internal sealed record Rejection(string? Reason, DateTimeOffset? At, int? Repeat);

internal sealed record HandOver(string? Waybill, DateTimeOffset? At, int? Repeat);

internal static class FactoryEndpoints
{
    public static void MapFactory(this IEndpointRouteBuilder app)
    {
        var partner = app.Partner(Systems.Factory);
        partner.MapPut("/factory/orders/{orderId}", (string orderId, OrderRequest request, Factory factory) => factory.Put(orderId, request));
        partner.MapGet("/factory/orders/{orderId}", (string orderId, Factory factory) => factory.Read(orderId));

        app.MapGet("/factory/orders", (string? caseNumber, Factory factory) => factory.List(caseNumber));
        var byCase = app.MapGroup("/factory/orders/by-case/{caseNumber}");
        byCase.MapPost("/reject", (string caseNumber, Rejection rejection, Factory factory) => factory.Reject(caseNumber, rejection));
        byCase.MapPost("/hand-over", (string caseNumber, HandOver handOver, Factory factory) => factory.HandOver(caseNumber, handOver));
        byCase.MapPost("/arrive", (string caseNumber, Factory factory) => factory.Arrive(caseNumber));
    }
}
