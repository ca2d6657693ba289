using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Sandbox;

/// <summary>The photo store of the police: the citizen's phone hands a picture in, the product asks what its automatic check found and says what becomes of it.
/// Here no picture exists, only what a check of it would find; nothing ever answers with one.</summary>
internal sealed class PhotoStore(Registry registry, Today today)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Photo> photos = [];

    public void Forget()
    {
        lock (gate) photos.Clear();
    }

    /// <summary>Forgets the pictures of one person.</summary>
    public void Forget(string idNumber)
    {
        lock (gate)
            foreach (var photo in photos.Values.Where(photo => photo.IdNumber == idNumber).ToList())
                photos.Remove(photo.Reference);
    }

    public IResult HandIn(PhotoHandedIn handedIn)
    {
        var reasons = new Reasons().OneOf(handedIn.Mode, "mode", "self", "other");
        foreach (var finding in handedIn.Findings ?? [])
            reasons.OneOf(finding, "findings", Photo.FindingWords);
        var number = IdNumber.Check(handedIn.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        var reference = "photo-" + Guid.CreateVersion7().ToString("N");
        var photo = new Photo(reference, number, handedIn.Selfie ?? false, handedIn.PersonMatch ?? true, handedIn.Findings ?? [], handedIn.Width ?? 358,
            handedIn.Height ?? 441, handedIn.Dpi ?? 350, handedIn.Bytes ?? 17_000, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference))),
            handedIn.TakenOn ?? today.Value, "PENDING");
        lock (gate) photos.Add(reference, photo);
        return Results.Json(new { photo.Reference, photo.Sha256 }, statusCode: 201);
    }

    public IResult Read(string reference)
    {
        lock (gate) return photos.TryGetValue(reference, out var photo) ? Results.Ok(photo) : Unknown(reference);
    }

    public IResult Settle(string reference, PhotoOutcome outcome)
    {
        lock (gate)
        {
            if (!photos.TryGetValue(reference, out var photo)) return Unknown(reference);
            var state = outcome.Stored ? "STORED" : "DISCARDED";
            if (photo.State != "PENDING" && photo.State != state)
                return Problems.Conflict("photo-settled", $"The picture {reference} is {photo.State} already.");
            photos[reference] = photo with { State = state };
            return Results.Ok(new { reference, state });
        }
    }

    /// <summary>The newest stored picture of a person, or one that the person's registry facts speak of.</summary>
    public IResult Find(PersonQuery query)
    {
        var day = query.AsOf ?? today.Value;
        var reasons = new Reasons();
        var number = IdNumber.Check(query.IdNumber, reasons, day);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var stored = photos.Values.Where(photo => photo.IdNumber == number && photo.State == "STORED").MaxBy(photo => (photo.TakenOn, photo.Reference));
            return stored is not null ? Found(stored.Reference, stored.Sha256, stored.TakenOn)
                : registry.HasStoredPhoto(number, day) ? Found("photo-of-the-registry", new string('0', 64), day.AddMonths(-6))
                : Results.Ok(new { });
        }
    }

    private static IResult Found(string reference, string sha256, DateOnly takenOn) => Results.Ok(new { photo = new { reference, sha256, takenOn } });

    private static IResult Unknown(string reference) =>
        Problems.NotFound("unknown-photo", $"The photo store has no picture {reference}: the phone hands it in first (POST /photos).");
}

/// <summary>What the citizen's phone hands in; what is not said is a good picture.</summary>
internal sealed record PhotoHandedIn(string? IdNumber, string? Mode, bool? Selfie, bool? PersonMatch, string[]? Findings, int? Width, int? Height, int? Dpi,
    int? Bytes, DateOnly? TakenOn);

internal sealed record PhotoOutcome(bool Stored, string[]? Reasons);

internal sealed record Photo(string Reference, string IdNumber, bool Selfie, bool PersonMatch, string[] Findings, int Width, int Height, int Dpi, int Bytes,
    string Sha256, DateOnly TakenOn, string State)
{
    public static readonly string[] FindingWords = ["background", "light", "covered", "beautified", "size"];
}

internal static class PhotoStoreEndpoints
{
    public static void MapPhotoStore(this IEndpointRouteBuilder app)
    {
        var partner = app.Partner(Systems.Photos);
        partner.MapGet("/photos/{reference}", (string reference, PhotoStore photos) => photos.Read(reference));
        partner.MapPut("/photos/{reference}/outcome", (string reference, PhotoOutcome outcome, PhotoStore photos) => photos.Settle(reference, outcome));
        partner.MapPost("/photos/queries", (PersonQuery query, PhotoStore photos) => photos.Find(query));
        // The citizen's phone hands the picture in, not the product: no partner key.
        app.MapPost("/photos", (PhotoHandedIn handedIn, PhotoStore photos) => photos.HandIn(handedIn));
    }
}
