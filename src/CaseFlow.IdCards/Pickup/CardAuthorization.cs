namespace CaseFlow.IdCards.Pickup;

/// <summary>An authorisation to collect a card for somebody: a paper letter handed in with the application, or a remote authorisation made in the citizens'
/// app.</summary>
/// <param name="Number">Null for a paper letter.</param>
/// <param name="ValidTo">Null: until the card is handed over.</param>
internal sealed record CardAuthorization(Guid Id, string? Number, Guid AgentId, DateOnly ValidFrom, DateOnly? ValidTo, string State);

/// <summary>What a check of an authorisation found, at this moment.</summary>
/// <param name="TermOver">An active authorisation whose last day has passed: it is expired from now on.</param>
/// <param name="Reason">Why not: AUTH_NOT_FOUND, AUTH_REVOKED, AUTH_EXPIRED, AUTH_WRONG_AGENT or MISSING_AUTHORIZATION.</param>
internal sealed record AuthorizationFinding(bool Valid, string? Reason, Guid? Id, bool TermOver = false);

/// <summary>The rules of rulebook 2.3 (4): re-verified now, valid, in term, right agent, not revoked. No sub-delegation: only the named agent counts.</summary>
internal static class Authorizations
{
    /// <param name="onFile">Every authorisation of the case.</param>
    /// <param name="agent">Who came; null when nobody was identified.</param>
    /// <param name="letter">The visitor relies on the paper letter.</param>
    /// <param name="number">The visitor relies on this remote authorisation.</param>
    public static AuthorizationFinding Check(IReadOnlyList<CardAuthorization> onFile, Guid? agent, bool letter, string? number, DateOnly today)
    {
        if (!letter && string.IsNullOrWhiteSpace(number))
            return Refused("MISSING_AUTHORIZATION");
        var candidates = onFile.Where(one => string.IsNullOrWhiteSpace(number) ? one.Number is null : one.Number == number).ToList();
        // A letter brought to the counter only is none: it had to be handed in with the application (R26). An invented number is something else.
        if (candidates.Count == 0)
            return Refused(string.IsNullOrWhiteSpace(number) ? "MISSING_AUTHORIZATION" : "AUTH_NOT_FOUND");
        // Several letters may be on file: the one of this visitor decides.
        var found = candidates.Find(one => one.AgentId == agent);
        return found is null ? Refused("AUTH_WRONG_AGENT")
            // Whoever began to authorise and was never verified has authorised nobody.
            : found.State == "AUTH_DRAFT" ? Refused("AUTH_NOT_FOUND")
            : found.State == "AUTH_REVOKED" ? Refused("AUTH_REVOKED", found.Id)
            : found.State is "AUTH_USED" or "AUTH_EXPIRED" || today < found.ValidFrom || today > found.ValidTo ? Refused("AUTH_EXPIRED", found.Id) with { TermOver = found.State == "AUTH_ACTIVE" && today > found.ValidTo }
            : new AuthorizationFinding(true, null, found.Id);
    }

    private static AuthorizationFinding Refused(string reason, Guid? id = null) => new(false, reason, id);
}
