using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.Decisions;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Evaluates a decision (DMN) that stands beside the definition: <c>eligibility</c> is <c>eligibility.dmn</c>.</summary>
/// <param name="Decision">File name without ending; also the decision's name in the model unless <paramref name="DecisionName"/> says otherwise.</param>
/// <param name="Input">The decision's inputs by name.</param>
/// <param name="DecisionName">The decision within the model, where it holds several.</param>
[Activity("CaseFlow.Decide", NeedsCase = false, Zh = "规则判定", En = "Decide",
    AboutZh = "执行流程旁的 DMN 决策。",
    AboutEn = "Evaluates a DMN decision that stands beside the definition.")]
public sealed record Decide(string Decision, JsonElement Input, string? DecisionName = null) : IActivityRequest;

internal sealed class DecideHandler(CaseScope scope, DecisionLog log) : IRequestHandler<Decide, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(Decide request, CancellationToken cancellationToken)
    {
        if (scope.Process.Decision(request.Decision) is not { } model)
            return Task.FromResult(ActivityAnswer.Failed("decision-missing", $"There is no {request.Decision}.dmn beside the definition."));
        if ((request.DecisionName ?? NameIn(model, request.Decision)) is not { } name || !model.Decisions.Contains(name))
            return Task.FromResult(ActivityAnswer.Failed("decision-missing", $"There is no decision {request.DecisionName} in {request.Decision}.dmn."));
        var input = request.Input.ValueKind == JsonValueKind.Object ? request.Input.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) : [];
        var result = model.Evaluate(name, input, scope.Now);
        if (scope.CaseId is not null)
            log.AddAsked(Why.Of(request.Decision, result));
        return Task.FromResult(ActivityAnswer.Done(result.Value));
    }

    /// <summary>The decision of the file's own name, else the last one.</summary>
    internal static string? NameIn(DecisionModel model, string file) => model.Decisions.Contains(file) ? file : model.Decisions.LastOrDefault();
}
