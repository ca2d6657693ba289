using Dapper;
using Npgsql;

namespace CaseFlow.Cases.Accounts;

/// <summary>Finds who stands behind a session or a token. Asked on every request, so a changed role or a closed account counts at once.</summary>
public sealed class ActorDirectory(NpgsqlDataSource database)
{
    private const string Select = """
        select a.id, a.login, a.name, a.roles, a.groups, a.kind, a.stamp, a.office_id as OfficeId, o.path as OfficePath
        from account a join office o on o.id = a.office_id
        where a.active and
        """;

    /// <summary>The account behind a session; null when it is gone or closed.</summary>
    public Task<Session?> FindAsync(Guid accountId, CancellationToken cancellationToken = default) =>
        ReadAsync(Select + " a.id = @accountId", new { accountId }, cancellationToken);

    /// <summary>The system that holds a bearer token; null when no one does.</summary>
    public async Task<Actor?> FindByTokenAsync(string token, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Select + " a.token_hash = @hash", new { hash = PasswordHash.OfToken(token) }, cancellationToken))?.Actor;

    private async Task<Session?> ReadAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return row is null ? null : new Session(row.ToActor(), row.Stamp);
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Login { get; init; } = "";
        public string Name { get; init; } = "";
        public string[] Roles { get; init; } = [];
        public string[] Groups { get; init; } = [];
        public string Kind { get; init; } = "";
        public Guid Stamp { get; init; }
        public string OfficeId { get; init; } = "";
        public string OfficePath { get; init; } = "";

        public Actor ToActor() =>
            new(Id, Login, Name, [.. Roles], OfficeId, OfficePath, Kind == "system" ? ActorKind.System : ActorKind.Person, [.. Groups]);
    }
}
