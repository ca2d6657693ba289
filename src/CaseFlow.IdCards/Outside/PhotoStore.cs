using System.Text.Json;

namespace CaseFlow.IdCards.Outside;

/// <summary>The photo store of the police (照片库). The citizen's phone hands a picture to it directly; the product speaks of it by reference and never sees a byte
/// (R48, R49).</summary>
internal interface IPhotoStore
{
    /// <summary>What the automatic check says of a submitted picture; null for a reference that nobody knows.</summary>
    Task<PhotoFacts?> ReadAsync(string reference, string idNumber, CancellationToken cancellationToken);

    /// <summary>Stores a reviewed picture (入库) or throws it away. The same again changes nothing.</summary>
    Task SettleAsync(string reference, bool stored, IReadOnlyList<string> reasons, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>The newest stored picture of a person; null if there is none.</summary>
    Task<StoredPhoto?> FindAsync(string idNumber, DateOnly asOf, CancellationToken cancellationToken);
}

/// <summary>What is known of a submitted picture without the picture.</summary>
/// <param name="Selfie">It was taken at arm's length by the person on it (R46).</param>
/// <param name="PersonMatch">It shows the person it was submitted for (人照合一, R47).</param>
/// <param name="Findings">What else is wrong, in the words of the photo store: background, light, covered, beautified, size.</param>
/// <param name="Sha256">Names the picture without showing it.</param>
internal sealed record PhotoFacts(
    bool Selfie, bool PersonMatch, IReadOnlyList<string> Findings, int Width, int Height, int Dpi, int Bytes, string Sha256, DateOnly TakenOn);

/// <summary>A picture in the store.</summary>
internal sealed record StoredPhoto(string Reference, string Sha256, DateOnly TakenOn);

internal sealed class PhotoStoreClient(OutsideLine line) : IPhotoStore
{
    public async Task<PhotoFacts?> ReadAsync(string reference, string idNumber, CancellationToken cancellationToken)
    {
        try
        {
            var photo = await line.GetAsync<Photo>($"photos/{Uri.EscapeDataString(reference)}", cancellationToken);
            // A picture that was submitted under somebody else's number is not one of this person.
            return new PhotoFacts(photo.Selfie, photo.PersonMatch && photo.IdNumber == idNumber, photo.Findings, photo.Width, photo.Height, photo.Dpi,
                photo.Bytes, photo.Sha256, photo.TakenOn);
        }
        catch (OutsideRefusedException unknown) when (unknown.Status == 404)
        {
            return null;
        }
    }

    public Task SettleAsync(string reference, bool stored, IReadOnlyList<string> reasons, string idempotencyKey, CancellationToken cancellationToken) =>
        line.WriteAsync<JsonElement>(HttpMethod.Put, $"photos/{Uri.EscapeDataString(reference)}/outcome", new { stored, reasons }, idempotencyKey, cancellationToken);

    public async Task<StoredPhoto?> FindAsync(string idNumber, DateOnly asOf, CancellationToken cancellationToken) =>
        (await line.AskAsync<Found>("photos/queries", new { idNumber, asOf }, cancellationToken)).Photo;

    private sealed record Photo(string IdNumber, bool Selfie, bool PersonMatch, IReadOnlyList<string> Findings, int Width, int Height, int Dpi, int Bytes,
        string Sha256, DateOnly TakenOn);

    private sealed record Found(StoredPhoto? Photo = null);
}
