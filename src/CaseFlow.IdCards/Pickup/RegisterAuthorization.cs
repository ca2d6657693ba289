using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Pickup;

/// <summary>远程授权 (R27): registers a remote authorisation of the applicant. The same number again changes the term and the agent, unless it was revoked or
/// used.</summary>
/// <param name="Agent">Who may collect.</param>
/// <param name="Number">授权编号.</param>
/// <param name="Draft">It counts once the principal is verified (ActivateAuthorization).</param>
[Activity("CaseFlow.RegisterAuthorization", Category = "IdCards", Zh = "登记远程授权", En = "Register authorisation",
    AboutZh = "登记申请人的远程授权；同一编号再次登记即修改。",
    AboutEn = "Registers a remote authorisation; the same number again changes it.")]
public sealed record RegisterAuthorization(Guid Agent, string Number, DateOnly ValidFrom, DateOnly ValidTo, bool Draft = false) : IActivityRequest;

internal sealed class RegisterAuthorizationHandler(CaseScope scope, PgSession session) : IRequestHandler<RegisterAuthorization, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RegisterAuthorization request, CancellationToken cancellationToken)
    {
        if (request.ValidTo < request.ValidFrom)
            return Task.FromResult(ActivityAnswer.Failed("authorization-term",
                $"The authorisation ends ({request.ValidTo:O}) before it begins ({request.ValidFrom:O})."));
        session.Add("""
            insert into card_authorization (id, case_id, kind, number, principal_id, agent_id, valid_from, valid_to, state, granted_at, changed_at)
            values (@id, @caseId, 'remote', @Number, @Applicant, @Agent, @ValidFrom, @ValidTo, @state, @Now, @Now)
            on conflict (case_id, number) where number is not null do update
            set agent_id = excluded.agent_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to, changed_at = excluded.changed_at
            where card_authorization.state in ('AUTH_DRAFT', 'AUTH_ACTIVE')
            """, new
        {
            id = Guid.CreateVersion7(), caseId = scope.Case.Id, request.Number, scope.Case.Applicant, request.Agent, request.ValidFrom, request.ValidTo,
            state = request.Draft ? "AUTH_DRAFT" : "AUTH_ACTIVE", scope.Now,
        });
        return Task.FromResult(ActivityAnswer.Done());
    }
}
