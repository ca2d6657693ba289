using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Retention;

/// <summary>Whether, when and by which rule a case was deleted. Asked by its number, of which only a keyed hash was kept.</summary>
public sealed record ProveDeletion(string Number) : IQuery<DeletionProof>;

/// <summary>That a case was deleted.</summary>
/// <param name="RuleDays">The rule: so many days after the end of the case.</param>
public sealed record DeletionProof(string Process, DateOnly ClosedOn, int RuleDays, DateTimeOffset DeletedAt, long Run);

internal sealed class ProveDeletionHandler(PgSession session, Keyring keyring) : IRequestHandler<ProveDeletion, DeletionProof>
{
    public async Task<DeletionProof> Handle(ProveDeletion request, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<DeletionProof>("select process, closed_on, rule_days, deleted_at, run_id as run from deletion where number_hash = @hash",
            new { hash = keyring.Hash(request.Number) }, cancellationToken)
        ?? throw RefusedException.NotFound("deletion-unknown", "没有该办件的删除记录。", "No deletion of such a case is on record.");
}
