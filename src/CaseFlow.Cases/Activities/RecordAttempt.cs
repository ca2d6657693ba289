using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>A delivery attempt failed on the recipient's side: in time, it keeps the promise (rulebook Q8).</summary>
[Activity("CaseFlow.RecordAttempt", Category = "Clock", Zh = "记录投递尝试", En = "Record attempt",
    AboutZh = "因收件方原因投递未成；在期限内即视为履行。",
    AboutEn = "A delivery failed on the side of the recipient; in time, it keeps the promise.")]
public sealed record RecordAttempt(string Clock, string? Reason = null) : IActivityRequest;

internal sealed class RecordAttemptHandler(ClockStore clocks, CaseScope scope) : IRequestHandler<RecordAttempt, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RecordAttempt request, CancellationToken cancellationToken) =>
        clocks.EnterAsync(request.Clock, ledger => ledger.RecordAttempt(scope.Now), cancellationToken);
}
