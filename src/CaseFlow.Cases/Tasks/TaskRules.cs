using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Cases.Tasks;

/// <summary>Who may do a task, and why not.</summary>
internal static class TaskRules
{
    public static void MustBeCandidate(TaskViews.Row task, IReadOnlyCollection<string> groups)
    {
        if (!task.CandidateGroups.Intersect(groups).Any())
            throw RefusedException.Forbidden("task-not-yours", $"该任务由以下岗位办理：{string.Join("、", task.CandidateGroups)}。", $"This task is for: {string.Join(", ", task.CandidateGroups)}.");
    }

    public static RefusedException NotOpenOrTaken(TaskViews.Row task) => task.Status == "open"
        ? RefusedException.Conflict("task-taken", $"该任务已由{task.AssigneeName ?? task.Assignee}认领。", $"{task.AssigneeName ?? task.Assignee} has claimed this task.")
        : RefusedException.Conflict("task-already-ended", "该任务已经办理或已取消，请刷新待办列表。", "The task was completed or cancelled. Reload the inbox.");
}
