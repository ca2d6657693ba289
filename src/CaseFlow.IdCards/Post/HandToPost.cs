using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Post;

/// <summary>向邮政提交寄件清单: tells the post who gets the card of a waybill: name, phone, address and the case number, never the ID number (PIPL 21).</summary>
[Activity("CaseFlow.HandToPost", Category = "IdCards", Zh = "提交寄件清单", En = "Hand to post",
    AboutZh = "向邮政提供收件人信息，不含身份证号。",
    AboutEn = "Tells the post who gets the card: never the ID number.")]
public sealed record HandToPost(string Waybill) : IActivityRequest;

internal sealed class HandToPostHandler(IOutsideWork outside) : IRequestHandler<HandToPost, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(HandToPost request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new AnnounceParcel(request.Waybill));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Announces the parcel to the postal service.</summary>
internal sealed record AnnounceParcel(string Waybill) : IOutsideJob;

internal sealed class AnnounceParcelHandler(IPostOffice post, Manifests manifests) : IOutsideJobHandler<AnnounceParcel>
{
    public Task<ActivityAnswer> RunAsync(AnnounceParcel job, OutsideCall call, CancellationToken cancellationToken) => manifests.SendAsync(job.Waybill, "announce parcel", call, async manifest =>
    {
        await post.AnnounceAsync(manifest, call.IdempotencyKey, cancellationToken);
        return ActivityAnswer.Done();
    }, cancellationToken);
}
