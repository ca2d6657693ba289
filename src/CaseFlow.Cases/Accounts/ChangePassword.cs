using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>Changes one's own password. Every session ends, this one too.</summary>
public sealed record ChangePassword(string Old, string New) : ICommand<bool>
{
    /// <summary>Never a password: requests are logged by their text.</summary>
    public override string ToString() => nameof(ChangePassword);
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator() => RuleFor(command => command.New).Must((command, text) => text is { Length: >= 12 and <= 128 } && text != command.Old)
        .WithErrorCode("password-weak").WithMessage("新密码至少12个字符，且不同于原密码。|A new password has at least 12 characters and is another than the old one.");
}

internal sealed class ChangePasswordHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ChangePassword, bool>
{
    public async Task<bool> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var stored = await session.SingleOrDefaultAsync<string>("select password_hash from account where id = @AccountId and kind = 'person' for no key update", new { actor.Actor.AccountId }, cancellationToken);
        if (stored is null || !PasswordHash.Fits(stored, request.Old))
            throw RefusedException.Invalid("password-wrong", "原密码不正确。", "The old password is wrong.", "old");
        await session.ExecuteAsync("update account set password_hash = @hash, stamp = gen_random_uuid() where id = @AccountId", new { hash = PasswordHash.Create(request.New), actor.Actor.AccountId }, cancellationToken);
        return true;
    }
}
