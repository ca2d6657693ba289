using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>What the people and systems behind logins are called: rows name who did something by login, readers know colleagues by name. Whoever may read such a row may know the name; there is no
/// list of all. Closed accounts have names too, unknown logins none.</summary>
/// <param name="Logins">At most <see cref="Most"/>; what is beyond them is not looked up.</param>
public sealed record NameAccounts(IReadOnlyList<string> Logins) : IQuery<IReadOnlyDictionary<string, string>>
{
    /// <summary>As many as a long page has rows.</summary>
    public const int Most = 200;
}

internal sealed class NameAccountsHandler(AccountNames names) : IRequestHandler<NameAccounts, IReadOnlyDictionary<string, string>>
{
    public Task<IReadOnlyDictionary<string, string>> Handle(NameAccounts request, CancellationToken cancellationToken) => names.OfAsync(request.Logins.Take(NameAccounts.Most), cancellationToken);
}

/// <summary>Names of accounts by login, in one round trip.</summary>
internal sealed class AccountNames(PgSession session)
{
    private sealed record Row(string Login, string Name);

    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> logins, CancellationToken cancellationToken) =>
        logins.Distinct().ToArray() is { Length: > 0 } asked
            ? (await session.QueryAsync<Row>("select login, name from account where login = any(@asked)", new { asked }, cancellationToken)).ToDictionary(row => row.Login, row => row.Name)
            : new Dictionary<string, string>();
}
