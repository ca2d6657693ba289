namespace CaseFlow.IdCards.Cards;

/// <summary>State of one physical card (rulebook 2.0). The codes are stored and shown; never rename one.</summary>
internal enum CardState
{
    /// <summary>Made for an exchange; comes into force when the old card is handed back.</summary>
    Made,

    /// <summary>In force. A person has at most one such card.</summary>
    Valid,

    /// <summary>Reported lost or stolen; may be lifted.</summary>
    LostReported,

    /// <summary>A newer card took its place. Final.</summary>
    Superseded,

    /// <summary>Handed back at an exchange. Final.</summary>
    Returned,

    /// <summary>Its validity has passed.</summary>
    Expired,
}

/// <summary>The codes of scenario files, tables and facts, and the only steps a card may take.</summary>
internal static class CardStateCode
{
    private static readonly Dictionary<CardState, string> Codes = new()
    {
        [CardState.Made] = "MADE", [CardState.Valid] = "VALID", [CardState.LostReported] = "LOST_REPORTED",
        [CardState.Superseded] = "INVALID_SUPERSEDED", [CardState.Returned] = "RETURNED", [CardState.Expired] = "EXPIRED",
    };

    private static readonly Dictionary<string, CardState> States = Codes.ToDictionary(pair => pair.Value, pair => pair.Key);

    // Rulebook 2.0. An expired card is replaced like a valid one: it is handed back at the renewal, or superseded by it. Superseded and returned are final.
    private static readonly Dictionary<CardState, CardState[]> Steps = new()
    {
        [CardState.Made] = [CardState.Valid, CardState.Superseded],
        [CardState.Valid] = [CardState.LostReported, CardState.Superseded, CardState.Returned, CardState.Expired],
        [CardState.LostReported] = [CardState.Valid, CardState.Superseded, CardState.Returned],
        [CardState.Expired] = [CardState.Superseded, CardState.Returned],
        [CardState.Superseded] = [],
        [CardState.Returned] = [],
    };

    public static string Code(this CardState state) => Codes[state];

    /// <summary>Null for a code that is no state of a card, such as the registry's NONE.</summary>
    public static CardState? Read(string? code) => code is not null && States.TryGetValue(code, out var state) ? state : null;

    /// <summary>Whether a card may go from one state to another; staying is always allowed.</summary>
    public static bool MayBecome(this CardState from, CardState to) => from == to || Steps[from].Contains(to);
}
