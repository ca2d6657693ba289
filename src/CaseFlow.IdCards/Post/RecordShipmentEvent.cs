using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using Dapper;
using MediatR;

namespace CaseFlow.IdCards.Post;

/// <summary>记录轨迹: keeps one event of the postal service or of a second source. What it means for the case is drawn in the process, not decided here.
/// Result: <c>{repeated, late}</c>: the same event was here before; a newer one of this source was here before.</summary>
/// <param name="Trace">The event: code, opTime, signer, courierConfirmed, suishenCode, receiptShown, reason. Whatever else it carries is dropped.</param>
/// <param name="Source"><c>ems</c>, or the name of the second source.</param>
[Activity("CaseFlow.RecordShipmentEvent", Category = "IdCards", Zh = "记录轨迹", En = "Record shipment event",
    AboutZh = "保存一条邮政轨迹；重复或迟到的会标明。",
    AboutEn = "Keeps one event of the postal service, and says whether it is repeated or late.")]
public sealed record RecordShipmentEvent(string Waybill, JsonElement Trace, string Source = "ems") : IActivityRequest;

internal sealed class RecordShipmentEventHandler(CaseScope scope, PgSession session) : IRequestHandler<RecordShipmentEvent, ActivityAnswer>
{
    private sealed record Before(bool Repeated, bool Late);

    public async Task<ActivityAnswer> Handle(RecordShipmentEvent request, CancellationToken cancellationToken)
    {
        var (code, opTime) = (Text("code") ?? "", DateTimeOffset.TryParse(Text("opTime"), out var given) ? given.ToUniversalTime() : (DateTimeOffset?)null);
        await session.SaveAsync(cancellationToken);
        // Without a time of its own an event cannot be told from another of its kind: then it counts as new.
        var before = opTime is null ? new Before(false, false) : await session.Connection.QuerySingleAsync<Before>(new CommandDefinition("""
            select coalesce(bool_or(e.code = @code and e.op_time = @opTime), false) as repeated, coalesce(max(e.op_time) > @opTime, false) as late
            from shipment_event e join shipment s on s.id = e.shipment_id where s.case_id = @Id and s.waybill = @Waybill and e.source = @Source
            """, new { scope.Case.Id, request.Waybill, request.Source, code, opTime }, session.Transaction, cancellationToken: cancellationToken));
        session.Add("""
            insert into shipment_event (shipment_id, at, code, signer, courier_confirmed, suishen_code, receipt_shown, reason, source, op_time, note)
            select id, @Now, @code, @signer, @confirmed, @suishen, @receipt, @reason, @Source, @opTime, @note from shipment where case_id = @Id and waybill = @Waybill
            """, new
        {
            scope.Case.Id, scope.Now, request.Waybill, request.Source, code, opTime, signer = Text("signer"), confirmed = Flag("courierConfirmed"),
            suishen = Flag("suishenCode"), receipt = Flag("receiptShown"), reason = Text("reason"), note = before.Repeated ? "repeated" : before.Late ? "late" : null,
        }, expectRows: 1);
        return ActivityAnswer.Done(before);

        string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : null;
        bool? Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;
        JsonElement? Member(string name) => request.Trace.ValueKind == JsonValueKind.Object && request.Trace.TryGetProperty(name, out var value) ? value : null;
    }
}
