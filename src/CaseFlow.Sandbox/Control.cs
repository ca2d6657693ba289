namespace CaseFlow.Sandbox;

/// <summary>Control calls: for tests, demos and the scenario player. They need no key because the server listens on the loopback address only.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup("/control");
        control.MapPost("/reset", Reset);
        control.MapPost("/misbehave", Order);
        control.MapGet("/webhooks", (Webhooks webhooks) => webhooks.List());
        control.MapPost("/webhooks/{id}/again", (string id, Webhooks webhooks) => webhooks.SendAgain(id));
    }

    private static IResult Reset(ResetRequest? request, Today today, Misbehaviour misbehaviour, Remembered remembered, Webhooks webhooks,
        Registry registry, FaceCheck face, Sms sms, Factory factory, Post post, PhotoStore photos,
        HomePolice homePolice)
    {
        today.Given = request?.Today;
        misbehaviour.Forget();
        remembered.Forget();
        webhooks.Forget();
        registry.Forget();
        face.Forget();
        sms.Forget();
        factory.Forget();
        post.Forget();
        photos.Forget();
        homePolice.Forget();
        return Results.Ok(new { reset = true, today = today.Value });
    }

    private static IResult Order(Misbehave order, Misbehaviour misbehaviour)
    {
        var reasons = new Reasons()
            .Need(order.System, "system").OneOf(order.System, "system", Systems.All)
            .Need(order.Mode, "mode").OneOf(order.Mode, "mode", Misbehaviour.Modes)
            .Unless(order.Times is >= 1 and <= 100, "range", "times must be 1 to 100.", "times")
            .Unless(order.DelayMs is >= 0 and <= 120_000, "range", "delayMs must be 0 to 120000.", "delayMs");
        if (reasons.Any) return reasons.Problem();
        misbehaviour.Order(order);
        return Results.Ok(order);
    }
}

/// <summary>Forget everything; from now on unstated facts are relative to <see cref="Today"/> (the wall clock's day when absent).</summary>
internal sealed record ResetRequest(DateOnly? Today);
