using CaseFlow.Cases.Running;
using CaseFlow.IdCards.People;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using Dapper;
using MediatR;

namespace CaseFlow.IdCards.Pickup;

/// <summary>复核授权 (R26–R28): what the agent's authorisation is worth now. Result: <c>{valid, reason, id}</c>.</summary>
/// <param name="Agent">Who came.</param>
/// <param name="Letter">The agent relies on the paper letter on file.</param>
/// <param name="Number">The agent relies on this remote authorisation.</param>
[Activity("CaseFlow.CheckAuthorization", Category = "IdCards", Zh = "复核授权", En = "Check authorisation",
    AboutZh = "复核代领人的授权现在是否有效。",
    AboutEn = "What the authorisation of the agent is worth now.")]
public sealed record CheckAuthorization(string? Agent = null, bool Letter = false, string? Number = null) : IActivityRequest;

internal sealed class CheckAuthorizationHandler(CaseScope scope, PgSession session) : IRequestHandler<CheckAuthorization, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(CheckAuthorization request, CancellationToken cancellationToken)
    {
        // An authorisation that was granted or revoked earlier in this burst may still stand in the queue.
        await session.SaveAsync(cancellationToken);
        var onFile = await session.Connection.QueryAsync<CardAuthorization>(new CommandDefinition(
            "select id, number, agent_id, valid_from, valid_to, state from card_authorization where case_id = @Id order by granted_at",
            new { scope.Case.Id }, session.Transaction, cancellationToken: cancellationToken));
        var finding = Authorizations.Check(onFile.AsList(), Guid.TryParse(request.Agent, out var agent) ? agent : null, request.Letter, request.Number,
            BusinessDay.Of(scope.Now));
        if (finding.TermOver)
            session.Add("update card_authorization set state = 'AUTH_EXPIRED', changed_at = @Now where id = @Id and state = 'AUTH_ACTIVE'", new { scope.Now, finding.Id });
        return ActivityAnswer.Done(new { finding.Valid, finding.Reason, finding.Id });
    }
}
