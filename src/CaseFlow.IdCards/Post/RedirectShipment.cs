using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Post;

/// <summary>改址: tells the post the recipient's new address and phone after the identity was checked. Leaves by <c>TooLate</c> if the post can no longer change it.</summary>
[Activity("CaseFlow.RedirectShipment", Category = "IdCards", Ports = ["Done", "TooLate"], Zh = "变更投递地址", En = "Redirect shipment",
    AboutZh = "身份核验后通知邮政新的地址与电话；已不能变更时从 TooLate 离开。",
    AboutEn = "Tells the post a new address and phone; leaves by TooLate if it can no longer be changed.")]
public sealed record RedirectShipment(string Waybill) : IActivityRequest;

internal sealed class RedirectShipmentHandler(IOutsideWork outside) : IRequestHandler<RedirectShipment, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RedirectShipment request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new RedirectParcel(request.Waybill));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Tells the post where a parcel goes now.</summary>
internal sealed record RedirectParcel(string Waybill) : IOutsideJob;

internal sealed class RedirectParcelHandler(IPostOffice post, Manifests manifests) : IOutsideJobHandler<RedirectParcel>
{
    public Task<ActivityAnswer> RunAsync(RedirectParcel job, OutsideCall call, CancellationToken cancellationToken) => manifests.SendAsync(job.Waybill, "redirect parcel", call,
        async manifest => ActivityAnswer.Via(await post.RedirectAsync(manifest, call.IdempotencyKey, cancellationToken) ? "Done" : "TooLate"), cancellationToken);
}
