using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Applications;

/// <summary>征询户籍地公安机关: residents of other provinces may apply at any Shanghai station; the police at home say whether the identity is clear and issue the card
/// (rulebook 2.2). Result: <c>{outcome, reasons}</c>.</summary>
/// <param name="Person">The applicant.</param>
/// <param name="Question"><c>check</c> before acceptance, <c>issue</c> after it.</param>
[Activity("CaseFlow.AskHomePolice", Category = "IdCards", Ports = ["Approved", "Refused", "Pending"], Zh = "征询户籍地公安机关", En = "Ask the home police",
    AboutZh = "外省市户籍居民由户籍地公安机关核查并签发；尚未答复时从 Pending 离开。",
    AboutEn = "For residents of other provinces the home police check and issue; leaves by Pending while they have not answered.")]
public sealed record AskHomePolice(Guid Person, string Question) : IActivityRequest;

internal sealed class AskHomePoliceHandler(IOutsideWork outside) : IRequestHandler<AskHomePolice, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(AskHomePolice request, CancellationToken cancellationToken)
    {
        if (request.Question is not ("check" or "issue"))
            return Task.FromResult(ActivityAnswer.Failed("question-unknown", $"The home police are asked to check or to issue, not to {request.Question}."));
        outside.Enqueue(new AskAtHome(request.Person, request.Question));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Asks the police at home.</summary>
internal sealed record AskAtHome(Guid Person, string Question) : IOutsideJob;

internal sealed class AskAtHomeHandler(IHomePolice police, PersonReading people) : IOutsideJobHandler<AskAtHome>
{
    public Task<ActivityAnswer> RunAsync(AskAtHome job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "ask home police", cancellationToken);
        var answer = await police.AskAsync(person.IdNumber, job.Question, call.CaseNumber, call.IdempotencyKey, cancellationToken);
        return ActivityAnswer.Via(answer.Outcome switch { "approved" => "Approved", "refused" => "Refused", _ => "Pending" }, answer);
    });
}
