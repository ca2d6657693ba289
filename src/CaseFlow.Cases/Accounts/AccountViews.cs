using System.Security.Cryptography;
using System.Text.Json.Serialization;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Accounts;

/// <summary>An account as administrators see it.</summary>
/// <param name="Kind"><c>person</c> or <c>system</c>.</param>
/// <param name="Deputy">Login of who stands in just now.</param>
/// <param name="OpenTasks">Open tasks of this person, counted no further than 100: hand them on before an account is closed.</param>
/// <param name="Mobile">Where messages of the house go, masked.</param>
public sealed record AccountView(Guid Id, string Login, string Name, string Kind, string Office, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups, bool Active, bool Locked, string? Deputy, int OpenTasks,
    string? Mobile);

/// <summary>An account, and the password or token it was given. That is shown once and stored nowhere: a request that is repeated with its key gets the account alone.</summary>
public sealed record AccountSecret(AccountView Account)
{
    /// <summary>Never serialised with the answer, which a key may have remembered; the edge hands it out.</summary>
    [JsonIgnore]
    public string? Secret { get; init; }

    /// <summary>The answer is logged by its text, too.</summary>
    public override string ToString() => $"{nameof(AccountSecret)} of {Account.Login}";
}

/// <summary>Reads accounts by the rights of the actor, and notes what was done to them.</summary>
internal sealed class AccountViews(PgSession session, ICurrentActor actor, Keyring keyring, TimeProvider time)
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    internal sealed record Row(Guid Id, string Login, string Name, string Kind, string Office, string[] Roles, string[] Groups, bool Active, bool Locked, string? Deputy, int OpenTasks, byte[]? Mobile,
        string? MobileKeyId);

    /// <summary>Names the column where a number is sealed.</summary>
    public const string Mobile = "account_mobile";

    /// <summary>The number as everybody sees it.</summary>
    public string? Masked(byte[]? mobile, string? keyId) => mobile is null ? null : Masks.Mobile(keyring.Decrypt(mobile, keyId!, Mobile));

    public AccountView View(Row row) =>
        new(row.Id, row.Login, row.Name, row.Kind, row.Office, row.Roles, row.Groups, row.Active, row.Locked, row.Deputy, row.OpenTasks, Masked(row.Mobile, row.MobileKeyId));

    public const string Select = """
        select a.id, a.login, a.name, a.kind, a.office_id as office, a.roles, a.groups, a.active, coalesce(a.locked_until > clock_timestamp(), false) as locked,
               (select d.login from substitution s join account d on d.id = s.deputy_id where s.account_id = a.id and s.ended_at is null and s.from_at <= @now) as deputy,
               (select count(*)::int from (select 1 from task t where t.assignee = a.login and t.status = 'open' limit 100) as counted) as open_tasks, a.mobile, a.mobile_key_id
        from account a join office o on o.id = a.office_id
        """;

    public async Task<AccountView> GetAsync(Guid id, CancellationToken cancellationToken) =>
        View(await session.SingleOrDefaultAsync<Row>($"{Select} where a.id = @id and {Actor.SeesOffice}", new { id, officePath = actor.Actor.OfficePath, now = time.GetUtcNow() }, cancellationToken)
            ?? throw RefusedException.NotFound("account-unknown", "没有这个账号，或您无权管理。", "There is no such account, or it is not yours to administer."));

    /// <summary>Why an account cannot be as it is wanted; every reason at once.</summary>
    public async Task<IReadOnlyList<Refusal>> FaultsAsync(string office, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var faults = new List<Refusal>();
        if (!await session.SingleAsync<bool>($"select exists (select from office o where o.id = @office and {Actor.SeesOffice})", new { office, officePath = actor.Actor.OfficePath }, cancellationToken))
            faults.Add(new("office-unknown", "没有这个单位，或不在您的管辖范围内。", "There is no such office, or it is not below yours.", "office"));
        if (roles.Except(Role.OfAccounts).ToList() is { Count: > 0 } unknown)
            faults.Add(new("role-unknown", $"没有这些角色：{string.Join("、", unknown)}。可用：{string.Join("、", Role.OfAccounts)}。", $"There are no such roles: {string.Join(", ", unknown)}. There are {string.Join(", ", Role.OfAccounts)}.", "roles"));
        return faults;
    }

    public void Note(Guid account, string change, object detail) => session.Add("insert into account_change (account_id, change, detail, at, by) values (@account, @change, @detail, @now, @by)",
        new { account, change, detail = CaseJson.Element(detail), now = time.GetUtcNow(), by = actor.Actor.Login });

    /// <summary>A password to be changed soon (93 bits), or a token (256 bits).</summary>
    public static string NewSecret(string kind) => kind == "system" ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) : RandomNumberGenerator.GetString(Letters, 16);
}
