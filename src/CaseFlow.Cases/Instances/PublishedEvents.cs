using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Instances;

/// <summary>An event on its way to whoever waits for it.</summary>
/// <param name="CorrelationId">Only what is about this gets it; null: everybody who waits for the name.</param>
/// <param name="FromServer">Told by <see cref="IEventPost"/>: for those who wait for the server, and not kept for later.</param>
internal sealed record EventOnItsWay(string Name, JsonElement Payload, string? CorrelationId = null, bool FromServer = false);

/// <summary>A new instance that an event starts.</summary>
internal sealed record TriggeredStart(string Definition, int Version, string Node, JsonElement Payload, string? CorrelationId);

/// <summary>Brings published events to their receivers. The publisher's transaction queues one job; that job finds the receivers and queues one for each; each receiver is advanced
/// in a transaction of its own. So nobody waits for anybody's lock, a crash repeats only what was not committed, and each receiver gets the event once.</summary>
internal sealed class PublishedEvents(CaseRunner runner, InstanceStarter starter, TriggerIndex triggers, BookmarkStore bookmarks, JobQueue jobs, TimeProvider time)
{
    /// <summary>How long an event that nobody awaits is kept for the first that will: as in Elsa.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Finds who waits for the event, and what it starts.</summary>
    public async Task SpreadAsync(EventOnItsWay published, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var started = await triggers.FindAsync("Elsa.Event", published.Name, cancellationToken);
        foreach (var trigger in started)
            jobs.Enqueue(new Job(JobKind.TriggeredStart, CaseJson.Element(new TriggeredStart(trigger.DefinitionId, trigger.Version, trigger.NodeId, published.Payload, published.CorrelationId)), now));
        var reached = await bookmarks.FanOutAsync(published.Name, published.CorrelationId, published.Payload.GetRawText(), JobKind.DeliverEvent, now, cancellationToken);
        if (started.Count == 0 && reached == 0)
            bookmarks.Keep(published.Name, published.CorrelationId, null, published.Payload.GetRawText(), now, Patience);
    }

    /// <summary>Delivers the event to every visit of one instance that waits for it. An instance that has left its wait meanwhile, and may come back to it, finds the event there then.</summary>
    public async Task DeliverAsync(long? caseId, string instanceId, EventOnItsWay published, CancellationToken cancellationToken)
    {
        var open = await runner.OpenAsync(caseId, instanceId, cancellationToken);
        if (open.HasEnded)
            return;
        var waiting = open.Awaiting(published.Name).Where(one => published.FromServer ? one.Senders.Contains(Role.Server) : one.Senders.IsEmpty).ToList();
        if (waiting.Count == 0 && !published.FromServer)
            bookmarks.Keep(published.Name, null, instanceId, published.Payload.GetRawText(), time.GetUtcNow(), Patience);
        foreach (var one in waiting.Where(one => open.Awaiting(published.Name).Any(still => still.Token == one.Token)))
            await runner.AdvanceAsync(open, new DeliverEvent(one.Token, published.Name, published.Payload), cancellationToken);
        runner.Save(open);
    }

    /// <summary>Starts an instance that an event triggers; what the activation strategy forbids is not started.</summary>
    public async Task StartAsync(TriggeredStart wanted, CancellationToken cancellationToken)
    {
        if (await triggers.FindNodeAsync(wanted.Definition, wanted.Version, wanted.Node, cancellationToken) is { } trigger)
            await starter.StartAtAsync(trigger, wanted.Payload, wanted.CorrelationId, cancellationToken);
    }
}
