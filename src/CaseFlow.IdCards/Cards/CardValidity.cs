namespace CaseFlow.IdCards.Cards;

/// <summary>The validity printed on a card: 5年, 10年, 20年 or 长期 (居民身份证法, art. 5).</summary>
internal static class CardValidity
{
    /// <summary>The last day of validity of a card issued on a day; null for a long-term card.</summary>
    public static DateOnly? ExpiresOn(string validity, DateOnly issuedOn) =>
        validity.EndsWith('年') && int.TryParse(validity[..^1], out var years) ? issuedOn.AddYears(years) : null;
}
