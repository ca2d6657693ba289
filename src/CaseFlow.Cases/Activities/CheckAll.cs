using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>A list of checks that is told in full: logs every row that a decision table answered, passed ones too, and hands on the reasons of those that did not pass.
/// An empty result means that nothing stands against it.</summary>
/// <param name="Rows">What was checked, in the order in which people are told.</param>
[Activity("CaseFlow.CheckAll", Zh = "逐项核验", En = "Check all",
    AboutZh = "逐项记录决策表给出的核验结果，并给出全部未通过的理由。",
    AboutEn = "Logs each result of a decision table and gives every reason that stands against it.")]
public sealed record CheckAll(CheckedRow[] Rows) : IActivityRequest;

/// <summary>One check and how it came out.</summary>
/// <param name="Decision"><c>PASS</c>, or the decision that says no, e.g. <c>REFUSE</c>.</param>
/// <param name="Reason">Why not; null where it passed.</param>
/// <param name="Rules">The rules it follows from.</param>
public sealed record CheckedRow(string Step, string Decision, string? Reason = null, string[]? Rules = null);

internal sealed class CheckAllHandler(DecisionLog log) : IRequestHandler<CheckAll, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(CheckAll request, CancellationToken cancellationToken)
    {
        foreach (var row in request.Rows)
            log.Add(row.Step, row.Decision, row.Reason, row.Rules);
        return Task.FromResult(ActivityAnswer.Done(request.Rows.Where(row => row.Decision != "PASS").Select(row => row.Reason ?? row.Step).Distinct()));
    }
}
