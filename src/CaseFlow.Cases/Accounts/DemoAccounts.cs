using Dapper;
using Npgsql;

namespace CaseFlow.Cases.Accounts;

/// <summary>Offices, people and systems to try the product with. Never used in production mode. Running it again changes nothing that is there.</summary>
public static class DemoAccounts
{
    /// <summary>The password of every demo person.</summary>
    public const string Password = "caseflow";

    private static readonly Office[] Offices =
    [
        new("sh", null, "上海市公安局人口管理总队", "Shanghai population bureau", "bureau", "sh"),
        new("sh-hp", "sh", "黄浦分局", "Huangpu district", "district", "sh/sh-hp"),
        new("ceshilu", "sh-hp", "测试路派出所", "Ceshi Road station", "station", "sh/sh-hp/ceshilu"),
        new("shililu", "sh-hp", "示例路派出所", "Shili Road station", "station", "sh/sh-hp/shililu"),
        new("sh-pd", "sh", "浦东分局", "Pudong district", "district", "sh/sh-pd"),
        new("yangbanjie", "sh-pd", "样板街派出所", "Yangban Street station", "station", "sh/sh-pd/yangbanjie"),
    ];

    private static readonly Person[] People =
    [
        new("clerk.ceshilu", "陈立", "ceshilu", Role.Clerk),
        new("clerk.ceshilu.b", "黄莉", "ceshilu", Role.Clerk),
        new("clerk.shililu", "林晓", "shililu", Role.Clerk),
        new("clerk.yangbanjie", "周敏", "yangbanjie", Role.Clerk),
        new("manager.ceshilu", "吴静", "ceshilu", Role.Manager),
        new("manager.shililu", "郑国", "shililu", Role.Manager),
        new("manager.yangbanjie", "孙洁", "yangbanjie", Role.Manager),
        new("manager", "王平", "sh-hp", Role.Manager),
        new("manager.pudong", "赵宁", "sh-pd", Role.Manager),
        new("reviewer", "沈岚", "sh", Role.Reviewer),
        new("designer", "何清", "sh", Role.Designer),
        new("admin", "管理员", "sh", Role.Administrator),
    ];

    private static readonly OutsideProgram[] Systems = [new("portal", "随申办", Role.Portal, "demo-portal"), new("worker", "外部任务程序", Role.Worker, "demo-worker")];

    /// <summary>Logins and roles of the demo people, for the start-up text.</summary>
    public static IEnumerable<(string Login, string Role)> List => People.Select(person => (person.Login, person.Role));

    /// <summary>Adds what is missing.</summary>
    public static async Task SeedAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("""
            insert into office (id, parent_id, name_zh, name_en, kind, path) values (@Id, @Parent, @NameZh, @NameEn, @Kind, @Path) on conflict do nothing
            """, Offices, transaction);

        var known = (await connection.QueryAsync<string>("select login from account", transaction: transaction)).ToHashSet();
        // Hashing is slow on purpose: once for all, and only where an account is missing.
        var missing = People.Where(person => !known.Contains(person.Login)).ToList();
        var password = missing.Count > 0 ? PasswordHash.Create(Password) : "";
        await connection.ExecuteAsync("""
            insert into account (id, login, name, kind, office_id, roles, groups, password_hash)
            values (@Id, @Login, @Name, 'person', @Office, @Roles, @Roles, @password) on conflict do nothing
            """, missing.Select(person =>
                new { Id = Guid.CreateVersion7(), person.Login, person.Name, person.Office, Roles = new[] { person.Role }, password }), transaction);
        await connection.ExecuteAsync("""
            insert into account (id, login, name, kind, office_id, roles, token_hash) values (@Id, @Login, @Name, 'system', 'sh', @Roles, @Hash) on conflict do nothing
            """, Systems.Select(system =>
                new { Id = Guid.CreateVersion7(), system.Login, system.Name, Roles = new[] { system.Role }, Hash = PasswordHash.OfToken(system.Token) }), transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed record Office(string Id, string? Parent, string NameZh, string NameEn, string Kind, string Path);

    private sealed record OutsideProgram(string Login, string Name, string Role, string Token);

    private sealed record Person(string Login, string Name, string Office, string Role);
}
