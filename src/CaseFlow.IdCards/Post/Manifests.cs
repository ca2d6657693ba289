using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;

namespace CaseFlow.IdCards.Post;

/// <summary>Fills in what the post may know of the recipient of a waybill; whoever has no address or phone on file is an operator's matter.</summary>
internal sealed class Manifests(PersonReading people)
{
    /// <param name="purpose">Why the person is read, for the log.</param>
    /// <param name="send">Gets the manifest to the post.</param>
    public Task<ActivityAnswer> SendAsync(string waybill, string purpose, OutsideCall call, Func<Manifest, Task<ActivityAnswer>> send, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(call.Applicant, purpose, cancellationToken);
        return person.Mobile is null || person.Address is null
            ? ActivityAnswer.Failed("delivery-data-missing", "The applicant's mobile number or address is missing: enter it, then retry.")
            : await send(new Manifest(waybill, person.Name, person.Mobile, person.Address, call.CaseNumber));
    });
}
