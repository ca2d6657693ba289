using System.Text.Json;

namespace CaseFlow.IdCards.Outside;

/// <summary>The card factory. It gets a reference of the applicant, never a name or number, and fetches the data itself.</summary>
internal interface ICardFactory
{
    /// <summary>Orders a card; the same order again changes nothing. After a rejection the same number may be ordered anew, with another key.</summary>
    Task OrderAsync(string orderId, CardOrder order, string idempotencyKey, CancellationToken cancellationToken);
}

/// <summary>An order of one card.</summary>
/// <param name="ApplicantRef">A pseudonym of the applicant.</param>
/// <param name="Validity">5年, 10年, 20年 or 长期.</param>
/// <param name="Portrait"><c>new</c>, <c>police-point</c>, <c>social-point</c>, <c>stored</c>, or <c>last</c> for the last successful one.</param>
/// <param name="Delivery"><c>post</c> or <c>counter</c>.</param>
/// <param name="Point">The acceptance point's office id.</param>
internal sealed record CardOrder(
    string CaseNumber, string ApplicantRef, string Validity, string? Portrait = null, string? Delivery = null, string? Point = null);

internal sealed class CardFactoryClient(OutsideLine line) : ICardFactory
{
    public Task OrderAsync(string orderId, CardOrder order, string idempotencyKey, CancellationToken cancellationToken) =>
        line.WriteAsync<JsonElement>(HttpMethod.Put, $"factory/orders/{Uri.EscapeDataString(orderId)}", order, idempotencyKey, cancellationToken);
}
