using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Sets the state that people see, e.g. <c>ACCEPTED</c>. The codes belong to the process.</summary>
[Activity("CaseFlow.SetCaseState", Zh = "设置办件状态", En = "Set case state",
    AboutZh = "设置办件的状态。",
    AboutEn = "Gives the case a state.")]
public sealed record SetCaseState(string State) : IActivityRequest;

internal sealed class SetCaseStateHandler(CaseScope scope) : IRequestHandler<SetCaseState, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(SetCaseState request, CancellationToken cancellationToken)
    {
        scope.Case.State = request.State;
        scope.Case.Changed = true;
        return Task.FromResult(ActivityAnswer.Done());
    }
}
