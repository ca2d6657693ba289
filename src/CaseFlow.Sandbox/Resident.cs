using System.Text.Json.Serialization;

namespace CaseFlow.Sandbox;

/// <summary>States of a physical card.</summary>
internal static class CardStatus
{
    public const string Valid = "VALID";
    public const string LostReported = "LOST_REPORTED";
    public const string Superseded = "INVALID_SUPERSEDED";
    public const string Returned = "RETURNED";
    public const string Expired = "EXPIRED";
    public const string None = "NONE";

    public static readonly string[] Settable = [Valid, LostReported, Superseded, Returned, Expired, None];
}

/// <summary>The validity printed on a card; it follows from the age on the day of issue (居民身份证法, art. 5).</summary>
internal static class Validity
{
    public static readonly string[] Words = ["5年", "10年", "20年", "长期"];

    public static string ForAge(int age) => age switch { < 16 => "5年", <= 25 => "10年", <= 45 => "20年", _ => "长期" };

    public static DateOnly? Expiry(string validity, DateOnly issuedOn) => validity == "长期" ? null : issuedOn.AddYears(int.Parse(validity.TrimEnd('年')));
}

/// <summary>One physical card. <see cref="CardNo"/> counts the person's cards: a loss report of card n never concerns card n+1.</summary>
/// <param name="IssuedHere">A case made this card (POST /registry/cards); otherwise it comes from the person's facts.</param>
internal sealed record Card(int CardNo, string Status, string Validity, DateOnly IssuedOn, DateOnly? Expiry, bool IssuedHere = false, string? CaseNumber = null)
{
    public bool LongTerm => Expiry is null;
}

/// <summary>What the registry answers about a person.</summary>
internal sealed record Person(string IdNumber, string? Name, string Hukou, bool IsShanghaiHukou, string Capacity, bool FingerprintRegistered,
    DateOnly LastHandledAt, DateOnly LastPortraitAt, bool LastHandledInShanghai, bool LastCardLongTerm, bool InAppPhoto,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Card? Card, IReadOnlyList<Card> PreviousCards)
{
    /// <summary>The card before the newest one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Card? PreviousCard => PreviousCards.Count > 0 ? PreviousCards[0] : null;
}

internal sealed record CardFacts(string? Status, DateOnly? Expiry);

/// <summary>Facts of a person as a control call sets them; what is not said stays unremarkable. The words of scenario files
/// (cardStatus, cardExpiry, reissued, newCardIssuedOn) may be used as they are.
/// Setting facts always forgets what was known; <c>reset</c> may say so.</summary>
internal sealed record PersonFacts(string? Name = null, string? Hukou = null, bool? IsShanghaiHukou = null, string? Capacity = null,
    bool? FingerprintRegistered = null, DateOnly? LastHandledAt = null, DateOnly? LastPortraitAt = null, bool? LastHandledInShanghai = null,
    bool? LastCardLongTerm = null, bool? InAppPhoto = null, CardFacts? Card = null, string? CardStatus = null, DateOnly? CardExpiry = null, bool? Reissued = null,
    DateOnly? NewCardIssuedOn = null, DateOnly? Today = null, bool? Reset = null)
{
    public string? GivenStatus => Card?.Status ?? CardStatus;

    public DateOnly? GivenExpiry => Card?.Expiry ?? CardExpiry;

    public bool HasNewerCard => Reissued == true || NewCardIssuedOn is not null;

    public void Check(Reasons reasons) => reasons
        .OneOf(Capacity, "capacity", "full", "limited", "none")
        .OneOf(Card?.Status, "card.status", Sandbox.CardStatus.Settable)
        .OneOf(CardStatus, "cardStatus", Sandbox.CardStatus.Settable)
        .Unless(Reissued != false || NewCardIssuedOn is null, "contradiction", "newCardIssuedOn needs reissued to be true or absent.", "reissued");
}

/// <summary>A person in the registry's memory: the given facts, and the cards once something has happened to them.</summary>
internal sealed class Resident(string number, PersonFacts given)
{
    private PersonFacts facts = given;

    public Card? Current { get; set; }

    public List<Card> Previous { get; } = [];

    public string? LossReport { get; set; }

    /// <summary>The person as of a day. Unstated dates lie half a year before it, so they are «within the last year» on any virtual clock.</summary>
    public Person On(DateOnly asked)
    {
        var day = facts.Today ?? asked;
        var handled = facts.LastHandledAt ?? day.AddMonths(-6);
        var shanghai = facts.IsShanghaiHukou ?? facts.Hukou?.StartsWith('上') ?? true;
        var card = Card(asked);
        return new Person(number, facts.Name, facts.Hukou ?? (shanghai ? "上海市" : "外省市"), shanghai,
            facts.Capacity ?? (IdNumber.AgeOn(number, day) switch { < 8 => "none", < 16 => "limited", _ => "full" }),
            facts.FingerprintRegistered ?? true, handled, facts.LastPortraitAt ?? day.AddMonths(-6), facts.LastHandledInShanghai ?? true,
            facts.LastCardLongTerm ?? Validity.ForAge(IdNumber.AgeOn(number, handled)) == "长期", facts.InAppPhoto ?? false, card, [.. Previous]);
    }

    /// <summary>The newest card as of a day; null if the person never had one.</summary>
    public Card? Card(DateOnly asked)
    {
        if (Current is null) Previous.Clear();
        var card = Current ?? Unremarkable(facts.Today ?? asked);
        return card is { Status: CardStatus.Valid, Expiry: { } end } && end < asked ? card with { Status = CardStatus.Expired } : card;
    }

    public void Issue(DateOnly on, string validity, string oldStatus, string? caseNumber)
    {
        var old = Card(on);
        if (old is not null) Previous.Insert(0, old.Status is CardStatus.Returned or CardStatus.Superseded ? old : old with { Status = oldStatus });
        Current = new Card((old?.CardNo ?? 0) + 1, CardStatus.Valid, validity, on, Validity.Expiry(validity, on), true, caseNumber);
        LossReport = null;
        facts = facts with { LastHandledAt = on, LastCardLongTerm = Current.LongTerm, LastHandledInShanghai = true };
    }

    private Card? Unremarkable(DateOnly day)
    {
        if (facts.GivenStatus == CardStatus.None) return null;
        var issued = facts.LastHandledAt ?? day.AddMonths(-6);
        var validity = Validity.ForAge(IdNumber.AgeOn(number, issued));
        var expiry = facts.GivenExpiry ?? Validity.Expiry(validity, issued);
        // Only a stated date lets a card expire: somebody last seen long ago still holds the valid card that nobody spoke of.
        if (facts.GivenExpiry is null && expiry < day) expiry = day.AddYears(1);
        var card = new Card(1, facts.GivenStatus ?? CardStatus.Valid, validity, issued, expiry);
        if (!facts.HasNewerCard) return card;
        // The person already got a newer card: the one the facts speak of is the old one.
        var newer = facts.NewCardIssuedOn ?? issued;
        Previous.Add(card with { Status = facts.GivenStatus is null or CardStatus.Valid or CardStatus.LostReported ? CardStatus.Superseded : card.Status });
        var printed = Validity.ForAge(IdNumber.AgeOn(number, newer));
        return new Card(2, CardStatus.Valid, printed, newer, Validity.Expiry(printed, newer));
    }
}
