using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Photos;

/// <summary>照片入库或删除 (R48, R52): tells the photo store to store a reviewed picture or to throw it away.</summary>
/// <param name="Stored">True: 入库.</param>
/// <param name="Reasons">Why it is thrown away.</param>
[Activity("CaseFlow.SettlePhoto", Category = "IdCards", Zh = "照片入库或删除", En = "Store or discard photo",
    AboutZh = "通知照片库：合格的照片入库，不合格的删除。",
    AboutEn = "Tells the photo store to store a reviewed picture or to throw it away.")]
public sealed record SettlePhoto(string Reference, bool Stored, string[]? Reasons = null) : IActivityRequest;

internal sealed class SettlePhotoHandler(IOutsideWork outside) : IRequestHandler<SettlePhoto, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(SettlePhoto request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new TellPhotoStore(request.Reference, request.Stored, request.Reasons ?? []));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Tells the photo store what becomes of a picture.</summary>
internal sealed record TellPhotoStore(string Reference, bool Stored, string[] Reasons) : IOutsideJob;

internal sealed class TellPhotoStoreHandler(IPhotoStore photos) : IOutsideJobHandler<TellPhotoStore>
{
    public Task<ActivityAnswer> RunAsync(TellPhotoStore job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        await photos.SettleAsync(job.Reference, job.Stored, job.Reasons, call.IdempotencyKey, cancellationToken);
        return ActivityAnswer.Done();
    });
}
