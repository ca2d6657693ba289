using System.Text.Json;

namespace CaseFlow.IdCards.Outside;

/// <summary>The postal service (EMS).</summary>
internal interface IPostOffice
{
    /// <summary>Tells the post who gets the card of a waybill.</summary>
    Task AnnounceAsync(Manifest manifest, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Tells the post another recipient's address or phone; false once the parcel is out for delivery or beyond.</summary>
    Task<bool> RedirectAsync(Manifest manifest, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>The trace of a waybill, oldest line first.</summary>
    Task<IReadOnlyList<TraceLine>> TraceAsync(string waybill, CancellationToken cancellationToken);
}

/// <summary>All that the post may know (PIPL 21): name, phone, address and a pseudonym of the case; never the ID number.</summary>
internal sealed record Manifest(string Waybill, string RecipientName, string Phone, string Address, string CaseRef);

/// <summary>One event of a waybill, without couriers' names and phones.</summary>
internal sealed record TraceLine(DateTimeOffset OpTime, int OpCode, string OpName, string OpDesc);

internal sealed class PostOfficeClient(OutsideLine line) : IPostOffice
{
    public Task AnnounceAsync(Manifest manifest, string idempotencyKey, CancellationToken cancellationToken) =>
        line.WriteAsync<JsonElement>(HttpMethod.Post, "post/manifests", manifest, idempotencyKey, cancellationToken);

    public async Task<bool> RedirectAsync(Manifest manifest, string idempotencyKey, CancellationToken cancellationToken)
    {
        try
        {
            await line.WriteAsync<JsonElement>(HttpMethod.Put, $"post/manifests/{Uri.EscapeDataString(manifest.Waybill)}", manifest, idempotencyKey, cancellationToken);
            return true;
        }
        catch (OutsideRefusedException late) when (late.Code == "out-for-delivery")
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<TraceLine>> TraceAsync(string waybill, CancellationToken cancellationToken) =>
        (await line.GetAsync<Trace>($"post/waybills/{Uri.EscapeDataString(waybill)}", cancellationToken)).Traces;

    private sealed record Trace(IReadOnlyList<TraceLine> Traces);
}
