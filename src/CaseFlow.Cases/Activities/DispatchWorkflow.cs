using System.Text.Json;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Starts another workflow after the commit, by a job of the same transaction. With <paramref name="WaitForCompletion"/> the activity waits for its end, and the result is the child's outputs.</summary>
/// <param name="WorkflowDefinitionId">The definition; the version in force now is run.</param>
/// <param name="CorrelationId">What the child is about.</param>
/// <param name="Input">The child's inputs by name.</param>
[Activity("Elsa.DispatchWorkflow", Category = "Composition", NeedsCase = false, Zh = "派发子流程", En = "Dispatch workflow",
    AboutZh = "提交之后启动另一个流程，可等待它结束。",
    AboutEn = "Starts another workflow after the commit and may wait for its end.")]
public sealed record DispatchWorkflow(string WorkflowDefinitionId, string? CorrelationId = null, Dictionary<string, JsonElement>? Input = null, bool WaitForCompletion = false) : IActivityRequest;

internal sealed class DispatchWorkflowHandler(ChildWorkflows children, CaseScope scope) : IRequestHandler<DispatchWorkflow, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(DispatchWorkflow request, CancellationToken cancellationToken)
    {
        if (request.WaitForCompletion && scope.Open.Depth >= ChildWorkflows.DeepestNesting)
            return ChildWorkflows.TooDeep;
        if (await children.FindAsync(request.WorkflowDefinitionId, cancellationToken) is not { } process)
            return ChildWorkflows.Unknown(request.WorkflowDefinitionId);
        children.Queue(process, request.Input ?? [], request.CorrelationId, request.WaitForCompletion);
        return request.WaitForCompletion ? ActivityAnswer.Later : ActivityAnswer.Done();
    }
}
