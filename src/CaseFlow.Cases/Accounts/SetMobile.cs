using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>Gives a person's account the mobile number to which messages of the house go, such as the digest, or takes it away.</summary>
/// <param name="Mobile">Null: none any more.</param>
/// <param name="Locale">The language of the messages.</param>
public sealed record SetAccountMobile(Guid Id, string? Mobile, string Locale = "zh-CN") : ICommand<AccountMobile>
{
    /// <summary>Never a number: requests are logged by their text.</summary>
    public override string ToString() => $"{nameof(SetAccountMobile)} of {Id}";
}

/// <summary>The same for oneself.</summary>
public sealed record SetMyMobile(string? Mobile, string Locale = "zh-CN") : ICommand<AccountMobile>
{
    /// <summary>Never a number: requests are logged by their text.</summary>
    public override string ToString() => nameof(SetMyMobile);
}

/// <summary>Where my messages go.</summary>
public sealed record GetMyMobile : IQuery<AccountMobile>;

/// <summary>Where messages of the house go.</summary>
/// <param name="Mobile">Masked; null: nowhere.</param>
public sealed record AccountMobile(string? Mobile, string? Locale);

internal sealed class SetAccountMobileValidator : AbstractValidator<SetAccountMobile>
{
    public SetAccountMobileValidator()
    {
        RuleFor(command => command.Mobile).IsAMobile();
        RuleFor(command => command.Locale).IsALocale();
    }
}

internal sealed class SetMyMobileValidator : AbstractValidator<SetMyMobile>
{
    public SetMyMobileValidator()
    {
        RuleFor(command => command.Mobile).IsAMobile();
        RuleFor(command => command.Locale).IsALocale();
    }
}

internal static class LocaleRules
{
    public static void IsALocale<T>(this IRuleBuilder<T, string> rule) => rule.Must(locale => locale is "zh-CN" or "en").WithErrorCode("locale-unknown").WithMessage("语言应为 zh-CN 或 en。|The language is zh-CN or en.");
}

internal sealed class SetAccountMobileHandler(PgSession session, AccountViews accounts, Keyring keyring) : IRequestHandler<SetAccountMobile, AccountMobile>
{
    public async Task<AccountMobile> Handle(SetAccountMobile request, CancellationToken cancellationToken)
    {
        if ((await accounts.GetAsync(request.Id, cancellationToken)).Kind != "person")
            throw RefusedException.Conflict("account-no-person", "只有人员账号可以登记手机号码。", "Only a person's account has a mobile number.");
        return await StoreAsync(session, accounts, keyring, request.Id, request.Mobile, request.Locale, cancellationToken);
    }

    /// <summary>Stores it sealed, and notes that it was changed, never to what.</summary>
    public static async Task<AccountMobile> StoreAsync(PgSession session, AccountViews accounts, Keyring keyring, Guid id, string? text, string locale, CancellationToken cancellationToken)
    {
        var mobile = text is null ? null : Parties.Mobile(text);
        var parameters = new { id, mobile = mobile is null ? null : keyring.Encrypt(mobile, AccountViews.Mobile), key = mobile is null ? null : keyring.CurrentKeyId, locale = mobile is null ? null : locale };
        await session.ExecuteAsync("update account set mobile = @mobile, mobile_key_id = @key, mobile_locale = @locale where id = @id", parameters, cancellationToken);
        accounts.Note(id, "mobile", new { set = mobile is not null, locale = parameters.locale });
        return new AccountMobile(mobile is null ? null : Masks.Mobile(mobile), parameters.locale);
    }
}

internal sealed class SetMyMobileHandler(PgSession session, AccountViews accounts, Keyring keyring, ICurrentActor actor) : IRequestHandler<SetMyMobile, AccountMobile>
{
    public Task<AccountMobile> Handle(SetMyMobile request, CancellationToken cancellationToken) => actor.Actor.Kind == ActorKind.Person
        ? SetAccountMobileHandler.StoreAsync(session, accounts, keyring, actor.Actor.AccountId, request.Mobile, request.Locale, cancellationToken)
        : throw RefusedException.Conflict("account-no-person", "只有人员账号可以登记手机号码。", "Only a person's account has a mobile number.");
}

internal sealed class GetMyMobileHandler(PgSession session, AccountViews accounts, ICurrentActor actor) : IRequestHandler<GetMyMobile, AccountMobile>
{
    private sealed record Row(byte[]? Mobile, string? Key, string? Locale);

    public async Task<AccountMobile> Handle(GetMyMobile request, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<Row>("select mobile, mobile_key_id as key, mobile_locale as locale from account where id = @AccountId", new { actor.Actor.AccountId }, cancellationToken) is { } row
            ? new AccountMobile(accounts.Masked(row.Mobile, row.Key), row.Locale) : new AccountMobile(null, null);
}
