using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>A stage was reached: its limit no longer runs.</summary>
[Activity("CaseFlow.ReachStage", Category = "Clock", Zh = "到达环节", En = "Reach stage",
    AboutZh = "到达某环节，该环节的时限不再计算。",
    AboutEn = "A stage was reached: its limit no longer runs.")]
public sealed record ReachStage(string Clock, string Stage) : IActivityRequest;

internal sealed class ReachStageHandler(ClockStore clocks, CaseScope scope) : IRequestHandler<ReachStage, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(ReachStage request, CancellationToken cancellationToken) =>
        clocks.EnterAsync(request.Clock, ledger => ledger.ReachStage(request.Stage, scope.Now), cancellationToken);
}
