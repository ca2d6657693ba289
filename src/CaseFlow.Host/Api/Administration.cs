using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Jobs;
using CaseFlow.Cases.Messages;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>People, systems and offices, and how the installation is.</summary>
internal static class AdministrationEndpoints
{
    public static void MapAdministration(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("accounts").WithTags("Accounts");
        accounts.MapGet("", (Ask ask, string? office, string? text, string? role, string? after, int limit = 50) => ask.For(new ListAccounts(office, text, role, after, limit)))
            .Sends<ListAccounts>("Accounts of one's offices, by login").Allow(Policy.Administer).AlsoCsv("accounts", AdministrationTables.Accounts).Refuses(400, 422);
        accounts.MapGet("names", (Ask ask, string[] login) => ask.For(new NameAccounts(login))).Sends<NameAccounts>("What the people behind logins are called, at most 200 at once").Allow(Policy.KnowColleagues);
        accounts.MapPost("", async (OpenAccount command, Ask ask) =>
            {
                var opened = await ask.For(command);
                return TypedResults.Created($"/api/v1/accounts/{opened.Account.Id}", new SecretBody(opened.Account, opened.Secret));
            })
            .Sends<OpenAccount>("Open an account; its first password or its token is in the answer, once").Allow(Policy.Administer).ReadsBody().Refuses(409);
        accounts.MapPut("{id}", (Guid id, AccountBody body, Ask ask) => ask.For(new ChangeAccount(id, body.Name, body.Office, body.Roles, body.Groups, body.Active)))
            .Sends<ChangeAccount>("Change what an account is, or close it").Allow(Policy.Administer).ReadsBody().Refuses(404, 409);
        accounts.MapPut("{id}/mobile", (Guid id, SetMyMobile body, Ask ask) => ask.For(new SetAccountMobile(id, body.Mobile, body.Locale)))
            .Sends<SetAccountMobile>("Say where messages of the house go, such as the digest").Allow(Policy.Administer).ReadsBody().Refuses(404, 409);
        accounts.MapPost("{id}/secret", async (Guid id, Ask ask) =>
            {
                var renewed = await ask.For(new RenewSecret(id));
                return TypedResults.Ok(new SecretBody(renewed.Account, renewed.Secret));
            })
            .Sends<RenewSecret>("Give an account a new password or token; it is in the answer, once").Allow(Policy.Administer).Refuses(400, 404);
        accounts.MapGet("{id}/changes", (Guid id, Ask ask) => ask.For(new ListAccountChanges(id)))
            .Sends<ListAccountChanges>("What was done to an account").Allow(Policy.Administer).Refuses(400, 404);
        api.MapPost("me/password", async (ChangePassword command, Ask ask) => { await ask.For(command); return Results.NoContent(); })
            .WithTags("Accounts").Sends<ChangePassword>("Change one's password; every session ends").Allow(Policy.SignedIn).ReadsBody().Produces(204);
        api.MapGet("me/mobile", (Ask ask) => ask.For(new GetMyMobile())).WithTags("Accounts").Sends<GetMyMobile>("Where my messages go").Allow(Policy.SignedIn);
        api.MapPut("me/mobile", (SetMyMobile command, Ask ask) => ask.For(command)).WithTags("Accounts").Sends<SetMyMobile>("Say where my messages go").Allow(Policy.SignedIn).ReadsBody().Refuses(409);
        api.MapPost("offices", (OpenOffice command, Ask ask) => ask.For(command)).WithTags("Accounts").Sends<OpenOffice>("Add an office").Allow(Policy.Administer).ReadsBody().Refuses(409);
        api.MapPut("offices/{id}", (string id, OfficeBody body, Ask ask) => ask.For(new RenameOffice(id, body.NameZh, body.NameEn)))
            .WithTags("Accounts").Sends<RenameOffice>("Call an office otherwise").Allow(Policy.Administer).ReadsBody().Refuses(404);
        api.MapGet("jobs/hours", (Ask ask) => ask.For(new CountJobs())).WithTags("Operations").Sends<CountJobs>("Jobs by the hour they are due in").Allow(Policy.Administer).AlsoCsv("jobs", AdministrationTables.Jobs);
        api.MapGet("messages", (Ask ask, string? template, string? after, bool unsent = false, int limit = 50) => ask.For(new ListMessageLog(unsent, template, after, limit)))
            .WithTags("Operations").Sends<ListMessageLog>("Messages of one's offices, newest first").Allow(Policy.Administer).AlsoCsv("messages", AdministrationTables.Messages).Refuses(400, 422);
        api.MapGet("health", (Ask ask) => ask.For(new GetHealth())).WithTags("Operations").Sends<GetHealth>("How the installation is, in a few numbers").Allow(Policy.Administer);
    }

    /// <summary>An account and its secret, which nobody can read again.</summary>
    /// <param name="Secret">Null when the request was a repeated one.</param>
    internal sealed record SecretBody(AccountView Account, string? Secret);

    /// <summary>What an account is.</summary>
    internal sealed record AccountBody(string Name, string Office, string[] Roles, string[] Groups, bool Active);

    /// <summary>What an office is called.</summary>
    internal sealed record OfficeBody(string NameZh, string NameEn);
}
