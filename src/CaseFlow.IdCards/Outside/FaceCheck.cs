namespace CaseFlow.IdCards.Outside;

/// <summary>The face check: the citizen's app makes it and shows a ticket; the product asks what the ticket is worth. No picture comes here.</summary>
internal interface IFaceCheck
{
    /// <summary>What the ticket says for this person. An invented ticket, or one of somebody else, is an ordinary «no», not a failure.</summary>
    Task<FaceCheckResult> ReadAsync(string ticket, string idNumber, CancellationToken cancellationToken);
}

/// <summary>Result of a face check.</summary>
/// <param name="Passed">The face belongs to the person.</param>
/// <param name="At">When it was made; null for an unknown ticket.</param>
/// <param name="Failure">Why not: <c>face-mismatch</c>, <c>other-person</c> or <c>unknown-ticket</c>.</param>
internal sealed record FaceCheckResult(bool Passed, DateTimeOffset? At, string? Failure);

internal sealed class FaceCheckClient(OutsideLine line) : IFaceCheck
{
    public async Task<FaceCheckResult> ReadAsync(string ticket, string idNumber, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await line.GetAsync<Answer>($"face/checks/{Uri.EscapeDataString(ticket)}", cancellationToken);
            var failure = answer.IdNumber != idNumber ? "other-person" : answer.Passed ? null : "face-mismatch";
            return new FaceCheckResult(failure is null, answer.At, failure);
        }
        catch (OutsideRefusedException unknown) when (unknown.Status == 404)
        {
            return new FaceCheckResult(false, null, "unknown-ticket");
        }
    }

    private sealed record Answer(bool Passed, DateTimeOffset At, string IdNumber);
}
