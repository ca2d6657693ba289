using System.Text.Json;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>What the end of a child means to the visit that waits for it.</summary>
internal static class ChildEnd
{
    /// <summary>Activity types whose visits have children. Their names are stored.</summary>
    public const string Execute = "Elsa.ExecuteWorkflow", Dispatch = "Elsa.DispatchWorkflow", BulkDispatch = "Elsa.BulkDispatchWorkflows";

    /// <summary>Whether visits of this activity type start children.</summary>
    public static bool StartsChildren(string activityType) => activityType is Execute or Dispatch or BulkDispatch;

    /// <summary>The answer to the parent; null if the visit no longer waits.</summary>
    public static Stimulus? Answer(OpenInstance parent, long token, OpenInstance child) => Waiting(parent, token) switch
    {
        null => null,
        BulkDispatch => new ChildEnded(token, child.Instance.Id, child.Instance.Status == InstanceStatus.Finished),
        Execute => new AnswerRequest(token, "Done", Result(child)),
        _ => new AnswerRequest(token, "Done", CaseJson.Element(child.Instance.Output)),
    };

    /// <summary>The answer when the child could not be started: one of many counts as ended, a single one is an incident.</summary>
    public static Stimulus Denied(OpenInstance parent, long token, string childId, string code, string message) =>
        Waiting(parent, token) == BulkDispatch ? new ChildEnded(token, childId, Finished: false) : new FailRequest(token, code, message);

    /// <summary>The visits whose children a burst leaves behind: cancelled or tried again, or left by an operator. Null stands for the whole instance.</summary>
    public static IReadOnlyList<long?> Abandoned(WorkflowDefinition definition, WorkflowInstance before, Burst burst)
    {
        if (burst.Events.Any(happened => happened is InstanceCancelled))
            return [null];
        return [.. burst.Events.Select(happened => happened switch
        {
            ActivityCancelled cancelled => cancelled.Token,
            ActivityRetried retried => retried.Token,
            ActivityCompleted completed when before.Visits.TryGetValue(completed.Token, out var visit) && visit.Waiting?.Kind == WaitKind.Incident => completed.Token,
            _ => (long?)null,
        }).Where(token => token is { } left && before.Visits.TryGetValue(left, out var visit) && StartsChildren(definition.Nodes[visit.Activity].Type))];
    }

    /// <summary>What Elsa calls <c>ExecuteWorkflowResult</c>.</summary>
    public static JsonElement Result(OpenInstance child) => CaseJson.Element(new
    {
        workflowInstanceId = child.Instance.Id,
        status = child.HasEnded ? "Finished" : "Running",
        subStatus = child.Instance.Status switch { InstanceStatus.Finished => "Finished", InstanceStatus.Cancelled => "Cancelled", _ => "Suspended" },
        output = child.Instance.Output,
    });

    private static string? Waiting(OpenInstance parent, long token) =>
        parent.Instance.Visits.TryGetValue(token, out var visit) && visit.Waiting is { Kind: WaitKind.Request } waiting ? waiting.Name : null;
}
