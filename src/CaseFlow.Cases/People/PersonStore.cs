using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using Dapper;

namespace CaseFlow.Cases.People;

/// <summary>A person as a caller names them.</summary>
/// <param name="Name">Name as on the card.</param>
/// <param name="IdNumber">Citizen identity number.</param>
/// <param name="Mobile">Mainland mobile number, optional.</param>
/// <param name="Address">Delivery address, optional.</param>
public sealed record PartyInput(string Name, string IdNumber, string? Mobile = null, string? Address = null);

/// <summary>Where people stand: encrypted, found by the keyed hash of their ID number.</summary>
internal sealed class PersonStore(PgSession session, Keyring keyring, ICurrentActor actor, TimeProvider time) : IPersonStore
{
    private sealed record Row(Guid Id, string KeyId, byte[] Name, byte[] IdNumber, byte[]? Mobile, byte[]? Address);

    /// <summary>Finds or makes the person, in one statement. One number with another name stops the case: number and name are two facts (rulebook 3.1).
    /// Two cases may register one person at the same time: the second waits for the row and takes the first one's id.</summary>
    public async Task<Person> RegisterAsync(PartyInput party, CitizenId number, string field, CancellationToken cancellationToken)
    {
        var person = new Person(Guid.CreateVersion7(), party.Name.Trim(), number.Value, party.Mobile, party.Address);
        var row = Sealed(person);
        var written = await session.Connection.QuerySingleAsync<Row>(new CommandDefinition("""
            insert into person (id, key_id, name, id_number, id_number_hash, mobile, mobile_hash, address, created_at, updated_at)
            values (@Id, @KeyId, @Name, @IdNumber, @Hash, @Mobile, @MobileHash, @Address, @Now, @Now)
            on conflict (id_number_hash) do update set updated_at = excluded.updated_at returning id, key_id, name, id_number, mobile, address
            """, row, session.Transaction, cancellationToken: cancellationToken));
        if (written.Id == person.Id)
            return person;
        var stored = Open(written);
        if (stored.Name != person.Name)
            throw RefusedException.Invalid("person-name-mismatch", "姓名与该公民身份号码已登记的姓名不一致,请核对证件后重新填写。",
                "The name differs from the one registered with this ID number: check the card and enter it again.", $"{field}.name");
        var now = stored with { Mobile = person.Mobile ?? stored.Mobile, Address = person.Address ?? stored.Address };
        if (now != stored)
            // All columns are sealed anew: a row has one key.
            session.Add("""
                update person set key_id = @KeyId, name = @Name, id_number = @IdNumber, mobile = @Mobile, mobile_hash = @MobileHash, address = @Address where id = @Id
                """, Sealed(now), 1);
        return now;
    }

    private SealedPerson Sealed(Person person) => new(person.Id, keyring.CurrentKeyId, keyring.Encrypt(person.Name, "name"), keyring.Encrypt(person.IdNumber, "id_number"), keyring.Hash(person.IdNumber),
        person.Mobile is { } mobile ? keyring.Encrypt(mobile, "mobile") : null, person.Mobile is { } key ? keyring.Hash(key) : null,
        person.Address is { } address ? keyring.Encrypt(address, "address") : null, time.GetUtcNow());

    private sealed record SealedPerson(Guid Id, string KeyId, byte[] Name, byte[] IdNumber, byte[] Hash, byte[]? Mobile, byte[]? MobileHash, byte[]? Address, DateTimeOffset Now);

    public async Task<Person> GetAsync(Guid id, string purpose, CancellationToken cancellationToken)
    {
        var person = await FindAsync("id = @id", new { id }, cancellationToken) ?? throw new InvalidOperationException($"Person {id} does not exist.");
        await session.Connection.ExecuteAsync(new CommandDefinition("insert into access_log (at, actor, person_id, purpose) values (@at, @by, @id, @purpose)",
            new { at = time.GetUtcNow(), by = actor.Actor.Login, id, purpose }, session.Transaction, cancellationToken: cancellationToken));
        return person;
    }

    /// <summary>Masked views for lists and details; not a read in clear, so not logged.</summary>
    public async Task<IReadOnlyDictionary<Guid, Cases.PersonView>> MaskedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await session.Connection.QueryAsync<Row>(new CommandDefinition(
            "select id, key_id, name, id_number, mobile, address from person where id = any(@ids)", new { ids = ids.ToArray() }, session.Transaction, cancellationToken: cancellationToken));
        return rows.Select(Open).ToDictionary(person => person.Id, Masked);
    }

    /// <summary>The masked view of a row that was read with its case.</summary>
    public Cases.PersonView Masked(Guid id, string keyId, byte[] name, byte[] idNumber, byte[]? mobile) => Masked(Open(new Row(id, keyId, name, idNumber, mobile, null)));

    public static Cases.PersonView Masked(Person person) =>
        new(person.Id, Masks.Name(person.Name), Masks.IdNumber(person.IdNumber), person.Mobile is { } mobile ? Masks.Mobile(mobile) : null);

    private async Task<Person?> FindAsync(string condition, object parameters, CancellationToken cancellationToken)
    {
        var row = await session.Connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"select id, key_id, name, id_number, mobile, address from person where {condition}", parameters, session.Transaction, cancellationToken: cancellationToken));
        return row is null ? null : Open(row);
    }

    private Person Open(Row row) => new(row.Id, keyring.Decrypt(row.Name, row.KeyId, "name"), keyring.Decrypt(row.IdNumber, row.KeyId, "id_number"),
        row.Mobile is { } mobile ? keyring.Decrypt(mobile, row.KeyId, "mobile") : null, row.Address is { } address ? keyring.Decrypt(address, row.KeyId, "address") : null);
}
