using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Searching;
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

    /// <summary>Finds or makes people, all in one statement, which may travel with other reads of the command. In one order everywhere: two commands that name the same two people
    /// must not wait for each other crosswise; the second waits for the row and takes the first one's id.</summary>
    public (string Sql, object Parameters) Registering(IReadOnlyCollection<Person> named)
    {
        var rows = named.Select(Sealed).ToList();
        return ("""
            insert into person (id, key_id, name, name_grams, id_number, id_number_hash, mobile, mobile_hash, address, created_at, updated_at)
            select id, @KeyId, name, grams::int[], id_number, hash, mobile, mobile_hash, address, @Now, @Now
            from unnest(@Ids, @Names, @Grams, @IdNumbers, @Hashes, @Mobiles, @MobileHashes, @Addresses) as named (id, name, grams, id_number, hash, mobile, mobile_hash, address) order by hash
            on conflict (id_number_hash) do update set updated_at = excluded.updated_at returning id, key_id, name, id_number, mobile, address
            """, new
        {
            KeyId = keyring.CurrentKeyId, Now = time.GetUtcNow(), Ids = rows.Select(row => row.Id).ToArray(), Names = rows.Select(row => row.Name).ToArray(),
            Grams = named.Select(person => $"{{{string.Join(',', NameGrams.Of(person.Name, keyring))}}}").ToArray(),
            IdNumbers = rows.Select(row => row.IdNumber).ToArray(), Hashes = rows.Select(row => row.Hash).ToArray(), Mobiles = rows.Select(row => row.Mobile).ToArray(),
            MobileHashes = rows.Select(row => row.MobileHash).ToArray(), Addresses = rows.Select(row => row.Address).ToArray(),
        });
    }

    /// <summary>The people as they stand now, by ID number: what was on file, with what the caller told anew. Those under whose number another name is on file are left out: number and name are
    /// two facts (rulebook 3.1).</summary>
    public async Task<IReadOnlyDictionary<string, Person>> RegisteredAsync(IReadOnlyCollection<Person> named, PgRead read, CancellationToken cancellationToken)
    {
        var byNumber = named.ToDictionary(person => person.IdNumber);
        var registered = new Dictionary<string, Person>();
        foreach (var row in await read.ListAsync<Row>(cancellationToken))
        {
            var stored = Open(row);
            var told = byNumber[stored.IdNumber];
            if (stored.Name != told.Name)
                continue;
            var now = stored with { Mobile = told.Mobile ?? stored.Mobile, Address = told.Address ?? stored.Address };
            if (now != stored)
                // All columns are sealed anew: a row has one key.
                session.Add("""
                    update person set key_id = @KeyId, name = @Name, id_number = @IdNumber, mobile = @Mobile, mobile_hash = @MobileHash, address = @Address where id = @Id
                    """, Sealed(now), 1);
            registered[now.IdNumber] = now;
        }
        return registered;
    }

    private SealedPerson Sealed(Person person) => new(person.Id, keyring.CurrentKeyId, keyring.Encrypt(person.Name, "name"), keyring.Encrypt(person.IdNumber, "id_number"), keyring.Hash(person.IdNumber),
        person.Mobile is { } mobile ? keyring.Encrypt(mobile, "mobile") : null, person.Mobile is { } key ? keyring.Hash(key) : null,
        person.Address is { } address ? keyring.Encrypt(address, "address") : null, time.GetUtcNow());

    private sealed record SealedPerson(Guid Id, string KeyId, byte[] Name, byte[] IdNumber, byte[] Hash, byte[]? Mobile, byte[]? MobileHash, byte[]? Address, DateTimeOffset Now);

    public Task<Person> GetAsync(Guid id, string purpose, CancellationToken cancellationToken) => GetAsync(id, purpose, null, null, null, cancellationToken);

    /// <summary>The same for one field that somebody asked for in a case, with the reason given.</summary>
    public async Task<Person> GetAsync(Guid id, string purpose, long? caseId, string? field, string? reason, CancellationToken cancellationToken)
    {
        var person = await FindAsync("id = @id", new { id }, cancellationToken) ?? throw new InvalidOperationException($"Person {id} does not exist.");
        await session.Connection.ExecuteAsync(new CommandDefinition("insert into access_log (at, actor, person_id, purpose, case_id, field, reason) values (@at, @by, @id, @purpose, @caseId, @field, @reason)",
            new { at = time.GetUtcNow(), by = actor.Actor.Login, id, purpose, caseId, field, reason }, session.Transaction, cancellationToken: cancellationToken));
        return person;
    }

    /// <summary>People whose names have all these pairs of characters; who really bears the name the caller decides.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> NamedAsync(int[] grams, CancellationToken cancellationToken)
    {
        var rows = await session.Connection.QueryAsync<(Guid Id, string KeyId, byte[] Name)>(new CommandDefinition("select id, key_id, name from person where name_grams @> @grams", new { grams },
            session.Transaction, cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.Id, keyring.Decrypt(row.Name, row.KeyId, "name")))];
    }

    /// <summary>Masked views for lists and details; not a read in clear, so not logged.</summary>
    public async Task<IReadOnlyDictionary<Guid, Cases.PersonView>> MaskedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await session.Connection.QueryAsync<Row>(new CommandDefinition(
            "select id, key_id, name, id_number, mobile, address from person where id = any(@ids)", new { ids = ids.ToArray() }, session.Transaction, cancellationToken: cancellationToken));
        return rows.Select(Open).ToDictionary(person => person.Id, Masked);
    }

    /// <summary>The masked view of a row that was read with its case.</summary>
    public Cases.PersonView Masked(Guid id, string keyId, byte[] name, byte[] idNumber, byte[]? mobile, byte[]? address) => Masked(Open(new Row(id, keyId, name, idNumber, mobile, address)));

    /// <summary>As the actor may see the person: staff by the masks for staff, everybody else (portals, programs, the server's own papers) as in public.</summary>
    public Cases.PersonView Masked(Person person)
    {
        var mobile = person.Mobile is { } number ? Masks.Mobile(number) : null;
        return actor.Actor.Kind == ActorKind.Person
            ? new(person.Id, person.Name, Masks.IdNumber(person.IdNumber), mobile, person.Address is { } address ? Masks.Address(address) : null)
            : new(person.Id, Masks.Name(person.Name), Masks.IdNumberPublic(person.IdNumber), mobile, person.Address is { } home ? Masks.AddressPublic(home) : null);
    }

    private async Task<Person?> FindAsync(string condition, object parameters, CancellationToken cancellationToken)
    {
        var row = await session.Connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"select id, key_id, name, id_number, mobile, address from person where {condition}", parameters, session.Transaction, cancellationToken: cancellationToken));
        return row is null ? null : Open(row);
    }

    private Person Open(Row row) => new(row.Id, keyring.Decrypt(row.Name, row.KeyId, "name"), keyring.Decrypt(row.IdNumber, row.KeyId, "id_number"),
        row.Mobile is { } mobile ? keyring.Decrypt(mobile, row.KeyId, "mobile") : null, row.Address is { } address ? keyring.Decrypt(address, row.KeyId, "address") : null);
}
