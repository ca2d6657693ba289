using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Searching;

/// <summary>Makes a batch of people findable by name whom an earlier version of the product registered. Answers how many; 0: nobody is left. Any number of nodes may do it at once.</summary>
public sealed record IndexNames(int Batch = 500) : ICommand<int>;

internal sealed class IndexNamesHandler(PgSession session, Keyring keyring) : IRequestHandler<IndexNames, int>
{
    private sealed record Row(Guid Id, string KeyId, byte[] Name);

    public async Task<int> Handle(IndexNames request, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>("select id, key_id, name from person where name_grams is null order by id limit @Batch for update skip locked", request, cancellationToken);
        foreach (var row in rows)
            session.Add("update person set name_grams = @grams where id = @Id", new { grams = NameGrams.Of(keyring.Decrypt(row.Name, row.KeyId, "name"), keyring), row.Id });
        return rows.Count;
    }
}
