using CaseFlow.Cases.Running;
using CaseFlow.IdCards.People;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Pickup;

/// <summary>登记领证委托书 (R26): the paper letter that was handed in at the acceptance point with the application. Valid until the card is handed over.</summary>
/// <param name="Agent">The agent named in it.</param>
[Activity("CaseFlow.RegisterLetter", Category = "IdCards", Zh = "登记委托书", En = "Register letter",
    AboutZh = "登记受理时提交的纸质委托书。",
    AboutEn = "Registers the paper letter handed in with the application.")]
public sealed record RegisterLetter(Guid Agent) : IActivityRequest;

internal sealed class RegisterLetterHandler(CaseScope scope, PgSession session) : IRequestHandler<RegisterLetter, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RegisterLetter request, CancellationToken cancellationToken)
    {
        session.Add("""
            insert into card_authorization (id, case_id, kind, principal_id, agent_id, valid_from, state, granted_at, changed_at)
            values (@id, @caseId, 'letter', @Applicant, @Agent, @today, 'AUTH_ACTIVE', @Now, @Now)
            """, new { id = Guid.CreateVersion7(), caseId = scope.Case.Id, scope.Case.Applicant, request.Agent, today = BusinessDay.Of(scope.Now), scope.Now });
        return Task.FromResult(ActivityAnswer.Done());
    }
}
