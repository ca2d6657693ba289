using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Closes the case (办结) in the state it was given last.</summary>
[Activity("CaseFlow.CloseCase", Zh = "办结", En = "Close case",
    AboutZh = "以最后的状态办结。",
    AboutEn = "Closes the case in the state it was given last.")]
public sealed record CloseCase : IActivityRequest;

internal sealed class CloseCaseHandler(CaseScope scope) : IRequestHandler<CloseCase, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(CloseCase request, CancellationToken cancellationToken)
    {
        (scope.Case.ClosedAt, scope.Case.Changed) = (scope.Now, true);
        return Task.FromResult(ActivityAnswer.Done());
    }
}
