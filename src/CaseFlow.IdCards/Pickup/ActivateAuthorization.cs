using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Pickup;

/// <summary>授权生效: the principal of a drafted authorisation was verified (R27). One that was revoked or used meanwhile stays so.</summary>
/// <param name="Number">授权编号.</param>
[Activity("CaseFlow.ActivateAuthorization", Category = "IdCards", Zh = "授权生效", En = "Activate authorisation",
    AboutZh = "委托人核验通过后，草拟的授权生效。",
    AboutEn = "A drafted authorisation counts once its principal is verified.")]
public sealed record ActivateAuthorization(string Number) : IActivityRequest;

internal sealed class ActivateAuthorizationHandler(CaseScope scope, PgSession session) : IRequestHandler<ActivateAuthorization, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(ActivateAuthorization request, CancellationToken cancellationToken)
    {
        session.Add("update card_authorization set state = 'AUTH_ACTIVE', changed_at = @Now where case_id = @Id and number = @Number and state = 'AUTH_DRAFT'",
            new { scope.Now, scope.Case.Id, request.Number });
        return Task.FromResult(ActivityAnswer.Done());
    }
}
