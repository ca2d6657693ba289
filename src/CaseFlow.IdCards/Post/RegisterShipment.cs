using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Post;

/// <summary>登记运单: binds the waybill to the case. Result: <c>{waybill, maskedWaybill}</c>; only the masked one may be shown in public.</summary>
[Activity("CaseFlow.RegisterShipment", Category = "IdCards", Zh = "登记运单", En = "Register shipment",
    AboutZh = "把运单与办件关联。",
    AboutEn = "Binds the waybill to the case.")]
public sealed record RegisterShipment(string Waybill) : IActivityRequest;

internal sealed class RegisterShipmentHandler(CaseScope scope, PgSession session) : IRequestHandler<RegisterShipment, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RegisterShipment request, CancellationToken cancellationToken)
    {
        if (Waybill.Read(request.Waybill) is not { } waybill)
            return Task.FromResult(ActivityAnswer.Failed("waybill-invalid",
                $"'{request.Waybill}' is no waybill number: 13 digits, or two letters, nine digits and CN with the right check digit."));
        session.Add("insert into shipment (case_id, waybill, created_at) values (@Id, @Value, @Now) on conflict (case_id, waybill) do nothing",
            new { scope.Case.Id, waybill.Value, scope.Now });
        return Task.FromResult(ActivityAnswer.Done(new { waybill = waybill.Value, maskedWaybill = waybill.Masked, knownPrefix = waybill.HasKnownPrefix }));
    }
}
