using CaseFlow.Cases.Pipeline;
using CaseFlow.IdCards.People;
using CaseFlow.PostgreSql;
using Dapper;
using MediatR;

namespace CaseFlow.IdCards.Cards;

/// <summary>Cards whose last day of validity has passed become EXPIRED (rulebook 2.0). A card that somebody asks for is up to date anyway; this keeps lists and counts right.
/// Doing it twice changes nothing, so every node may.</summary>
public sealed record ExpireCards : ICommand<int>;

internal sealed class ExpireCardsHandler(PgSession session, TimeProvider time) : IRequestHandler<ExpireCards, int>
{
    /// <summary>Cards a run: its locks are short, and the next night goes on.</summary>
    private const int Batch = 20_000;

    public Task<int> Handle(ExpireCards request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return session.Connection.ExecuteAsync(new CommandDefinition("""
            update id_card set state = 'EXPIRED', changed_at = @now where id in (
                select id from id_card where state = 'VALID' and expires_on < @today order by expires_on limit @Batch for update skip locked)
            """, new { now, today = BusinessDay.Of(now), Batch }, session.Transaction, cancellationToken: cancellationToken));
    }
}
