using CaseFlow.Cases.People;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Codes that prove a mobile number.</summary>
internal static class MobileCodeEndpoints
{
    public static void MapMobileCodes(this RouteGroupBuilder api) =>
        api.MapPost("mobile-codes", async (SendMobileCode command, Ask ask) => Results.Accepted(value: await ask.For(command)))
            .WithTags("Cases").Sends<SendMobileCode>("Send a six-digit code to a mobile number; it lives five minutes").Allow(Policy.OpenCases).ReadsBody()
            .Produces<MobileCodeSent>(202).Refuses(429);
}
