namespace CaseFlow.IdCards.Outside;

/// <summary>The population registry: facts of a person, loss reports, cards.</summary>
internal interface IRegistry
{
    /// <summary>The person as of a business day. Every valid number is somebody.</summary>
    Task<RegisteredPerson> ReadAsync(string idNumber, DateOnly asOf, CancellationToken cancellationToken);

    /// <summary>Marks the person's card as lost; a card already reported keeps its first report. Returns the report's number.
    /// Refused with <c>newer-card</c> when the card that is meant is no longer the newest.</summary>
    Task<string> ReportLossAsync(LossReport report, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Lifts the loss report. Refused with <c>newer-card</c> (R11) or <c>not-reported</c>.</summary>
    Task<RegisteredCard> LiftLossAsync(LossLift lift, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Registers a newly made card as the valid one; the old one ends as <see cref="NewCard.OldCard"/> says.</summary>
    Task<RegisteredCard> IssueCardAsync(NewCard card, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Registers that the old card was handed back. Refused with <c>no-old-card</c> where there is none.</summary>
    Task ReturnOldCardAsync(ReturnedCard card, string idempotencyKey, CancellationToken cancellationToken);
}

/// <summary>What the registry knows. The facts hold nothing that names the person, so they may become workflow values.</summary>
/// <param name="Name">Null when the registry gives no name.</param>
/// <param name="Facts">For decisions.</param>
internal sealed record RegisteredPerson(string? Name, RegistryFacts Facts);

/// <summary>Facts of a person without the person.</summary>
/// <param name="Capacity"><c>full</c>, <c>limited</c> or <c>none</c>.</param>
/// <param name="Card">The newest card; null for somebody who never had one.</param>
/// <param name="PreviousCard">The card before it.</param>
internal sealed record RegistryFacts(bool IsShanghaiHukou, string Capacity, bool FingerprintRegistered, DateOnly LastHandledAt, DateOnly LastPortraitAt,
    bool LastHandledInShanghai, bool LastCardLongTerm, bool InAppPhoto, RegisteredCard? Card, RegisteredCard? PreviousCard);

/// <summary>A physical card: VALID, LOST_REPORTED, INVALID_SUPERSEDED, RETURNED or EXPIRED.</summary>
/// <param name="Validity">5年, 10年, 20年 or 长期.</param>
/// <param name="Expiry">Null for a long-term card.</param>
internal sealed record RegisteredCard(int CardNo, string Status, string Validity, DateOnly IssuedOn, DateOnly? Expiry = null);

/// <summary>A loss that is reported.</summary>
/// <param name="Kind"><c>lost</c> or <c>stolen</c>.</param>
/// <param name="On">The day of the report.</param>
/// <param name="CardNo">The card that is meant; null: the newest.</param>
internal sealed record LossReport(string IdNumber, string Kind, DateOnly On, string CaseNumber, int? CardNo = null);

/// <summary>A loss report that is lifted.</summary>
/// <param name="CardNo">The card that was presented; null: the newest.</param>
internal sealed record LossLift(string IdNumber, DateOnly On, string CaseNumber, int? CardNo = null);

/// <summary>A card that was handed back.</summary>
/// <param name="WithApplication">With the application, before the new one is made; else the card before the newest is meant.</param>
internal sealed record ReturnedCard(string IdNumber, string CaseNumber, bool WithApplication, DateOnly On);

/// <summary>A card that was made.</summary>
/// <param name="Validity">5年, 10年, 20年 or 长期.</param>
/// <param name="OldCard">INVALID_SUPERSEDED (default), or RETURNED when the holder already handed it in.</param>
internal sealed record NewCard(string IdNumber, string Validity, DateOnly IssuedOn, string CaseNumber, string? OldCard = null);

internal sealed class RegistryClient(OutsideLine line) : IRegistry
{
    public async Task<RegisteredPerson> ReadAsync(string idNumber, DateOnly asOf, CancellationToken cancellationToken)
    {
        var answer = await line.AskAsync<Person>("registry/queries", new { idNumber, asOf }, cancellationToken);
        return new RegisteredPerson(answer.Name, new RegistryFacts(answer.IsShanghaiHukou, answer.Capacity, answer.FingerprintRegistered, answer.LastHandledAt,
            answer.LastPortraitAt, answer.LastHandledInShanghai, answer.LastCardLongTerm, answer.InAppPhoto, answer.Card, answer.PreviousCard));
    }

    public async Task<string> ReportLossAsync(LossReport report, string idempotencyKey, CancellationToken cancellationToken) =>
        (await line.WriteAsync<LossReported>(HttpMethod.Post, "registry/loss-reports", report, idempotencyKey, cancellationToken)).Report;

    public async Task<RegisteredCard> LiftLossAsync(LossLift lift, string idempotencyKey, CancellationToken cancellationToken) =>
        (await line.WriteAsync<CardIssued>(HttpMethod.Post, "registry/loss-lifts", lift, idempotencyKey, cancellationToken)).Card;

    public async Task<RegisteredCard> IssueCardAsync(NewCard card, string idempotencyKey, CancellationToken cancellationToken) =>
        (await line.WriteAsync<CardIssued>(HttpMethod.Post, "registry/cards", card, idempotencyKey, cancellationToken)).Card;

    public Task ReturnOldCardAsync(ReturnedCard card, string idempotencyKey, CancellationToken cancellationToken) =>
        line.WriteAsync<CardIssued>(HttpMethod.Post, "registry/card-returns", card, idempotencyKey, cancellationToken);

    private sealed record Person(bool IsShanghaiHukou, string Capacity, bool FingerprintRegistered, DateOnly LastHandledAt, DateOnly LastPortraitAt,
        bool LastHandledInShanghai, bool LastCardLongTerm, bool InAppPhoto, RegisteredCard? Card, RegisteredCard? PreviousCard, string? Name = null);

    private sealed record LossReported(string Report);

    private sealed record CardIssued(RegisteredCard Card);
}
