using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using Dapper;

namespace CaseFlow.IdCards.Temporary;

/// <summary>A temporary identity card (临时居民身份证) that is out.</summary>
/// <param name="CaseId">The case that issued it.</param>
/// <param name="ValidUntil">Its last day.</param>
internal sealed record TemporaryCard(Guid Id, long CaseId, DateOnly IssuedOn, DateOnly ValidUntil);

/// <summary>Which temporary cards are out.</summary>
internal sealed class TemporaryCards(PgSession session, CaseScope scope)
{
    /// <summary>The card that is out for an application, under the lock of the person: two windows that issue or take one back wait for each other.</summary>
    /// <param name="application">The number of the application; null: the case that is being advanced.</param>
    public async Task<TemporaryCard?> OutAsync(Guid person, string? application, CancellationToken cancellationToken)
    {
        // What this burst has queued must be seen.
        await session.SaveAsync(cancellationToken);
        await session.Connection.ExecuteAsync(new CommandDefinition("select 1 from person where id = @person for no key update", new { person },
            session.Transaction, cancellationToken: cancellationToken));
        return await session.Connection.QuerySingleOrDefaultAsync<TemporaryCard>(new CommandDefinition("""
            select t.id, t.case_id, t.issued_on, t.valid_until from temporary_card t join case_file c on c.id = t.application_id
            where c.number = @number and t.person_id = @person and t.state = 'TEMP_ISSUED'
            """, new { person, number = application ?? scope.Case.Number }, session.Transaction, cancellationToken: cancellationToken));
    }
}
