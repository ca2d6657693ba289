using CaseFlow.Cases.People;
using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Applications;

/// <summary>查询人口库 (R12): what the population registry says of the person today. Nothing that names the person leaves the handler. Leaves by <c>Mismatch</c>
/// when the registry knows the number under another name: number and name are two facts (rulebook 3.1).</summary>
[Activity("CaseFlow.QueryRegistry", Category = "IdCards", Ports = ["Done", "Mismatch"], Zh = "查询人口库", En = "Query registry",
    AboutZh = "查询人口库；姓名与号码不符时从 Mismatch 离开。",
    AboutEn = "Asks the population registry; leaves by Mismatch when number and name do not agree.")]
public sealed record QueryRegistry(Guid Person) : IActivityRequest;

internal sealed class QueryRegistryHandler(IOutsideWork outside) : IRequestHandler<QueryRegistry, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(QueryRegistry request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new AskRegistry(request.Person));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Asks the population registry.</summary>
internal sealed record AskRegistry(Guid Person) : IOutsideJob;

internal sealed class AskRegistryHandler(IRegistry registry, PersonReading people) : IOutsideJobHandler<AskRegistry>
{
    public Task<ActivityAnswer> RunAsync(AskRegistry job, OutsideCall call, CancellationToken cancellationToken) => Refusable.RunAsync(async () =>
    {
        var person = await people.ReadAsync(job.Person, "query registry", cancellationToken);
        var today = BusinessDay.Of(call.Now);
        var answer = await registry.ReadAsync(person.IdNumber, today, cancellationToken);
        return ActivityAnswer.Via(answer.Name is null || answer.Name == person.Name ? "Done" : "Mismatch", FactsOf(answer.Facts, person, today));
    });

    internal static ApplicantFacts FactsOf(RegistryFacts facts, Person person, DateOnly today) => new(
        today, person.AgeOn(today), facts.Capacity, facts.IsShanghaiHukou, facts.FingerprintRegistered, facts.LastHandledAt, facts.LastHandledInShanghai,
        facts.LastPortraitAt, facts.LastCardLongTerm, facts.Card?.Status, facts.Card?.Expiry, person is { Mobile: not null, Address: not null },
        facts.Card?.CardNo, facts.Card?.IssuedOn, facts.PreviousCard?.Status, person.IsBirthday(today));
}

/// <summary>What the process may know of the applicant: the inputs of the decisions eligibility and card-terms, by these names.</summary>
/// <param name="On">The day of the question.</param>
/// <param name="IsBirthday">The person turns a year older on that day (Q9).</param>
/// <param name="Deliverable">Mobile number and address are known: the post can find the person.</param>
/// <param name="CardNo">The registry's number of the newest card.</param>
/// <param name="PreviousCardStatus">How the card before it stands; null if there was none.</param>
internal sealed record ApplicantFacts(DateOnly On, int Age, string Capacity, bool IsShanghaiHukou, bool FingerprintRegistered, DateOnly LastHandledOn,
    bool LastHandledInShanghai, DateOnly LastPortraitOn, bool LastCardLongTerm, string? CardStatus, DateOnly? CardExpiresOn, bool Deliverable,
    int? CardNo = null, DateOnly? CardIssuedOn = null, string? PreviousCardStatus = null, bool IsBirthday = false);
