using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>One check of a list that is told in full: logs <c>PASS</c>, or the failing decision with its reason, and hands on the refusals collected so far.
/// Bind <c>refusals</c> and the output <c>result</c> to one variable; after the last check an empty list means accepted.</summary>
/// <param name="Step">Step of the decision log, e.g. <c>receipt</c>.</param>
/// <param name="Passed">The condition.</param>
/// <param name="Reason">Why it failed, e.g. <c>MISSING_RECEIPT</c>.</param>
/// <param name="Refusals">The reasons of the checks before this one.</param>
/// <param name="FailDecision">The decision that is logged on failure.</param>
[Activity("CaseFlow.Check", Zh = "核验", En = "Check",
    AboutZh = "记录一项核验是否通过及其理由。",
    AboutEn = "Logs whether a check passed and why.")]
public sealed record Check(string Step, bool Passed, string Reason, string[]? Refusals = null, string[]? Rules = null, string FailDecision = "REFUSE") : IActivityRequest;

internal sealed class CheckHandler(DecisionLog log) : IRequestHandler<Check, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(Check request, CancellationToken cancellationToken)
    {
        log.Add(request.Step, request.Passed ? "PASS" : request.FailDecision, request.Passed ? null : request.Reason, request.Rules);
        string[] refusals = [.. request.Refusals ?? [], .. request.Passed ? Array.Empty<string>() : [request.Reason]];
        return Task.FromResult(ActivityAnswer.Via("Done", refusals));
    }
}
