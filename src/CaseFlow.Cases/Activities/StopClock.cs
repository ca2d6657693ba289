using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>What was promised is done; or, with <paramref name="Abandon"/>, the case ended without it (withdrawn, rejected), so the promise counts neither as met nor as broken.</summary>
/// <param name="OnlyIfRunning">A clock that has stopped already, or was never started, is left alone.</param>
[Activity("CaseFlow.StopClock", Category = "Clock", Zh = "停止时限", En = "Stop clock",
    AboutZh = "承诺已履行；或办件终止，不再计算。",
    AboutEn = "What was promised is done, or the case ended without it.", Closes = "clock")]
public sealed record StopClock(string Clock, bool Abandon = false, bool OnlyIfRunning = false) : IActivityRequest;

internal sealed class StopClockHandler(ClockStore clocks, CaseScope scope) : IRequestHandler<StopClock, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(StopClock request, CancellationToken cancellationToken) =>
        // A case that ends early may not have come to its promise yet: then there is nothing to abandon.
        (request.Abandon && clocks.Find(request.Clock) is null) || (request.OnlyIfRunning && clocks.Find(request.Clock) is null or { StoppedAt: not null }) ? Task.FromResult(ActivityAnswer.Done())
            : clocks.EnterAsync(request.Clock, ledger => request.Abandon ? ledger.Abandon(scope.Now) : ledger.Stop(scope.Now), cancellationToken);
}
