using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Jobs;
using CaseFlow.Cases.Messages;

namespace CaseFlow.Host.Tables;

/// <summary>What who runs the installation looks at.</summary>
internal static class AdministrationTables
{
    public static readonly Column<AccountView>[] Accounts =
    [
        new("账号", "Login", row => row.Login), new("姓名", "Name", row => row.Name), new("类别", "Kind", row => Said.Of(Said.Kinds, row.Kind)), new("受理点", "Office", row => Word.OfOffice(row.Office)),
        new("角色", "Roles", row => row.Roles.Select(Word.Role)), new("岗位", "Groups", row => row.Groups.Select(Word.Role)),
        new("状态", "Status", row => new object?[]
        {
            row.Active ? new Said("启用", "Active") : new Said("已停用", "Closed"), row.Locked ? new Said("已锁定", "Locked") : null,
            row.Deputy is null ? null : new Said("代班", "Stands in"), Word.By(row.Deputy),
        }),
        new("手机", "Mobile", row => row.Mobile), new("在办", "Open tasks", row => row.OpenTasks),
    ];

    public static readonly Column<OfficeView>[] Offices =
    [
        new("中文名称", "Chinese name", row => row.NameZh), new("英文名称", "English name", row => row.NameEn), new("类别", "Kind", row => Said.Of(Said.Kinds, row.Kind)), new("代码", "Id", row => row.Id),
    ];

    public static readonly Column<SubstitutionView>[] Substitutions =
    [
        new("请假", "Away", row => Word.By(row.Who)), new("代班", "Stands in", row => Word.By(row.Deputy)), new("开始", "From", row => row.From), new("结束", "To", row => row.Until),
    ];

    public static readonly Column<IncidentView>[] Incidents =
    [
        new("发生时间", "Raised", row => row.RaisedAt), new("办件编码", "Case number", row => row.CaseNumber ?? row.Instance), new("事项", "Process", row => Word.Process(row.Process)), new("受理点", "Office", row => Word.OfOffice(row.Office)),
        new("环节", "Step", row => Word.Activity(row.Name)), new("代码", "Code", row => row.Code), new("说明", "Message", row => row.Message),
        new("已处理", "Resolved", row => row.ResolvedAt is null ? null : new object?[] { row.Resolution is { } how ? Said.Of(Said.Statuses, how) : null, row.ResolvedAt, Word.By(row.ResolvedBy), row.Reason }),
    ];

    public static readonly Column<JobCount>[] Jobs =
    [
        new("到期", "Due", row => (object?)row.Hour ?? new Said("逾期", "Overdue")), new("类别", "Kind", row => row.Kind), new("数量", "Count", row => row.Count),
    ];

    public static readonly Column<JobView>[] DueJobs =
    [
        new("到期", "Due", row => row.DueAt), new("办件编码", "Case number", row => row.CaseNumber), new("类别", "Kind", row => row.Kind), new("次数", "Tries", row => row.Attempts), new("说明", "Message", row => row.LastError),
    ];

    public static readonly Column<FailedJobView>[] FailedJobs =
    [
        new("失败时间", "Given up", row => row.FailedAt), new("办件编码", "Case number", row => row.CaseNumber), new("类别", "Kind", row => row.Kind), new("次数", "Tries", row => row.Attempts), new("说明", "Message", row => row.LastError),
    ];

    public static readonly Column<KeptEvent>[] KeptEvents =
    [
        new("收到", "Received", row => row.ReceivedAt), new("办件编码", "Case number", row => row.CaseNumber), new("事件", "Event", row => Word.Event(row.Type)), new("来源", "Source", row => row.Source), new("对象", "Subject", row => row.Subject),
    ];

    public static readonly Column<LoggedMessage>[] Messages =
    [
        new("排队", "Queued", row => row.QueuedAt), new("办件编码", "Case number", row => row.CaseNumber ?? (object)Word.By(row.Account)), new("受理点", "Office", row => Word.OfOffice(row.Office)), new("消息", "Message", row => Word.Message(row.Template)), new("语言", "Language", row => row.Locale == "en" ? "English" : "中文"),
        new("发出", "Sent", row => row.SentAt),
    ];
}
