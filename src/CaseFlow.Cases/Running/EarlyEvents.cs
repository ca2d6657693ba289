using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>Events of outside systems that came while the case was busy with other outside work: the post tells of a failed attempt while the registry is still being asked.
/// They wait in <c>webhook_event</c> and are delivered, in the order of their arrival, as soon as that work is answered. What still nobody waits for then is kept for operators.</summary>
internal sealed class EarlyEvents(PgSession session, CaseRunner runner, CaseScope scope)
{
    private sealed record Row(string Source, string EventId, string Type, string Data);

    /// <summary>A case with an unanswered request is between two of its waits.</summary>
    public static bool IsBusy(OpenInstance open) => open.Instance.Waiting.Any(waiting => waiting.Kind == WaitKind.Request);

    public async Task DeliverAsync(OpenInstance open, CancellationToken cancellationToken)
    {
        foreach (var row in await session.QueryAsync<Row>("""
            select source, event_id, type, data::text as data from webhook_event where case_id = @Id and outcome = 'early' order by received_at, event_id
            """, new { open.Record.Id }, cancellationToken))
        {
            var waiting = open.Instance.Waiting.FirstOrDefault(one => one.Kind == WaitKind.Event && one.EventNames.Contains(row.Type) && (one.Senders.IsEmpty || one.Senders.Contains(row.Source)));
            // The first that must wait on makes those after it wait too: events keep their order.
            if (waiting is null && IsBusy(open))
                return;
            session.Add("update webhook_event set outcome = @outcome where source = @Source and event_id = @EventId",
                new { outcome = waiting is null ? "kept" : "applied", row.Source, row.EventId }, 1);
            if (waiting is null)
                continue;
            scope.Actor = Actor.System with { Login = row.Source, Name = row.Source };
            await runner.AdvanceAsync(open, new DeliverEvent(waiting.Token, row.Type, JsonElement.Parse(row.Data)), cancellationToken);
        }
    }
}
