using CaseFlow.Cases.People;
using CaseFlow.PostgreSql;

namespace CaseFlow.IdCards.People;

/// <summary>Reads a person in clear for work outside, in a transaction of its own that is over before the other side is called.</summary>
internal sealed class PersonReading(PgSession session, IPersonStore people)
{
    public async Task<Person> ReadAsync(Guid id, string purpose, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var person = await people.GetAsync(id, purpose, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return person;
    }
}
