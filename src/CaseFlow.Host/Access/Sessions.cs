using CaseFlow.Cases.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace CaseFlow.Host.Access;

/// <summary>Sign-in: a cookie for people, a bearer token for systems. Times are wall times: moving a virtual clock signs nobody out.</summary>
internal static class Sessions
{
    public const string Cookie = "Session";
    public const string Bearer = "Bearer";
    private const string Choose = "CookieOrBearer";

    public static void AddSignIn(this IServiceCollection services, Starting.Settings settings)
    {
        services.AddDataProtection().SetApplicationName("CaseFlow").PersistKeysToFileSystem(settings.SessionKeys);
        services.AddScoped<CurrentActor>();
        services.AddScoped<ICurrentActor>(scope => scope.GetRequiredService<CurrentActor>());
        services.AddAuthentication(Choose)
            .AddPolicyScheme(Choose, null, options => options.ForwardDefaultSelector = context =>
                BearerTokens.HasToken(context.Request) ? Bearer : Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(Bearer, null)
            .AddCookie(Cookie, options =>
            {
                options.TimeProvider = TimeProvider.System;
                options.ExpireTimeSpan = TimeSpan.FromHours(8);
                options.SlidingExpiration = true;
                options.Cookie.Name = settings.IsProduction ? "__Host-caseflow" : "caseflow";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = settings.IsProduction ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
                options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
                options.Events.OnValidatePrincipal = ValidateAsync;
            });
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    // A closed account or a changed password ends the session at its next request.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<ActorDirectory>();
        if (Principal.TryRead(context.Principal, out var account, out var stamp)
            && await directory.FindAsync(account, context.HttpContext.RequestAborted) is { } session && session.Stamp == stamp)
        {
            context.ReplacePrincipal(Principal.Of(session.Actor, Cookie, stamp));
            Principal.Remember(context.HttpContext, session.Actor);
        }
        else
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Cookie);
        }
    }
}
