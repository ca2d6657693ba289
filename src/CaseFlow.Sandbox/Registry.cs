namespace CaseFlow.Sandbox;

/// <summary>The population registry: who lives where, which cards a person has. Any valid number is somebody.</summary>
internal sealed class Registry(Today today, Webhooks webhooks)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Resident> residents = [];
    private int reports;

    public void Forget()
    {
        lock (gate) residents.Clear();
    }

    /// <summary>Facts given by a control call replace all that was known of the person.</summary>
    public IResult Put(string idNumber, PersonFacts facts)
    {
        var reasons = new Reasons();
        var number = IdNumber.Check(idNumber, reasons, today.Value);
        facts.Check(reasons);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var resident = residents[number] = new Resident(number, facts);
            return Results.Ok(resident.On(facts.Today ?? today.Value));
        }
    }

    public IResult Read(string? idNumber, DateOnly? asOf)
    {
        var reasons = new Reasons();
        var number = IdNumber.Check(idNumber, reasons, asOf ?? today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate) return Results.Ok(Find(number).On(asOf ?? today.Value));
    }

    /// <summary>Whether the facts of a person say that a picture of theirs is in the photo store.</summary>
    public bool HasStoredPhoto(string number, DateOnly asOf)
    {
        lock (gate) return Find(number).On(asOf).InAppPhoto;
    }

    public IResult ReportLoss(LossReport report)
    {
        var reasons = new Reasons().OneOf(report.Kind, "kind", "lost", "stolen");
        var number = IdNumber.Check(report.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var resident = Find(number);
            var card = resident.Card(report.On ?? today.Value);
            if (report.CardNo is { } meant && card?.CardNo > meant)
                return Problems.Conflict("newer-card", "A newer card was issued: a loss report of the old one does not concern it.");
            if (card is null || card.Status == CardStatus.Returned)
                return Problems.Conflict("no-card-to-report", "The person holds no card that could be reported lost.");
            // A second report of one card finds the first: one card is lost once.
            resident.LossReport ??= $"LR{++reports:D6}";
            resident.Current = card with { Status = CardStatus.LostReported };
            return Results.Json(new { report = resident.LossReport, card = resident.Current }, statusCode: 201);
        }
    }

    public IResult LiftLoss(LossLift lift)
    {
        var reasons = new Reasons();
        var number = IdNumber.Check(lift.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var resident = Find(number);
            var day = lift.On ?? today.Value;
            if (resident.Card(day) is { } newest && newest.CardNo > (lift.CardNo ?? newest.CardNo))
                return Problems.Conflict("newer-card", "A newer card was issued: the old one cannot be used again.");
            if (resident.Card(day) is not { Status: CardStatus.LostReported } card)
                return Problems.Conflict("not-reported", "The person's card is not reported lost.");
            resident.LossReport = null;
            resident.Current = card with { Status = CardStatus.Valid };
            return Results.Json(new { card = resident.Card(day), previousCards = resident.Previous.ToArray() }, statusCode: 201);
        }
    }

    /// <summary>Somebody reported the loss in another province: the national system marks the card that was the newest then, and tells the product.</summary>
    public Task<IResult> LoseElsewhere(string idNumber, LossElsewhere report)
    {
        var reasons = new Reasons().Need(report.Name, "name").OneOf(report.Kind, "kind", "lost", "stolen");
        var number = IdNumber.Check(idNumber, reasons, today.Value);
        if (reasons.Any) return Task.FromResult(reasons.Problem());
        var at = report.ReportedAt ?? today.Now;
        string reference;
        lock (gate)
        {
            var resident = Find(number);
            reference = $"NLR{++reports:D6}";
            if (resident.Card(DateOf(at)) is { Status: CardStatus.Valid or CardStatus.LostReported } card && card.IssuedOn <= DateOf(at))
                (resident.LossReport, resident.Current) = (reference, card with { Status = CardStatus.LostReported });
        }
        var holder = new { name = report.Name, idNumber = number };
        return webhooks.Send(Systems.National, "loss.sync", reference, new { holder, reportedAt = at, kind = report.Kind ?? "lost", place = report.Place }, report.At, report.Repeat);
    }

    public IResult IssueCard(NewCard issued)
    {
        var reasons = new Reasons().Need(issued.Validity, "validity").OneOf(issued.Validity, "validity", Validity.Words)
            .OneOf(issued.OldCard, "oldCard", CardStatus.Superseded, CardStatus.Returned);
        var number = IdNumber.Check(issued.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var resident = Find(number);
            resident.Issue(issued.IssuedOn ?? today.Value, issued.Validity!, issued.OldCard ?? CardStatus.Superseded, issued.CaseNumber);
            return Results.Json(new { card = resident.Current, previousCards = resident.Previous.ToArray() }, statusCode: 201);
        }
    }

    /// <summary>The old card was handed back at the counter: with the application, or after the new one was made.</summary>
    public IResult ReturnCard(CardReturn returned)
    {
        var reasons = new Reasons();
        var number = IdNumber.Check(returned.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var resident = Find(number);
            if (returned.WithApplication == true)
            {
                if (resident.Card(returned.On ?? today.Value) is not { } held) return Problems.Conflict("no-old-card", "The person has no card that could be handed back.");
                resident.Current = held with { Status = CardStatus.Returned };
                return Results.Json(new { card = resident.Current, previousCards = resident.Previous.ToArray() }, statusCode: 201);
            }
            if (resident.Previous.Count == 0) return Problems.Conflict("no-old-card", "The person has no earlier card that could be handed back.");
            resident.Previous[0] = resident.Previous[0] with { Status = CardStatus.Returned };
            return Results.Json(new { card = resident.Current, previousCards = resident.Previous.ToArray() }, statusCode: 201);
        }
    }

    private static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).DateTime);

    private Resident Find(string number) => residents.TryGetValue(number, out var known) ? known : residents[number] = new Resident(number, new PersonFacts());
}

internal sealed record PersonQuery(string? IdNumber, DateOnly? AsOf);

/// <param name="CardNo">The card that is meant; a newer one is never touched.</param>
internal sealed record LossReport(string? IdNumber, string? Kind, DateOnly? On, string? CaseNumber, int? CardNo = null);

internal sealed record LossLift(string? IdNumber, DateOnly? On, string? CaseNumber, int? CardNo = null);

internal sealed record LossElsewhere(string? Name, DateTimeOffset? ReportedAt, string? Kind, string? Place, DateTimeOffset? At, int? Repeat);

internal sealed record NewCard(string? IdNumber, string? Validity, DateOnly? IssuedOn, string? OldCard, string? CaseNumber);

/// <param name="WithApplication">Handed in before the new card is made: the newest card is meant.</param>
internal sealed record CardReturn(string? IdNumber, string? CaseNumber, bool? WithApplication = null, DateOnly? On = null);

internal static class RegistryEndpoints
{
    public static void MapRegistry(this IEndpointRouteBuilder app)
    {
        var partner = app.Partner(Systems.Registry);
        // The product asks by POST: an ID number in an address would end in access logs and traces.
        partner.MapPost("/registry/queries", (PersonQuery query, Registry registry) => registry.Read(query.IdNumber, query.AsOf));
        partner.MapPost("/registry/loss-reports", (LossReport report, Registry registry) => registry.ReportLoss(report));
        partner.MapPost("/registry/loss-lifts", (LossLift lift, Registry registry) => registry.LiftLoss(lift));
        partner.MapPost("/registry/cards", (NewCard card, Registry registry) => registry.IssueCard(card));
        partner.MapPost("/registry/card-returns", (CardReturn returned, Registry registry) => registry.ReturnCard(returned));

        app.MapGet("/registry/persons/{idNumber}", (string idNumber, DateOnly? asOf, Registry registry) => registry.Read(idNumber, asOf));
        app.MapPost("/registry/persons/{idNumber}/loss-elsewhere", (string idNumber, LossElsewhere report, Registry registry) => registry.LoseElsewhere(idNumber, report));
        app.MapPut("/registry/persons/{idNumber}", (string idNumber, PersonFacts facts, Registry registry, PhotoStore photos, HomePolice homePolice) =>
        {
            // Whoever sets the facts of a person begins anew with them: their pictures and what was ordered of the police at home are forgotten too.
            photos.Forget(idNumber.Trim().ToUpperInvariant());
            homePolice.Forget(idNumber.Trim().ToUpperInvariant());
            return registry.Put(idNumber, facts);
        });
    }
}
