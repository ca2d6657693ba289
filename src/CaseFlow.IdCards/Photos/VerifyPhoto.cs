using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Photos;

/// <summary>照片自动核验 (R46, R47): asks the photo store what its automatic check says of a submitted picture. Only the findings and the hash come here, never the
/// picture. Leaves by <c>Unknown</c> if the photo store has no such picture.</summary>
/// <param name="Person">Who must be on it.</param>
/// <param name="Reference">What the citizen's phone got from the photo store.</param>
[Activity("CaseFlow.VerifyPhoto", Category = "IdCards", Ports = ["Done", "Unknown"], Zh = "照片自动核验", En = "Verify photo",
    AboutZh = "询问照片库的自动核验结果；只取结论与摘要值，不取照片。",
    AboutEn = "Asks the photo store for its automatic check; findings and hash come here, never the picture.")]
public sealed record VerifyPhoto(Guid Person, string Reference) : IActivityRequest;

internal sealed class VerifyPhotoHandler(IOutsideWork outside) : IRequestHandler<VerifyPhoto, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(VerifyPhoto request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new ReadPhotoCheck(request.Person, request.Reference));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Reads the automatic check of a picture.</summary>
internal sealed record ReadPhotoCheck(Guid Person, string Reference) : IOutsideJob;

internal sealed class ReadPhotoCheckHandler(IPhotoStore photos, PersonReading people) : IOutsideJobHandler<ReadPhotoCheck>
{
    public Task<ActivityAnswer> RunAsync(ReadPhotoCheck job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "verify photo", cancellationToken);
        var facts = await photos.ReadAsync(job.Reference, person.IdNumber, cancellationToken);
        return ActivityAnswer.Via(facts is null ? "Unknown" : "Done", facts);
    });
}
