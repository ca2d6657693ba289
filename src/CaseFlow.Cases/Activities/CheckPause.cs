using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Asks whether a time limit may be paused for a reason, before anybody is asked to approve it: the reason must be one of the clock's, and neither the number of pauses nor their days may be
/// used up (rulebook 4.3). Refused, it logs <c>suspend REFUSE</c> with the code: <c>PAUSE_LIMIT</c>, <c>PAUSE_DAYS_USED</c>, <c>PAUSE_REASON_UNKNOWN</c>, <c>STATE</c>.</summary>
[Activity("CaseFlow.CheckPause", Category = "Clock", Zh = "核验可否挂起", En = "Check pause", Ports = ["Allowed", "Refused"],
    AboutZh = "审批前核验时限可否按该原因挂起：原因、次数、天数。",
    AboutEn = "Before anybody approves: may the time limit be paused for this reason, by reason, number and days?")]
public sealed record CheckPause(string Clock, string Reason) : IActivityRequest;

internal sealed class CheckPauseHandler(ClockStore clocks, DecisionLog log, CaseScope scope) : IRequestHandler<CheckPause, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(CheckPause request, CancellationToken cancellationToken)
    {
        if (clocks.Find(request.Clock) is not { } ledger)
            return Task.FromResult(ActivityAnswer.Failed("clock-unknown", $"The case has no clock named {request.Clock}."));
        if (ledger.Pause(scope.Now, request.Reason, scope.Actor.Login).Refused is not { } refused)
            return Task.FromResult(ActivityAnswer.Via("Allowed", new { allowed = true }));
        log.Add("suspend", "REFUSE", refused.Code switch
        {
            "clock-pause-limit" => "PAUSE_LIMIT",
            "clock-pause-days-used" => "PAUSE_DAYS_USED",
            "clock-pause-reason-unknown" => "PAUSE_REASON_UNKNOWN",
            _ => "STATE",
        });
        return Task.FromResult(ActivityAnswer.Via("Refused", new { allowed = false, refused.Code, refused.Zh, refused.En }));
    }
}
