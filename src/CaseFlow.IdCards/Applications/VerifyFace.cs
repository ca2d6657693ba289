using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Applications;

/// <summary>人脸核验 (R20): asks the face check what the ticket is worth for this person. Only pass or fail and the time are kept; no picture comes here, and the ticket leaves within a day.</summary>
/// <param name="Person">Whose face it must be.</param>
/// <param name="Ticket">The ticket that the citizen's app got; none is a failed check.</param>
[Activity("CaseFlow.VerifyFace", Category = "IdCards", Ports = ["Passed", "Failed"], Zh = "人脸核验", En = "Verify face",
    AboutZh = "核对人脸核验凭据，只保存结果与时间。",
    AboutEn = "Asks the face check what the ticket is worth; only the result and the time are kept.")]
public sealed record VerifyFace(Guid Person, string? Ticket = null) : IActivityRequest;

internal sealed class VerifyFaceHandler(IOutsideWork outside) : IRequestHandler<VerifyFace, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(VerifyFace request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Ticket))
            return Task.FromResult(ActivityAnswer.Via("Failed", new { failure = "no-ticket" }));
        outside.Enqueue(new ReadFaceCheck(request.Person, request.Ticket));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Reads the result of a face check.</summary>
internal sealed record ReadFaceCheck(Guid Person, string Ticket) : IOutsideJob;

internal sealed class ReadFaceCheckHandler(IFaceCheck faces, IArtefacts artefacts, PersonReading people) : IOutsideJobHandler<ReadFaceCheck>
{
    public Task<ActivityAnswer> RunAsync(ReadFaceCheck job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "verify face", cancellationToken);
        if (await artefacts.ReadAsync(job.Ticket, cancellationToken) is not { } ticket)
            return ActivityAnswer.Via("Failed", new { failure = "ticket-left" });
        var result = await faces.ReadAsync(ticket, person.IdNumber, cancellationToken);
        return ActivityAnswer.Via(result.Passed ? "Passed" : "Failed", new { at = result.At, failure = result.Failure });
    });
}
