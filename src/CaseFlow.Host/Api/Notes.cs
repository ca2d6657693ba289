using CaseFlow.Cases.Notes;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>What colleagues tell each other about a case: notes, links, who looks at it just now.</summary>
internal static class NoteEndpoints
{
    public static void MapNotes(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("cases/{number}").WithTags("Cases");
        cases.MapGet("notes", (string number, Ask ask) => ask.For(new ListNotes(number))).Sends<ListNotes>("Notes of colleagues, oldest first").Allow(Policy.WorkOnCases).Refuses(404);
        cases.MapPost("notes", (string number, NoteBody body, Ask ask) => ask.For(new AddNote(number, body.Body))).Sends<AddNote>("Tell colleagues something; @login calls one").Allow(Policy.WorkOnCases).ReadsBody().Refuses(404);
        cases.MapPost("mentions/read", async (string number, Ask ask) => { await ask.For(new ReadMentions(number)); return Results.NoContent(); })
            .Sends<ReadMentions>("What called me to this case is read").Allow(Policy.WorkOnCases).Produces(204).Refuses(404);
        cases.MapGet("links", (string number, Ask ask) => ask.For(new ListLinks(number))).Sends<ListLinks>("Cases that belong to this one").Allow(Policy.WorkOnCases).AlsoCsv("links", WorkTables.Links).Refuses(404);
        cases.MapPost("links", (string number, LinkBody body, Ask ask) => ask.For(new LinkCases(number, body.Other, body.Reason))).Sends<LinkCases>("Say that two cases belong together").Allow(Policy.WorkOnCases).ReadsBody().Refuses(404);
        cases.MapDelete("links/{other}", (string number, string other, Ask ask) => ask.For(new UnlinkCases(number, other))).Sends<UnlinkCases>("Take a link away").Allow(Policy.WorkOnCases).Refuses(404);
        cases.MapPost("presence", (string number, Ask ask) => ask.For(new LookAtCase(number))).Sends<LookAtCase>("I have it open; who else has?").Allow(Policy.WorkOnCases).Refuses(404);
    }

    /// <summary>What to tell.</summary>
    internal sealed record NoteBody(string Body);

    /// <summary>The other case, and why.</summary>
    internal sealed record LinkBody(string Other, string Reason);
}
