namespace CaseFlow.Sandbox;

/// <summary>The face check of the citizens' app: a check gives a ticket, the product asks by ticket. No picture comes near it.</summary>
internal sealed class FaceCheck(Today today)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FaceResult> tickets = [];

    public void Forget()
    {
        lock (gate) tickets.Clear();
    }

    public IResult Check(FaceRequest request)
    {
        var reasons = new Reasons().OneOf(request.Simulate, "simulate", "pass", "fail");
        var number = IdNumber.Check(request.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        var result = new FaceResult("face-" + Guid.CreateVersion7().ToString("N"), request.Simulate != "fail", today.Now, number);
        lock (gate) tickets.Add(result.Ticket, result);
        return Results.Json(new { ticket = result.Ticket }, statusCode: 201);
    }

    public IResult Read(string ticket)
    {
        lock (gate)
            return tickets.TryGetValue(ticket, out var result)
                ? Results.Ok(result)
                : Problems.NotFound("unknown-ticket", "No face check has this ticket: start one with POST /face/checks.");
    }
}

internal sealed record FaceRequest(string? IdNumber, string? Simulate);

/// <summary>The result holds the number that was checked, so that a ticket of somebody else is found out.</summary>
internal sealed record FaceResult(string Ticket, bool Passed, DateTimeOffset At, string IdNumber);

internal static class FaceEndpoints
{
    public static void MapFaceCheck(this IEndpointRouteBuilder app)
    {
        app.Partner(Systems.Face).MapGet("/face/checks/{ticket}", (string ticket, FaceCheck face) => face.Read(ticket));
        // The citizen's phone starts a check, not the product: no partner key.
        app.MapPost("/face/checks", (FaceRequest request, FaceCheck face) => face.Check(request));
    }
}
