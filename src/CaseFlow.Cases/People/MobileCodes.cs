using System.Security.Cryptography;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.People;

/// <summary>Sends a code that proves a mobile number: 6 digits, 5 minutes, 5 tries, again after 60 seconds (rulebook 3.2).</summary>
public sealed record SendMobileCode(string Mobile) : ICommand<MobileCodeSent>;

/// <summary>When the code ends.</summary>
public sealed record MobileCodeSent(DateTimeOffset ExpiresAt);

internal sealed class SendMobileCodeValidator : AbstractValidator<SendMobileCode>
{
    public SendMobileCodeValidator() => RuleFor(command => command.Mobile).IsElevenDigits();
}

internal sealed class SendMobileCodeHandler(PgSession session, Keyring keyring, ISmsSender sms, Templates templates, TimeProvider time) : IRequestHandler<SendMobileCode, MobileCodeSent>
{
    public async Task<MobileCodeSent> Handle(SendMobileCode request, CancellationToken cancellationToken)
    {
        var (now, code) = (time.GetUtcNow(), RandomNumberGenerator.GetString("0123456789", 6));
        var parameters = new { mobile = keyring.Hash(request.Mobile), code = keyring.Hash(code), now, expires = now.AddMinutes(5), again = now.AddSeconds(-60) };
        var stored = await session.ExecuteAsync("""
            insert into mobile_code (mobile_hash, code_hash, expires_at, tries_left, sent_at) values (@mobile, @code, @expires, 5, @now)
            on conflict (mobile_hash) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries_left = 5, sent_at = excluded.sent_at
            where mobile_code.sent_at <= @again or mobile_code.sent_at > @now
            """, parameters, cancellationToken);
        if (stored == 0)
            throw new RefusedException(RefusalKind.TooMany, new Refusal("mobile-code-too-soon", "验证码已发送，请60秒后再试。", "A code has been sent. Try again after 60 seconds."));
        // Sent inside the transaction on purpose: a code is worthless later, so there is no job; if the gateway fails nothing is stored and the person tries again.
        await sms.SendAsync(request.Mobile, templates.Render("zh-CN", "mobile-code.sms", CaseJson.Element(new { data = new { code } })), $"mobile-code-{Guid.NewGuid():N}", cancellationToken);
        return new MobileCodeSent(parameters.expires);
    }
}

/// <summary>Confirms codes.</summary>
internal sealed class MobileCodes(PgSession session, Keyring keyring, TimeProvider time)
{
    /// <summary>Uses the code up. A wrong one costs a try; what follows from it the process decides.</summary>
    public async Task<bool> ConfirmAsync(string? mobile, string code, CancellationToken cancellationToken)
    {
        var parameters = new { mobile = keyring.Hash(mobile ?? ""), code = keyring.Hash(code), now = time.GetUtcNow() };
        var used = await session.ExecuteAsync("delete from mobile_code where mobile_hash = @mobile and code_hash = @code and expires_at > @now and tries_left > 0", parameters, cancellationToken);
        if (used == 0)
            session.Add("update mobile_code set tries_left = tries_left - 1 where mobile_hash = @mobile and tries_left > 0", new { parameters.mobile });
        return used == 1;
    }
}
