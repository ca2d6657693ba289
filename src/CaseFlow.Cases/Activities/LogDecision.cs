using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Writes a row into the decision log, with its reason and the rules it follows from (R-numbers of the rulebook).</summary>
[Activity("CaseFlow.LogDecision", Zh = "记录决定", En = "Log decision",
    AboutZh = "记录谁依据什么作了什么决定。",
    AboutEn = "Logs what was decided and by which rules.")]
public sealed record LogDecision(string Step, string Decision, string? Reason = null, string[]? Rules = null) : IActivityRequest;

internal sealed class LogDecisionHandler(DecisionLog log) : IRequestHandler<LogDecision, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(LogDecision request, CancellationToken cancellationToken)
    {
        log.Add(request.Step, request.Decision, request.Reason, request.Rules);
        return Task.FromResult(ActivityAnswer.Done());
    }
}
