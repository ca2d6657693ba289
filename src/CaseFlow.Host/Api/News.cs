using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.News;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>What changes while somebody looks: server-sent events. A hint, not a record: who needs certainty reads the list.</summary>
internal static class NewsEndpoints
{
    private static readonly TimeSpan heartbeat = TimeSpan.FromSeconds(20);

    public static void MapNews(this RouteGroupBuilder api) => api.MapGet("news", (CaseNews news, ICurrentActor current, IHostApplicationLifetime life, CancellationToken left) =>
            TypedResults.ServerSentEvents(FollowAsync(news, current.Actor, life.ApplicationStopping, left)))
        .WithTags("Inbox").Called("FollowNews", "Cases of one's offices as they change (text/event-stream): `case` {number, office}, and `ping` every 20 seconds").Allow(Policy.SignedIn);

    private static async IAsyncEnumerable<SseItem<CaseChanged?>> FollowAsync(CaseNews news, Actor actor, CancellationToken stopping, [EnumeratorCancellation] CancellationToken left)
    {
        // A server that stops must not wait for desks that listen.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, left);
        yield return new SseItem<CaseChanged?>(null, "ping");
        await using var changes = news.FollowAsync(actor, end.Token).GetAsyncEnumerator(end.Token);
        var next = changes.MoveNextAsync().AsTask();
        while (true)
        {
            if (await Task.WhenAny(next, Task.Delay(heartbeat, end.Token)) == next)
            {
                if (next.IsCanceled || !await next)
                    yield break;
                yield return new SseItem<CaseChanged?>(changes.Current, "case");
                next = changes.MoveNextAsync().AsTask();
            }
            else if (end.IsCancellationRequested)
            {
                await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                yield break;
            }
            else
            {
                yield return new SseItem<CaseChanged?>(null, "ping");
            }
        }
    }
}
