using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Pickup;

/// <summary>撤销授权: possible until the hand-over. Without a number every remote authorisation of the case is revoked.</summary>
[Activity("CaseFlow.RevokeAuthorization", Category = "IdCards", Zh = "撤销授权", En = "Revoke authorisation",
    AboutZh = "交付前撤销授权；不指定编号则全部撤销。",
    AboutEn = "Revokes an authorisation before the hand-over; without a number all of them.")]
public sealed record RevokeAuthorization(string? Number = null) : IActivityRequest;

internal sealed class RevokeAuthorizationHandler(CaseScope scope, PgSession session) : IRequestHandler<RevokeAuthorization, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RevokeAuthorization request, CancellationToken cancellationToken)
    {
        session.Add("""
            update card_authorization set state = 'AUTH_REVOKED', changed_at = @Now
            where case_id = @Id and kind = 'remote' and state in ('AUTH_DRAFT', 'AUTH_ACTIVE') and (@number::text is null or number = @number)
            """, new { scope.Now, scope.Case.Id, number = string.IsNullOrWhiteSpace(request.Number) ? null : request.Number });
        return Task.FromResult(ActivityAnswer.Done());
    }
}
