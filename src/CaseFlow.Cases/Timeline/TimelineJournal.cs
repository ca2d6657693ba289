using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Timeline;

/// <summary>What only the journal tells: timers, events that people sent, single activities.</summary>
internal sealed class TimelineJournal(InstanceStore instances)
{
    // A burst may tell nothing that was asked for; after so many looks the page ends early and goes on with the next.
    private const int Looks = 5, Bursts = 100;

    /// <summary>Moments of the journal in order.</summary>
    /// <param name="Until">The number of the last event that was looked at; null if there was none.</param>
    /// <param name="GoesOn">There is more of the journal behind it.</param>
    internal sealed record Part(IReadOnlyList<TimelineMoment> Entries, long? Until, bool GoesOn);

    public async Task<Part> ReadAsync(string instance, WorkflowDefinition definition, string[] kinds, bool newest, TimelineCursor after, int take, CancellationToken cancellationToken)
    {
        if (!kinds.Any(kind => kind is "timer" or "event" or "step"))
            return new Part([], null, false);
        var (entries, at) = (new List<TimelineMoment>(), after.Sequence);
        for (var look = 0; look < Looks; look++)
        {
            var bursts = await instances.BurstsAsync(instance, at, newest, Bursts, cancellationToken);
            entries.AddRange((await TellAsync(instance, definition, bursts, cancellationToken))
                .Where(moment => kinds.Contains(moment.Kind) && (at is null || (newest ? moment.Id < at : moment.Id > at))).OrderBy(moment => newest ? -moment.Id : moment.Id));
            if (bursts.Count > 0)
                at = newest ? bursts[^1].First : bursts[^1].Sequence;
            if (bursts.Count < Bursts)
                return new Part([.. entries.Take(take)], at, entries.Count > take);
            if (entries.Count >= take)
                break;
        }
        return new Part([.. entries.Take(take)], entries.Count >= take ? entries[take - 1].Id : at, true);
    }

    private async Task<IEnumerable<TimelineMoment>> TellAsync(string id, WorkflowDefinition definition, IReadOnlyList<JournalBurst> bursts, CancellationToken cancellationToken)
    {
        var events = bursts.SelectMany(Numbered).ToList();
        // A visit that ends here may have begun on an earlier page; its token is the number of the event that scheduled it.
        var known = Waits(events);
        var unknown = events.Select(one => one.Event is ActivityCompleted done ? done.Token : 0).Where(token => token > 0 && !known.ContainsKey(token)).Distinct().ToArray();
        if (unknown.Length > 0)
            foreach (var (token, wait) in Waits((await instances.BurstsOfAsync(id, unknown, cancellationToken)).SelectMany(Numbered)))
                known.TryAdd(token, wait);
        return events.Select(one => Tell(one, definition, known)).OfType<TimelineMoment>();
    }

    private sealed record Happened(long Sequence, DateTimeOffset At, string? By, WorkflowEvent Event);

    private sealed record Wait(string Activity, WorkflowEvent? For);

    private static IEnumerable<Happened> Numbered(JournalBurst burst) =>
        JsonElement.Parse(burst.Events).EnumerateArray().Select((one, i) => new Happened(burst.First + i, burst.At, burst.Actor, JournalJson.Read(one.GetRawText())));

    private static Dictionary<long, Wait> Waits(IEnumerable<Happened> events)
    {
        var waits = new Dictionary<long, Wait>();
        foreach (var one in events.OrderBy(one => one.Sequence))
            switch (one.Event)
            {
                case ActivityScheduled scheduled: waits[scheduled.Token] = new Wait(scheduled.Activity, null); break;
                case TimerArmed armed when waits.TryGetValue(armed.Token, out var visit): waits[armed.Token] = visit with { For = armed }; break;
                case EventAwaited awaited: waits[awaited.Token] = new Wait(awaited.Activity, awaited); break;
                case TaskOpened opened: waits[opened.Token] = new Wait(opened.Activity, opened); break;
                default: break;
            }
        return waits;
    }

    private static TimelineMoment? Tell(Happened one, WorkflowDefinition definition, Dictionary<long, Wait> waits)
    {
        switch (one.Event)
        {
            case TimerArmed armed when waits.TryGetValue(armed.Token, out var visit): return Moment("timer", "timer.armed", visit.Activity, ("due", armed.Due));
            case ActivityCompleted done when waits.TryGetValue(done.Token, out var visit):
                var outcome = done.Outcomes.FirstOrDefault() ?? "";
                return visit.For switch
                {
                    TimerArmed => Moment("timer", "timer.fired", visit.Activity),
                    EventAwaited awaited => Moment("event", "event.arrived", visit.Activity, ("event", awaited.EventNames.Contains(outcome) ? outcome : awaited.EventNames.FirstOrDefault() ?? "")),
                    // Tasks tell of themselves.
                    TaskOpened => null,
                    _ when definition.Nodes.TryGetValue(visit.Activity, out var node) && node.Children.IsEmpty => Moment("step", "step.done", visit.Activity, ("outcome", outcome)),
                    _ => null,
                };
            default: return null;
        }

        TimelineMoment Moment(string kind, string what, string activity, params (string Name, object Value)[] values) => new(one.At, 0, one.Sequence, kind, what, one.By,
            values.Append(("activity", activity)).ToDictionary(value => value.Item1, value => CaseJson.Element(value.Item2)));
    }
}
