using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>An outside system tells of an event (CloudEvents 1.0); the edge has checked its signature. Applied once an event id, however often it arrives.</summary>
/// <param name="Source">Which system: <c>ems</c>, <c>factory</c>.</param>
/// <param name="EventId">The system's own id of the event.</param>
/// <param name="Type">The event's name in processes, e.g. <c>post.event</c>.</param>
/// <param name="Subject">A registered key such as <c>waybill:1100000000018</c>, or the case number; where the event opens a case, the sender's own reference.</param>
public sealed record ReceiveWebhook(string Source, string EventId, string Type, string Subject, JsonElement Data) : ICommand<WebhookReceipt>;

/// <summary>What became of it.</summary>
/// <param name="Accepted">The case took it.</param>
/// <param name="Duplicate">It had arrived before; nothing was done again.</param>
/// <param name="Kept">The case does not wait for it now: delivered once the outside work it is busy with is answered, or else kept for operators to see.</param>
/// <param name="Case">The number of the case that the event opened; null where it went to a case that was there.</param>
public sealed record WebhookReceipt(bool Accepted, bool Duplicate, bool Kept, string? Case = null);

internal sealed class ReceiveWebhookHandler(PgSession session, CaseRunner runner, CaseEvents events, EarlyEvents early, Parties parties, WebhookCases opened, TimeProvider time) : IRequestHandler<ReceiveWebhook, WebhookReceipt>
{
    public async Task<WebhookReceipt> Handle(ReceiveWebhook request, CancellationToken cancellationToken)
    {
        if (opened.Find(request.Source, request.Type) is { } opening)
            return await OpenAsync(opening, request, cancellationToken);
        var subject = request.Subject.StartsWith("case:", StringComparison.Ordinal) ? request.Subject[5..] : request.Subject;
        var caseId = await session.SingleOrDefaultAsync<long?>(
            "select case_id from case_key where key = @subject union all select id from case_file where number = @subject limit 1", new { subject }, cancellationToken)
            ?? throw RefusedException.NotFound("subject-unknown", "没有与该编号对应的办件。", "No case belongs to this subject.");
        var data = JsonSerializer.SerializeToElement(await parties.LiftAsync(request.Data, caseId, cancellationToken));
        if (!await IsFirstAsync(request, caseId, data, cancellationToken))
            return new WebhookReceipt(false, true, false);
        var open = await runner.OpenAsync(caseId, cancellationToken);
        var waiting = await events.AwaitingAsync(open, request.Type, cancellationToken);
        if (waiting.Count == 0)
        {
            session.Add("update webhook_event set outcome = @outcome where source = @Source and event_id = @EventId",
                new { outcome = await early.IsBusyAsync(open, cancellationToken) ? "early" : "kept", request.Source, request.EventId }, 1);
            return new WebhookReceipt(false, false, true);
        }
        events.CheckForms(request.Type, waiting, data);
        await events.DeliverAsync(waiting, request.Type, data, cancellationToken);
        runner.Save(open);
        return new WebhookReceipt(true, false, false);
    }

    /// <summary>The stored event holds nothing of the person it names: they stand with the case.</summary>
    private async Task<WebhookReceipt> OpenAsync(WebhookOpening opening, ReceiveWebhook request, CancellationToken cancellationToken)
    {
        var kept = JsonObject.Create(request.Data) ?? [];
        kept.Remove(opening.Person);
        if (!await IsFirstAsync(request, null, JsonSerializer.SerializeToElement(kept), cancellationToken))
            return new WebhookReceipt(false, true, false);
        var open = await opened.OpenAsync(opening, request.Data, cancellationToken);
        session.Add("update webhook_event set case_id = @Id where source = @Source and event_id = @EventId", new { open.Record.Id, request.Source, request.EventId }, 1);
        runner.Save(open);
        return new WebhookReceipt(true, false, false, open.Record.Number);
    }

    /// <summary>The row is claimed before anything is done: of two arrivals at once the second waits here, then finds the first.</summary>
    private async Task<bool> IsFirstAsync(ReceiveWebhook request, long? caseId, JsonElement data, CancellationToken cancellationToken) => await session.ExecuteAsync("""
        insert into webhook_event (source, event_id, type, subject, case_id, data, outcome, received_at)
        values (@Source, @EventId, @Type, @Subject, @caseId, @data, 'applied', @now) on conflict do nothing
        """, new { request.Source, request.EventId, request.Type, request.Subject, caseId, data, now = time.GetUtcNow() }, cancellationToken) > 0;
}
