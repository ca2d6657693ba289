using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;

namespace CaseFlow.IdCards.Cards;

/// <summary>Tells the population registry of a card that came into force, and answers with the cards as people may see them.</summary>
internal sealed record RegisterCard(string Validity, string? OldCard, ShownCards Shown) : IOutsideJob;

internal sealed class RegisterCardHandler(IRegistry registry, PersonReading people) : IOutsideJobHandler<RegisterCard>
{
    public Task<ActivityAnswer> RunAsync(RegisterCard job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(call.Applicant, "register card", cancellationToken);
        var old = CardStateCode.Read(job.OldCard) == CardState.Returned ? job.OldCard : CardState.Superseded.Code();
        await registry.IssueCardAsync(new NewCard(person.IdNumber, job.Validity, BusinessDay.Of(call.Now), call.CaseNumber, old), call.IdempotencyKey,
            cancellationToken);
        return ActivityAnswer.Done(job.Shown);
    });
}
