using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Notes;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Running;

namespace CaseFlow.Host.Tables;

/// <summary>What clerks look at: tasks, cases, and what belongs to a case.</summary>
internal static class WorkTables
{
    public static readonly Column<InboxRow>[] Inbox =
    [
        new("任务", "Task", row => row.Task.Title, "task"), new("办件", "Case", row => row.Task.CaseNumber, "case"), new("事项", "Process", row => Word.Process(row.Task.Process), "process"),
        new("状态", "State", row => Word.State(row.State), "state"), new("申请人", "Applicant", row => row.Applicant, "applicant"),
        new("剩余工作时间", "Working time left", row => row.Limit is { } limit ? Said.Remaining(limit.Colour, limit.Unit, limit.RemainingDays, limit.OverdueDays, limit.Provisional) : null, "remaining"),
        new("受理点", "Office", row => Word.OfOffice(row.Task.Office), "office"), new("经办人", "Assignee", row => Word.By(row.Task.Assignee), "assignee"), new("优先级", "Priority", row => row.Task.Priority, "priority"),
        new("到达", "Arrived", row => row.Task.OpenedAt, "opened"), new("任务期限", "Task due", row => row.Task.Due, "due"),
        new("任务内容", "What it is about", row => row.Task.Data.ValueKind == JsonValueKind.Object ? row.Task.Data.EnumerateObject().Select(fact => new Fact(fact.Name, fact.Value)) : null, "facts"),
    ];

    public static readonly Column<CaseListRow>[] Cases =
    [
        new("办件编码", "Case number", row => row.Number), new("事项", "Process", row => Word.Process(row.Process)), new("状态", "State", row => Word.State(row.State)),
        new("申请人", "Applicant", row => row.ApplicantName), new("截止日", "Deadline", row => new object?[] { row.Deadline, row.Provisional is true ? new Said("暂定", "provisional") : null }),
        new("受理点", "Office", row => Word.OfOffice(row.Office)), new("登记时间", "Opened", row => row.OpenedAt),
    ];

    public static readonly Column<OperationView>[] Operations =
    [
        new("开始时间", "Started", row => row.StartedAt), new("操作", "What", row => Said.Of(Said.Commands, row.Command)), new("说明", "Reason", row => row.Reason), new("状态", "Status", row => Said.Of(Said.Statuses, row.Status)),
        new("进度", "Progress", row => new Said($"完成 {row.Done}，失败 {row.Failed}，共 {row.Total}", $"{row.Done} done, {row.Failed} failed, {row.Total} in all")), new("经手", "By", row => Word.By(row.StartedBy)),
    ];

    public static readonly Column<DecisionRow>[] Decisions =
    [
        new("时间", "At", row => row.At), new("环节", "Step", row => Word.Step(row.Step)), new("决定", "Decision", row => Word.Decision(row.Decision)), new("原因", "Reason", row => Word.Reason(row.Reason)),
        new("依据", "Rules", row => row.Rules), new("经手", "By", row => Word.By(row.By)),
    ];

    public static readonly Column<MessageView>[] Messages = [new("时间", "At", row => row.QueuedAt), new("内容", "Text", row => row.Body), new("状态", "Status", row => row.SentAt)];

    public static readonly Column<LinkView>[] Links =
    [
        new("办件编码", "Case number", row => row.Number), new("事项", "Process", row => Word.Process(row.Process)), new("状态", "State", row => Word.State(row.State)),
        new("关联", "Why", row => row.Kind == "linked" ? new object?[] { row.Reason, Word.By(row.By) } : new Said("同一申请人", "Same person")), new("时间", "At", row => row.At),
    ];
}
