using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using Dapper;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>
/// A person signs in with login and password. Null = refused, and deliberately without saying why: an unknown login, a wrong password and a locked account
/// are answered alike and take alike long. Five failures in a row lock the account for five minutes of wall time.
/// </summary>
public sealed record SignIn(string Login, string Password) : ICommand<Session?>
{
    /// <summary>Never the password: requests are logged by their text.</summary>
    public override string ToString() => nameof(SignIn);
}

/// <summary>A session that was opened.</summary>
/// <param name="Stamp">Ends the session when it no longer equals the account's.</param>
public sealed record Session(Actor Actor, Guid Stamp);

internal sealed class SignInHandler(PgSession session, ActorDirectory directory) : IRequestHandler<SignIn, Session?>
{
    private const int FailuresUntilLocked = 5;
    private const string LockedFor = "5 minutes";

    public async Task<Session?> Handle(SignIn request, CancellationToken cancellationToken)
    {
        // The row lock makes attempts at one account queue up, so that a burst of parallel guesses cannot pass the limit together.
        var found = await session.Connection.QuerySingleOrDefaultAsync<Row>("""
            select id, password_hash as PasswordHash, coalesce(locked_until > clock_timestamp(), false) as Locked
            from account where login = @Login and kind = 'person' and active
            for no key update
            """, new { request.Login }, session.Transaction);
        var fits = PasswordHash.Fits(found?.PasswordHash ?? PasswordHash.OfNobody, request.Password);
        if (found is null || found.Locked)
            return null;

        if (!fits)
        {
            await session.Connection.ExecuteAsync($"""
                update account set
                    failed_attempts = (failed_attempts + 1) % {FailuresUntilLocked},
                    locked_until = case when failed_attempts + 1 >= {FailuresUntilLocked} then clock_timestamp() + interval '{LockedFor}' end
                where id = @Id
                """, new { found.Id }, session.Transaction);
            return null;
        }

        await session.Connection.ExecuteAsync("""
            update account set failed_attempts = 0, locked_until = null where id = @Id and (failed_attempts > 0 or locked_until is not null)
            """, new { found.Id }, session.Transaction);
        return await directory.FindAsync(found.Id, cancellationToken);
    }

    private sealed record Row(Guid Id, string? PasswordHash, bool Locked);
}
