using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CaseFlow.Sandbox;

/// <summary>The postal service (EMS): waybills with their traces, manifests from the product, and one signed webhook for each event.</summary>
internal sealed partial class Post(Webhooks webhooks, Today today)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Parcel> parcels = [];

    public void Forget()
    {
        lock (gate) parcels.Clear();
    }

    /// <summary>The factory brought the card to the post office.</summary>
    public void Receive(string waybill, string caseNumber, DateTimeOffset at)
    {
        lock (gate)
        {
            // Scenario files reuse numbers on one server: a waybill handed over for another case starts anew.
            if (parcels.TryGetValue(waybill, out var earlier) && earlier.HandedOverFor is { } other && other != caseNumber) parcels.Remove(waybill);
            var parcel = Find(waybill);
            if (parcel.HandedOverFor == caseNumber) return;
            parcel.HandedOverFor = caseNumber;
            parcel.CaseRef ??= caseNumber;
            parcel.Trace.Add(new TraceLine(at, EmsCodes.Accepted, EmsCodes.Names[EmsCodes.Accepted], "已收寄"));
        }
    }

    public IResult Announce(Manifest manifest)
    {
        var reasons = new Reasons()
            .Need(manifest.RecipientName, "recipientName").Need(manifest.Phone, "phone")
            .Need(manifest.Address, "address").Need(manifest.CaseRef, "caseRef");
        Waybill.Check(manifest.Waybill, reasons);
        // The post may know name, phone and address, never the ID number.
        var words = $"{manifest.RecipientName} {manifest.Address} {manifest.CaseRef}";
        reasons.Unless(!LooksLikeIdNumber().IsMatch(words), "id-number", "A manifest must not hold an ID number.");
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var parcel = Find(manifest.Waybill!);
            if (parcel.Manifest is { } known && known != manifest)
                return Problems.Conflict("manifest-differs", $"Waybill {manifest.Waybill} already has a manifest with other data.");
            var first = parcel.Manifest is null;
            parcel.Manifest = manifest;
            parcel.CaseRef = manifest.CaseRef;
            return Results.Json(new { waybill = manifest.Waybill }, statusCode: first ? 201 : 200);
        }
    }

    /// <summary>Another address or phone, as long as no courier has the parcel in hand.</summary>
    public IResult Redirect(string waybill, Manifest manifest)
    {
        var reasons = new Reasons().Need(manifest.RecipientName, "recipientName").Need(manifest.Phone, "phone").Need(manifest.Address, "address")
            .Unless(manifest.Waybill is null || manifest.Waybill == waybill, "waybill-differs", "The manifest names another waybill.", "waybill");
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            if (!parcels.TryGetValue(waybill, out var parcel) || parcel.Manifest is null) return Unknown(waybill);
            if (parcel.Trace.Exists(line => EmsCodes.InHand.Contains(line.OpCode)))
                return Problems.Conflict("out-for-delivery", $"Waybill {waybill} is out for delivery or beyond: its address can no longer be changed.");
            parcel.Manifest = manifest with { Waybill = waybill };
            return Results.Ok(new { waybill });
        }
    }

    public IResult Read(string waybill)
    {
        lock (gate)
            return parcels.TryGetValue(waybill, out var parcel)
                ? Results.Ok(new { waybillNo = waybill, caseRef = parcel.CaseRef, announced = parcel.Manifest is not null, traces = parcel.Trace.ToArray() })
                : Unknown(waybill);
    }

    public async Task<IResult> Happen(string waybill, PostEvent happened)
    {
        var reasons = new Reasons().Unless(happened.Code is { } code && EmsCodes.Names.ContainsKey(code), "unknown-code",
                $"code is {happened.Code?.ToString() ?? "missing"}; use one of: {string.Join(", ", EmsCodes.Names.Keys)}.", "code")
            .OneOf(happened.Signer, "signer", "self", "proxy", "guardian")
            .Unless(happened.Signer is null || happened.Code == EmsCodes.Delivered, "signer-without-delivery", "signer belongs to code 704 only.", "signer");
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            if (!parcels.TryGetValue(waybill, out var parcel)) return Unknown(waybill);
            parcel.Trace.Add(new TraceLine(happened.At ?? today.Now, happened.Code!.Value, EmsCodes.Names[happened.Code.Value], EmsCodes.Text(happened)));
        }
        var data = new EventData(waybill, happened.Code!.Value, EmsCodes.Names[happened.Code.Value], happened.Signer, happened.Proxy,
            happened.CourierConfirmed, happened.SuishenCode, happened.ReceiptShown, happened.Reason, happened.At);
        return await webhooks.Send(Systems.Post, "post.event", $"waybill:{waybill}", data, happened.At, happened.Repeat);
    }

    private static IResult Unknown(string waybill) => Problems.NotFound("unknown-waybill",
        $"The post knows no waybill {waybill}: the factory hands it over first (POST /factory/orders/by-case/{{caseNumber}}/hand-over).");

    private Parcel Find(string waybill) => parcels.TryGetValue(waybill, out var parcel) ? parcel : parcels[waybill] = new Parcel();

    [GeneratedRegex("[0-9]{17}[0-9Xx]", RegexOptions.None, 1000)]
    private static partial Regex LooksLikeIdNumber();

    private sealed class Parcel
    {
        public string? HandedOverFor { get; set; }

        public string? CaseRef { get; set; }

        public Manifest? Manifest { get; set; }

        public List<TraceLine> Trace { get; } = [];
    }
}

internal sealed record Manifest(string? Waybill, string? RecipientName, string? Phone, string? Address, string? CaseRef);

/// <summary>One line of a trace; names and phones of couriers are left out on purpose.</summary>
internal sealed record TraceLine(DateTimeOffset OpTime, int OpCode, string OpName, string OpDesc);

/// <summary>What the courier's device reports. <see cref="Proxy"/> is whatever names the proxy signer to the product; it is passed on unread.</summary>
internal sealed record PostEvent(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int? Code, string? Signer, JsonElement? Proxy,
    bool? CourierConfirmed, bool? SuishenCode, bool? ReceiptShown, string? Reason, DateTimeOffset? At, int? Repeat);

/// <summary>The data of a <c>post.event</c> webhook.</summary>
internal sealed record EventData(string Waybill, int Code, string Name, string? Signer, JsonElement? Proxy,
    bool? CourierConfirmed, bool? SuishenCode, bool? ReceiptShown, string? Reason, DateTimeOffset? OpTime);

internal static class PostEndpoints
{
    public static void MapPost(this IEndpointRouteBuilder app)
    {
        var partner = app.Partner(Systems.Post);
        partner.MapPost("/post/manifests", (Manifest manifest, Post post) => post.Announce(manifest));
        partner.MapPut("/post/manifests/{waybill}", (string waybill, Manifest manifest, Post post) => post.Redirect(waybill, manifest));
        partner.MapGet("/post/waybills/{waybill}", (string waybill, Post post) => post.Read(waybill));

        app.MapPost("/post/waybills/{waybill}/events", (string waybill, PostEvent happened, Post post) => post.Happen(waybill, happened));
    }
}
