using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>The time limit stands still, with a coded reason (rulebook 4.3). Result: <c>{deadline, pauseEndsAt}</c>, the instant at which it runs again by itself.</summary>
[Activity("CaseFlow.PauseClock", Category = "Clock", Zh = "挂起时限", En = "Pause clock",
    AboutZh = "时限暂停计算，须有原因代码。",
    AboutEn = "The time limit stands still, with a coded reason.")]
public sealed record PauseClock(string Clock, string Reason) : IActivityRequest;

internal sealed class PauseClockHandler(ClockStore clocks, CaseScope scope) : IRequestHandler<PauseClock, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(PauseClock request, CancellationToken cancellationToken)
    {
        var (entry, reading) = await clocks.ChangeAsync(request.Clock, ledger => ledger.Pause(scope.Now, request.Reason, scope.Actor.Login), cancellationToken);
        return entry.Refused is { } refused ? ActivityAnswer.Failed(refused.Code, refused.En)
            : ActivityAnswer.Done(new { deadline = reading?.DeadlineDate, entry.Ledger.PauseEndsAt });
    }
}
