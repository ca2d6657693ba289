using System.Diagnostics;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Queries;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;
using CaseFlow.IdCards.Queries;

namespace CaseFlow.Host.Api;

/// <summary>What citizens may ask. Counted and logged; an answer about somebody takes as long as one about nobody.</summary>
internal static class QueryEndpoints
{
    /// <summary>Longer than any of the answers takes by itself, shorter than anybody minds.</summary>
    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(250);

    public static void MapQueries(this RouteGroupBuilder api)
    {
        api.MapPost("progress-queries", (AskProgress command, Ask ask) => EvenlyAsync(ask.For(command)))
            .WithTags("Queries").Sends<AskProgress>("How far is it: by the citizen whom the portal has signed in, or by the query code of a paper").AllowEverybody().ReadsBody().Refuses(403, 429);
        api.MapPost("logistics-queries", (AskLogistics command, Ask ask) => EvenlyAsync(ask.For(command)))
            .WithTags("Queries").Sends<AskLogistics>("Where is the card: by the mobile number of the application").AllowEverybody().ReadsBody().Refuses(429);
        api.MapPost("logistics-queries/codes", async (SendQueryCode command, Ask ask) => Results.Accepted(value: await EvenlyAsync(ask.For(command))))
            .WithTags("Queries").Sends<SendQueryCode>("Send a code to the mobile number that is asked about").AllowEverybody().ReadsBody().Produces<MobileCodeSent>(202).Refuses(429);
        api.MapGet("public-queries", (Ask ask, long? after, int limit = 50) => ask.For(new ListPublicQueries(after, limit)))
            .WithTags("Queries").Sends<ListPublicQueries>("What the public asked and how it was answered").Allow(Policy.Administer).Refuses(422);
    }

    private static async Task<T> EvenlyAsync<T>(Task<T> answer)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            return await answer;
        }
        finally
        {
            if (Floor - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest)
                await Task.Delay(rest);
        }
    }
}
