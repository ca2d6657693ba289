namespace CaseFlow.IdCards.Outside;

/// <summary>The police of the place where somebody is registered, reached through the population registry: they issue the cards of other provinces' residents.</summary>
internal interface IHomePolice
{
    /// <summary>Asks whether the person may apply here, or whether the card is issued.</summary>
    /// <param name="idNumber">Whose card.</param>
    /// <param name="question"><c>check</c> (before acceptance) or <c>issue</c> (after it).</param>
    /// <param name="caseNumber">The case here.</param>
    /// <param name="idempotencyKey">The job's key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<HomePoliceAnswer> AskAsync(string idNumber, string question, string caseNumber, string idempotencyKey, CancellationToken cancellationToken);
}

/// <summary>What they say.</summary>
/// <param name="Outcome"><c>approved</c>, <c>refused</c> or <c>pending</c>: they answer later.</param>
/// <param name="Reasons">IDENTITY_UNCLEAR, DISHONESTY_LIST.</param>
internal sealed record HomePoliceAnswer(string Outcome, IReadOnlyList<string> Reasons);

internal sealed class HomePoliceClient(OutsideLine line) : IHomePolice
{
    public Task<HomePoliceAnswer> AskAsync(string idNumber, string question, string caseNumber, string idempotencyKey, CancellationToken cancellationToken) =>
        line.WriteAsync<HomePoliceAnswer>(HttpMethod.Post, "registry/home-police/answers", new { idNumber, question, caseNumber }, idempotencyKey, cancellationToken);
}
