using System.Security.Claims;
using CaseFlow.Cases.Accounts;

namespace CaseFlow.Host.Access;

/// <summary>An actor as ASP.NET Core's authorisation sees it.
/// The session cookie holds the account's id and stamp; roles are read anew on each request.</summary>
internal static class Principal
{
    private const string Account = "account";
    private const string Stamp = "stamp";
    private const string RoleClaim = "role";

    public static ClaimsPrincipal Of(Actor actor, string scheme, Guid? stamp = null)
    {
        var identity = new ClaimsIdentity(scheme, Account, RoleClaim);
        identity.AddClaim(new Claim(Account, actor.AccountId.ToString()));
        if (stamp is { } known)
            identity.AddClaim(new Claim(Stamp, known.ToString()));
        identity.AddClaims(actor.Roles.Select(role => new Claim(RoleClaim, role)));
        return new ClaimsPrincipal(identity);
    }

    public static bool TryRead(ClaimsPrincipal? principal, out Guid account, out Guid stamp)
    {
        stamp = default;
        return Guid.TryParse(principal?.FindFirstValue(Account), out account) && Guid.TryParse(principal?.FindFirstValue(Stamp), out stamp);
    }

    /// <summary>The actor that an authentication handler found for this request.</summary>
    public static void Remember(HttpContext context, Actor actor) => context.Features.Set(actor);

    public static Actor? Remembered(HttpContext context) => context.Features.Get<Actor>();
}
