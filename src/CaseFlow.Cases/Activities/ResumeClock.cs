using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Sla;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>The time limit runs again; logs <c>deadline MOVED</c> when the pause moved the deadline. Where it runs already, because no days of pauses were left, nothing changes.</summary>
[Activity("CaseFlow.ResumeClock", Category = "Clock", Zh = "恢复时限", En = "Resume clock",
    AboutZh = "时限恢复计算。",
    AboutEn = "The time limit runs again.")]
public sealed record ResumeClock(string Clock) : IActivityRequest;

internal sealed class ResumeClockHandler(ClockStore clocks, DecisionLog log, CaseScope scope) : IRequestHandler<ResumeClock, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ResumeClock request, CancellationToken cancellationToken)
    {
        var before = clocks.Load(request.Clock);
        if (before.Pauses is [.., { EndedBy: ClockLedger.Limit }])
            return ActivityAnswer.Done(new { deadline = (await clocks.ReadAsync(before, cancellationToken)).DeadlineDate });
        var (entry, reading) = await clocks.ChangeAsync(request.Clock, ledger => ledger.Resume(scope.Now, scope.Actor.Login), cancellationToken);
        if (entry.Refused is { } refused)
            return ActivityAnswer.Failed(refused.Code, refused.En);
        // The deadline as it stood when the pause began: the ledger without the pause that has just ended.
        var unpaused = before with { Pauses = before.Pauses.RemoveAt(before.Pauses.Length - 1) };
        if ((await clocks.ReadAsync(unpaused, cancellationToken)).DeadlineDate != reading!.DeadlineDate)
            log.Add("deadline", "MOVED");
        return ActivityAnswer.Done(new { deadline = reading.DeadlineDate, reading.Provisional });
    }
}
