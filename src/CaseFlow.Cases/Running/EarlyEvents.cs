using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>Events of outside systems that came while the case was busy with other outside work: the post tells of a failed attempt while the registry is still being asked.
/// They wait in <c>webhook_event</c> and are delivered, in the order of their arrival, as soon as that work is answered. What still nobody waits for then is kept for operators.</summary>
internal sealed class EarlyEvents(PgSession session, CaseRunner runner, CaseEvents events, CaseScope scope)
{
    private sealed record Row(string Source, string EventId, string Type, string Data);

    /// <summary>A case with an unanswered request is between two of its waits; so is one whose children have work outside. That it waits for a child alone does not make it busy.</summary>
    public async Task<bool> IsBusyAsync(OpenInstance open, CancellationToken cancellationToken) =>
        open.Instance.Waiting.Any(waiting => waiting.Kind == WaitKind.Request && !ChildEnd.StartsChildren(waiting.Name!))
        || (open.Instance.Waiting.Any(waiting => waiting.Kind == WaitKind.Request) && await session.SingleAsync<bool>(
            "select exists (select 1 from job where case_id = @Id and key like 'outside/%' and failed_at is null)", new { open.Record.Id }, cancellationToken));

    public async Task DeliverAsync(OpenInstance open, CancellationToken cancellationToken)
    {
        foreach (var row in await session.QueryAsync<Row>("""
            select source, event_id, type, data::text as data from webhook_event where case_id = @Id and outcome = 'early' order by received_at, event_id
            """, new { open.Record.Id }, cancellationToken))
        {
            var waiting = (await events.FindAsync(open, row.Type, cancellationToken)).FirstOrDefault(one => one.Visit.Senders.IsEmpty || one.Visit.Senders.Contains(row.Source));
            // The first that must wait on makes those after it wait too: events keep their order.
            if (waiting is null && await IsBusyAsync(open, cancellationToken))
                return;
            session.Add("update webhook_event set outcome = @outcome where source = @Source and event_id = @EventId",
                new { outcome = waiting is null ? "kept" : "applied", row.Source, row.EventId }, 1);
            if (waiting is null)
                continue;
            scope.Actor = Actor.System with { Login = row.Source, Name = row.Source };
            await runner.AdvanceAsync(waiting.Open, new DeliverEvent(waiting.Visit.Token, row.Type, JsonElement.Parse(row.Data)), cancellationToken);
        }
    }
}
