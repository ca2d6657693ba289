using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Photos;

/// <summary>调取库存照片 (R52): whether the photo store has a stored picture of the person, at any window. Result: <c>{on, reference, sha256, takenOn}</c>; leaves by
/// <c>NotFound</c> without one.</summary>
[Activity("CaseFlow.FindPhoto", Category = "IdCards", Ports = ["Found", "NotFound"], Zh = "调取库存照片", En = "Find stored photo",
    AboutZh = "查询照片库中是否有此人的合格照片；只取编号与拍摄日期。",
    AboutEn = "Asks the photo store for the person's stored picture; only its reference and day come here.")]
public sealed record FindPhoto(Guid Person) : IActivityRequest;

internal sealed class FindPhotoHandler(IOutsideWork outside) : IRequestHandler<FindPhoto, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(FindPhoto request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new AskPhotoStore(request.Person));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Asks the photo store for a stored picture.</summary>
internal sealed record AskPhotoStore(Guid Person) : IOutsideJob;

internal sealed class AskPhotoStoreHandler(IPhotoStore photos, PersonReading people) : IOutsideJobHandler<AskPhotoStore>
{
    public Task<ActivityAnswer> RunAsync(AskPhotoStore job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "find photo", cancellationToken);
        var today = BusinessDay.Of(call.Now);
        return await photos.FindAsync(person.IdNumber, today, cancellationToken) is { } photo
            ? ActivityAnswer.Via("Found", new { on = today, photo.Reference, photo.Sha256, photo.TakenOn })
            : ActivityAnswer.Via("NotFound", new { on = today });
    });
}
