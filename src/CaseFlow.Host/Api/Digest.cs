using CaseFlow.Cases.Recurring;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>The managers' digest, and notices.</summary>
internal static class DigestEndpoints
{
    public static void MapDigest(this RouteGroupBuilder api)
    {
        api.MapGet("digest", (Ask ask, DateOnly? day) => ask.For(new ReadDigest(day)))
            .WithTags("Supervision").Sends<ReadDigest>("The digest of one's office at nine o'clock: red, last day, amber, paused, red cards, late orders by office").Allow(Policy.ReadDigests)
            .AlsoCsv<DigestView, DigestLine>("digest", view => view.Lines, _ => SupervisionTables.Digest).Refuses(400, 404);
        api.MapGet("notices", (Ask ask) => ask.For(new ListNotices()))
            .WithTags("Supervision").Sends<ListNotices>("What people must do and no case says, such as publishing the next year of a calendar").Allow(Policy.ReadDesigns);
    }
}
