using System.Text.Json;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Running;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Starts one workflow an item, each by a job of its own. The engine's activity has made the inputs of each and counts those that end.</summary>
[AnswersKind("Elsa.BulkDispatchWorkflows")]
public sealed record BulkDispatchWorkflows(string WorkflowDefinitionId, BulkDispatchWorkflows.Child[] Children, bool WaitForCompletion) : IActivityRequest
{
    /// <summary>What one child is started with.</summary>
    public sealed record Child(Dictionary<string, JsonElement> Input, string? CorrelationId = null);
}

internal sealed class BulkDispatchWorkflowsHandler(ChildWorkflows children, CaseScope scope) : IRequestHandler<BulkDispatchWorkflows, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(BulkDispatchWorkflows request, CancellationToken cancellationToken)
    {
        if (request.WaitForCompletion && scope.Open.Depth >= ChildWorkflows.DeepestNesting)
            return ChildWorkflows.TooDeep;
        if (await children.FindAsync(request.WorkflowDefinitionId, cancellationToken) is not { } process)
            return ChildWorkflows.Unknown(request.WorkflowDefinitionId);
        foreach (var child in request.Children)
            children.Queue(process, child.Input, child.CorrelationId, request.WaitForCompletion);
        return request.WaitForCompletion ? ActivityAnswer.Later : ActivityAnswer.Done();
    }
}
