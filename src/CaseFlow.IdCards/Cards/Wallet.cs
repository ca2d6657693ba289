using System.Collections.Immutable;

namespace CaseFlow.IdCards.Cards;

/// <summary>One physical card of a person.</summary>
/// <param name="Number">Counts the person's cards, oldest first.</param>
/// <param name="Exchange">Made for an exchange: comes into force at the hand-over.</param>
/// <param name="ExpiresOn">The last day of its validity; null for a long-term card, or where it is not known.</param>
internal sealed record Card(Guid Id, int Number, CardState State, string? Validity = null, long? CaseId = null, long? Visit = null, bool Exchange = false,
    DateOnly? ExpiresOn = null)
{
    /// <summary>Whether it can still be used, lost or handed back.</summary>
    public bool IsOpen => State is CardState.Valid or CardState.LostReported or CardState.Expired;
}

/// <summary>All cards of one person: the state machine of rulebook 2.0. Every change keeps its three invariants: at most one VALID card; a superseded card
/// never comes back; a loss report of one card never concerns the next. A step that the machine does not know is a bug and throws.</summary>
internal sealed record Wallet(ImmutableList<Card> Cards)
{
    public static Wallet Empty { get; } = new(ImmutableList<Card>.Empty);

    /// <summary>The card a person would show today; null if there is none.</summary>
    public Card? InForce => Cards.FindLast(card => card.IsOpen);

    /// <summary>The card that this visit of this case made.</summary>
    public Card? MadeBy(long caseId, long visit) => Cards.Find(card => card.CaseId == caseId && card.Visit == visit);

    /// <summary>The newest card that this case made.</summary>
    public Card? OfCase(long caseId) => Cards.FindLast(card => card.CaseId == caseId);

    /// <summary>Takes over what the registry says of the newest card: it knows of loss reports and lifts elsewhere, and of cards made before this
    /// product. What the card's life does not allow is not taken over: a question that was asked before the last change is answered with yesterday's state.</summary>
    public Wallet Known(CardState? registered, Guid id, DateOnly? expiresOn = null) => (registered, InForce) switch
    {
        (null, _) => this,
        ({ } state, null) when state is not (CardState.Made or CardState.Superseded) && Cards.TrueForAll(card => card.State != CardState.Made) =>
            Add(new Card(id, NextNumber, state, ExpiresOn: expiresOn)),
        // Where a valid card is known and this one has expired, a newer one was issued elsewhere.
        (CardState.Valid or CardState.LostReported, { State: CardState.Expired }) => Retire(CardState.Superseded).Known(registered, id, expiresOn),
        ({ } state, { } card) when state is not (CardState.Made or CardState.Superseded) && card.State.MayBecome(state) => With(card with { State = state }),
        _ => this,
    };

    /// <summary>申报挂失. Nothing to report when no card is in force.</summary>
    public Wallet ReportLoss() => InForce is { State: CardState.Valid } card ? With(card with { State = CardState.LostReported }) : this;

    /// <summary>解挂: refused (unchanged) once a newer card exists, made or in force (R11).</summary>
    public Wallet Lift() => InForce is { State: CardState.LostReported } card && Cards[^1].Id == card.Id ? With(card with { State = CardState.Valid }) : this;

    /// <summary>A card whose last day of validity has passed is no longer valid. A reported one stays reported: it expires when it is lifted.</summary>
    public Wallet Expire(DateOnly today) =>
        InForce is { State: CardState.Valid, ExpiresOn: { } last } card && last < today ? With(card with { State = CardState.Expired }) : this;

    /// <summary>The old card is handed back before the new one is there.</summary>
    public Wallet HandBack() => InForce is { } card ? With(card with { State = CardState.Returned }) : this;

    /// <summary>签发. At once in force (loss, first issue, or the old card was handed back), or only made: an exchange keeps the old card in force until the
    /// hand-over. A card of the same case that went astray is superseded too.</summary>
    public Wallet Issue(Guid id, string validity, long caseId, long visit, bool atOnce, DateOnly? expiresOn = null)
    {
        var astray = Cards.Where(card => card.State == CardState.Made)
            .Aggregate(this, (wallet, card) => wallet.With(card with { State = CardState.Superseded }));
        return atOnce
            ? astray.Retire(CardState.Superseded).Add(new Card(id, NextNumber, CardState.Valid, validity, caseId, visit, ExpiresOn: expiresOn))
            : astray.Add(new Card(id, NextNumber, CardState.Made, validity, caseId, visit, Exchange: true, ExpiresOn: expiresOn));
    }

    /// <summary>交付: a card that was only made comes into force; the old one was handed back or is superseded.</summary>
    public Wallet HandOver(Guid id, bool oldCardReturned) => Cards.Find(card => card.Id == id) is { State: CardState.Made } made
        ? Retire(oldCardReturned ? CardState.Returned : CardState.Superseded).With(made with { State = CardState.Valid })
        : this;

    private int NextNumber => Cards.Count == 0 ? 1 : Cards[^1].Number + 1;

    private Wallet Retire(CardState end) => Cards.Where(card => card.IsOpen).Aggregate(this, (wallet, card) => wallet.With(card with { State = end }));

    private Wallet Add(Card card) => new(Cards.Add(card));

    private Wallet With(Card card)
    {
        var place = Cards.FindIndex(one => one.Id == card.Id);
        return Cards[place].State.MayBecome(card.State) ? new(Cards.SetItem(place, card))
            : throw new InvalidOperationException($"A card that is {Cards[place].State.Code()} cannot become {card.State.Code()}.");
    }
}
