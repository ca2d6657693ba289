using CaseFlow.Cases.Accounts;
using CaseFlow.Host.Access;
using CaseFlow.Host.Problems;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;
using MediatR;
using Microsoft.AspNetCore.Authentication;

namespace CaseFlow.Host.Api;

/// <summary>Signing in and out, and who one is.</summary>
internal static class SignInEndpoints
{
    private static readonly Problem Wrong = new(401, "sign-in-failed",
        "登录名或密码不正确。连续失败五次后，该账号锁定五分钟。", "Login or password is wrong. After five failures in a row an account is locked for five minutes.");

    public static void MapSignIn(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Sign-in");
        group.MapPost("sign-in", SignInAsync).Sends<SignIn>("Sign in with login and password; the session is a cookie").AllowEverybody().ReadsBody()
            .Produces<Me>().Refuses(401);
        group.MapPost("sign-out", (Delegate)SignOutAsync).Called("SignOut", "End the session").AllowEverybody().Produces(204);
        group.MapGet("me", (Ask ask) => ask.For(new GetMe())).Sends<GetMe>("The signed-in account").Allow(Policy.SignedIn);
        group.MapGet("offices", (Ask ask) => ask.For(new ListOffices()))
            .Sends<ListOffices>("The offices, parents before children").Allow(Policy.SignedIn).AlsoCsv("offices", AdministrationTables.Offices);
    }

    private static async Task SignInAsync(Credentials credentials, IMediator send, HttpContext context)
    {
        if (await send.Send(new SignIn(credentials.Login, credentials.Password), context.RequestAborted) is not { } session)
        {
            await ProblemAnswers.WriteAsync(context, Wrong);
            return;
        }

        await context.SignInAsync(Sessions.Cookie, Principal.Of(session.Actor, Sessions.Cookie, session.Stamp));
        await context.Response.WriteAsJsonAsync(Me.Of(session.Actor), context.RequestAborted);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(Sessions.Cookie);
        return Results.NoContent();
    }

    /// <summary>What a person types.</summary>
    internal sealed record Credentials(string Login, string Password);
}
