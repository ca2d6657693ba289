using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>Opens an account for a person or a system, at an office at or below one's own. The answer holds its first password or its token, once.</summary>
/// <param name="Kind"><c>person</c> or <c>system</c>.</param>
public sealed record OpenAccount(string Login, string Name, string Kind, string Office, IReadOnlyList<string> Roles, IReadOnlyList<string>? Groups = null) : ICommand<AccountSecret>;

/// <summary>Changes what an account is. Counts with its next request; a closed account is signed out.</summary>
public sealed record ChangeAccount(Guid Id, string Name, string Office, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups, bool Active) : ICommand<AccountView>;

/// <summary>Gives an account a new password or token. The old one ends, and with it every session; a lock is lifted.</summary>
public sealed record RenewSecret(Guid Id) : ICommand<AccountSecret>;

internal sealed class OpenAccountValidator : AbstractValidator<OpenAccount>
{
    public OpenAccountValidator()
    {
        RuleFor(command => command.Login).Matches("^[a-z][a-z0-9._-]{2,39}$").WithErrorCode("login-invalid").WithMessage("账号为3至40位小写字母、数字、点、横线，以字母开头。|A login is 3 to 40 small letters, digits, dots and dashes, a letter first.");
        RuleFor(command => command.Name).NotEmpty().MaximumLength(60).WithErrorCode("name-invalid").WithMessage("请填写姓名或名称（不超过60个字符）。|Enter a name (at most 60 characters).");
        RuleFor(command => command.Kind).Must(kind => kind is "person" or "system").WithErrorCode("kind-invalid").WithMessage("类别应为 person 或 system。|The kind is person or system.");
        RuleFor(command => command.Roles).NotEmpty().WithErrorCode("roles-missing").WithMessage("请至少选择一个角色。|Choose at least one role.");
    }
}

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator()
    {
        RuleFor(command => command.Name).NotEmpty().MaximumLength(60).WithErrorCode("name-invalid").WithMessage("请填写姓名或名称（不超过60个字符）。|Enter a name (at most 60 characters).");
        RuleFor(command => command.Roles).NotEmpty().WithErrorCode("roles-missing").WithMessage("请至少选择一个角色。|Choose at least one role.");
        RuleFor(command => command.Groups).NotNull().WithErrorCode("groups-missing").WithMessage("请给出岗位列表，可为空。|Give the list of groups; it may be empty.");
    }
}

internal sealed class OpenAccountHandler(PgSession session, AccountViews accounts) : IRequestHandler<OpenAccount, AccountSecret>
{
    public async Task<AccountSecret> Handle(OpenAccount request, CancellationToken cancellationToken)
    {
        if (await accounts.FaultsAsync(request.Office, request.Roles, cancellationToken) is { Count: > 0 } faults)
            throw new RefusedException(RefusalKind.Invalid, faults);
        var (id, secret) = (Guid.CreateVersion7(), AccountViews.NewSecret(request.Kind));
        var opened = await session.ExecuteAsync("""
            insert into account (id, login, name, kind, office_id, roles, groups, password_hash, token_hash) values (@id, @Login, @Name, @Kind, @Office, @roles, @groups, @password, @token) on conflict (login) do nothing
            """, new
        {
            id, request.Login, request.Name, request.Kind, request.Office, roles = request.Roles.ToArray(), groups = request.Groups?.ToArray() ?? [],
            password = request.Kind == "person" ? PasswordHash.Create(secret) : null, token = request.Kind == "system" ? PasswordHash.OfToken(secret) : null,
        }, cancellationToken);
        if (opened == 0)
            throw RefusedException.Conflict("login-taken", "该账号已存在，请换一个。", "This login is taken: choose another.");
        accounts.Note(id, "opened", new { request.Name, request.Kind, request.Office, request.Roles, request.Groups });
        return new AccountSecret(await accounts.GetAsync(id, cancellationToken)) { Secret = secret };
    }
}

internal sealed class ChangeAccountHandler(PgSession session, AccountViews accounts, ICurrentActor actor) : IRequestHandler<ChangeAccount, AccountView>
{
    public async Task<AccountView> Handle(ChangeAccount request, CancellationToken cancellationToken)
    {
        var before = await accounts.GetAsync(request.Id, cancellationToken);
        // Who closes the own account or takes the own role away could leave an installation without an administrator.
        if (before.Id == actor.Actor.AccountId && (!request.Active || !before.Roles.ToHashSet().SetEquals(request.Roles) || before.Office != request.Office))
            throw RefusedException.Conflict("account-own", "不能停用自己的账号，也不能更改自己的角色和单位，请另一位管理员办理。", "You cannot close your own account or change its roles and office: ask another administrator.");
        if (await accounts.FaultsAsync(request.Office, request.Roles, cancellationToken) is { Count: > 0 } faults)
            throw new RefusedException(RefusalKind.Invalid, faults);
        await session.ExecuteAsync("""
            update account set name = @Name, office_id = @Office, roles = @roles, groups = @groups, active = @Active, stamp = case when active and not @Active then gen_random_uuid() else stamp end where id = @Id
            """, new { request.Id, request.Name, request.Office, roles = request.Roles.ToArray(), groups = request.Groups.ToArray(), request.Active }, cancellationToken);
        accounts.Note(request.Id, "changed", new
        {
            from = new { before.Name, before.Office, before.Roles, before.Groups, before.Active }, to = new { request.Name, request.Office, request.Roles, request.Groups, request.Active },
        });
        return await accounts.GetAsync(request.Id, cancellationToken);
    }
}

internal sealed class RenewSecretHandler(PgSession session, AccountViews accounts) : IRequestHandler<RenewSecret, AccountSecret>
{
    public async Task<AccountSecret> Handle(RenewSecret request, CancellationToken cancellationToken)
    {
        var account = await accounts.GetAsync(request.Id, cancellationToken);
        var secret = AccountViews.NewSecret(account.Kind);
        await session.ExecuteAsync("update account set password_hash = @password, token_hash = @token, stamp = gen_random_uuid(), failed_attempts = 0, locked_until = null where id = @Id", new
        {
            request.Id, password = account.Kind == "person" ? PasswordHash.Create(secret) : null, token = account.Kind == "system" ? PasswordHash.OfToken(secret) : null,
        }, cancellationToken);
        accounts.Note(request.Id, "secret", new { });
        return new AccountSecret(await accounts.GetAsync(request.Id, cancellationToken)) { Secret = secret };
    }
}
