using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Post;

/// <summary>记录轨迹: keeps one event of the postal service. What it means for the case is drawn in the process, not decided here.</summary>
/// <param name="Trace">The event: code, signer, courierConfirmed, suishenCode, receiptShown, reason. Whatever else it carries is dropped.</param>
[Activity("CaseFlow.RecordShipmentEvent", Category = "IdCards", Zh = "记录轨迹", En = "Record shipment event",
    AboutZh = "保存一条邮政轨迹。",
    AboutEn = "Keeps one event of the postal service.")]
public sealed record RecordShipmentEvent(string Waybill, JsonElement Trace) : IActivityRequest;

internal sealed class RecordShipmentEventHandler(CaseScope scope, PgSession session) : IRequestHandler<RecordShipmentEvent, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RecordShipmentEvent request, CancellationToken cancellationToken)
    {
        session.Add("""
            insert into shipment_event (shipment_id, at, code, signer, courier_confirmed, suishen_code, receipt_shown, reason)
            select id, @Now, @code, @signer, @confirmed, @suishen, @receipt, @reason from shipment where case_id = @Id and waybill = @Waybill
            """, new
        {
            scope.Case.Id, scope.Now, request.Waybill, code = Text("code") ?? "", signer = Text("signer"), confirmed = Flag("courierConfirmed"),
            suishen = Flag("suishenCode"), receipt = Flag("receiptShown"), reason = Text("reason"),
        }, expectRows: 1);
        return Task.FromResult(ActivityAnswer.Done());

        string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : null;
        bool? Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;
        JsonElement? Member(string name) => request.Trace.ValueKind == JsonValueKind.Object && request.Trace.TryGetProperty(name, out var value) ? value : null;
    }
}
