using CaseFlow.Cases.Privacy;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Personal data in clear, and who has seen them.</summary>
internal static class PrivacyEndpoints
{
    public static void MapPrivacy(this RouteGroupBuilder api)
    {
        api.MapPost("cases/{number}/reveal", (string number, RevealBody body, Ask ask) => ask.For(new RevealField(number, body.Role, body.Field, body.Reason)))
            .WithTags("Privacy").Sends<RevealField>("Show one field of a person in clear, for a reason that is logged").Allow(Policy.RevealFields).ReadsBody().Refuses(404);
        api.MapGet("cases/{number}/privacy", (string number, Ask ask) => ask.For(new GetPrivacyLedger(number)))
            .WithTags("Privacy").Sends<GetPrivacyLedger>("Who opened a case, when and why; when its data leave").Allow(Policy.ReadJournal).Refuses(404);
        api.MapPost("privacy-ledger", (ReadPrivacyLedger command, Ask ask) => ask.For(command))
            .WithTags("Privacy").Sends<ReadPrivacyLedger>("A citizen asks who saw their case: proved by a code to the mobile number of the application").Allow(Policy.SpeakForCitizens).ReadsBody();
    }

    /// <summary>Whose field, which, and why.</summary>
    /// <param name="Role"><c>applicant</c> or another party of the case.</param>
    /// <param name="Field"><c>name</c>, <c>idNumber</c>, <c>mobile</c> or <c>address</c>.</param>
    internal sealed record RevealBody(string Role, string Field, string Reason);
}
