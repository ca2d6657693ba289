using System.Text.Json;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Runs another workflow at once, inside the same transaction. With <paramref name="WaitForCompletion"/> the activity waits if the child does not come to its end at once;
/// an incident of the child is not an end. The result tells the child's id, status and outputs.</summary>
/// <param name="WorkflowDefinitionId">The definition; its newest released version is run.</param>
/// <param name="CorrelationId">What the child is about.</param>
/// <param name="Input">The child's inputs by name.</param>
[Activity("Elsa.ExecuteWorkflow", Category = "Composition", NeedsCase = false, Zh = "执行子流程", En = "Execute workflow",
    AboutZh = "在同一事务中立即执行另一个流程，可等待它结束。",
    AboutEn = "Runs another workflow at once in the same transaction and may wait for its end.")]
public sealed record ExecuteWorkflow(string WorkflowDefinitionId, string? CorrelationId = null, Dictionary<string, JsonElement>? Input = null, bool WaitForCompletion = false) : IActivityRequest;

internal sealed class ExecuteWorkflowHandler(ChildWorkflows children, CaseScope scope) : IRequestHandler<ExecuteWorkflow, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ExecuteWorkflow request, CancellationToken cancellationToken)
    {
        if (scope.Open.Depth >= ChildWorkflows.DeepestNesting)
            return ChildWorkflows.TooDeep;
        if (await children.FindAsync(request.WorkflowDefinitionId, cancellationToken) is not { } process)
            return ChildWorkflows.Unknown(request.WorkflowDefinitionId);
        if (await children.RunAsync(process, request.Input ?? [], request.CorrelationId, request.WaitForCompletion, cancellationToken) is not { } child)
            return ChildWorkflows.CannotStart(request.WorkflowDefinitionId);
        return request.WaitForCompletion && !child.HasEnded ? ActivityAnswer.Later : ActivityAnswer.Done(ChildEnd.Result(child));
    }
}
