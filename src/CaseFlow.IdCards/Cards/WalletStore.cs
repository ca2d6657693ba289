using CaseFlow.Cases.Instances;
using CaseFlow.IdCards.People;
using CaseFlow.PostgreSql;
using Dapper;

namespace CaseFlow.IdCards.Cards;

/// <summary>Loads a person's cards under lock and queues what changed. Two cases of one person wait for each other here.
/// Processes that wait for the end of a loss report are told by the card: <c>loss.lifted</c>, <c>card.superseded</c>.</summary>
internal sealed class WalletStore(PgSession session, IEventPost events)
{
    private sealed record Row(Guid Id, int CardNo, string State, string? Validity, long? CaseId, long? Visit, bool Exchange, DateOnly? ExpiresOn);

    /// <summary>The cards as they are on the day: one whose validity has passed since is stored as expired.</summary>
    public async Task<Wallet> LoadAsync(Guid person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The person's row is the lock: somebody who has no card yet has no row in id_card to lock.
        await session.Connection.ExecuteAsync(new CommandDefinition("select 1 from person where id = @person for no key update",
            new { person }, session.Transaction, cancellationToken: cancellationToken));
        var rows = await session.Connection.QueryAsync<Row>(new CommandDefinition(
            "select id, card_no, state, validity, case_id, visit, exchange, expires_on from id_card where person_id = @person order by card_no",
            new { person }, session.Transaction, cancellationToken: cancellationToken));
        var stored = new Wallet([.. rows.Select(row =>
            new Card(row.Id, row.CardNo, CardStateCode.Read(row.State)!.Value, row.Validity, row.CaseId, row.Visit, row.Exchange, row.ExpiresOn))]);
        var today = stored.Expire(BusinessDay.Of(now));
        Save(person, stored, today, now);
        return today;
    }

    /// <summary>Queues the difference. Cards that leave VALID come first: the unique index must never see two.</summary>
    public void Save(Guid person, Wallet before, Wallet after, DateTimeOffset now)
    {
        var changed = after.Cards.Where(card => !before.Cards.Contains(card)).OrderBy(card => card.State == CardState.Valid).ToList();
        foreach (var card in changed)
            session.Add("""
                insert into id_card (id, person_id, card_no, state, validity, case_id, visit, exchange, expires_on, issued_at, changed_at)
                values (@Id, @person, @Number, @state, @Validity, @CaseId, @Visit, @Exchange, @ExpiresOn, @issuedAt, @now)
                on conflict (id) do update set state = excluded.state, changed_at = excluded.changed_at
                """, new
            {
                card.Id, person, card.Number, state = card.State.Code(), card.Validity, card.CaseId, card.Visit, card.Exchange, card.ExpiresOn,
                issuedAt = card.CaseId is null ? (DateTimeOffset?)null : now, now,
            });
        foreach (var card in changed.Where(card => before.Cards.Exists(one => one.Id == card.Id && one.State == CardState.LostReported)))
            events.Tell(card.State == CardState.Valid ? "loss.lifted" : "card.superseded", card.Id.ToString());
    }
}
