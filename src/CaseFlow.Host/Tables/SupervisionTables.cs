using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Forecast;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Supervision;

namespace CaseFlow.Host.Tables;

/// <summary>What who supervises looks at: limits, cards, orders, forecasts, digests, recounted deadlines.</summary>
internal static class SupervisionTables
{
    public static readonly Column<TimeLimitRow>[] Limits =
    [
        new("办件编码", "Case number", row => row.CaseNumber), new("剩余工作时间", "Working time left", row => Said.Remaining(row.Colour, row.Unit, row.RemainingDays, row.OverdueDays, row.Provisional)),
        new("截止日", "Deadline", row => row.DeadlineDate), new("经办", "With", row => row.People.Select(Word.By).Concat(row.Groups.Select(Word.Role))), new("超期概率", "Probability", row => row.Probability is { } probability ? $"{100 * probability:0} %" : null), new("状态", "State", row => Word.State(row.CaseState)),
        new("受理点", "Office", row => Word.OfOffice(row.Office)), new("事项", "Process", row => Word.Process(row.Process)), new("时限", "Limit", row => row.Title), new("已用/期限", "Used / budget", row => $"{row.UsedDays} / {row.Budget}"), new("申请人等候", "Applicant waited", row => row.RawDays),
        new("挂起", "Paused", row => row.Pause is { } pause ? new object[] { pause.From, Word.Reason(pause.Reason), Word.By(pause.By) } : null), new("挂起天数", "Days paused", row => row.PausedDays),
        new("其中本单位原因", "Of these own fault", row => row.OwnFaultDays), new("超期环节", "Late stages", row => row.LateStages.Select(Word.Step)),
    ];

    public static readonly Column<RedCardView>[] RedCards =
    [
        new("红牌", "Card", row => new Said($"红牌 {row.Id}", $"Red card {row.Id}")), new("办件编码", "Case number", row => row.CaseNumber), new("超期", "Overdue", row => Said.Remaining("red", row.Unit, 0, row.OverdueDays, false)),
        new("截止日", "Deadline", row => row.Deadline), new("层级", "Level", row => new object?[] { row.Level, row.LevelTitle }), new("状态", "State", row => Word.State(row.CaseState)),
        new("受理点", "Office", row => Word.OfOffice(row.Office)), new("时限", "Limit", row => row.Title), new("事项", "Process", row => Word.Process(row.Process)), new("发牌时间", "Raised", row => row.RaisedAt),
        new("原因", "Cause", row => Word.Reason(row.Cause)),
    ];

    public static readonly Column<SupervisionView>[] Orders =
    [
        new("办件编码", "Case number", row => row.CaseNumber), new("类别", "Kind", row => Said.Of(Said.Kinds, row.Kind)), new("完成期限", "Due", row => row.DueOn), new("状态", "Status", row => Said.Of(Said.Statuses, row.Status)),
        new("承办人", "Owner", row => row.Owner is { } owner ? Word.By(owner) : new Said("办件经办人", "Handler of the case")), new("督办措施", "Measure", row => row.Measure),
        new("回复", "Reply", row => row.Reply is null ? null : new object[] { row.Reply, Word.By(row.RepliedBy) }), new("受理点", "Office", row => Word.OfOffice(row.Office)), new("签发", "Issued", row => new object[] { row.IssuedAt, Word.By(row.IssuedBy) }),
        new("红牌", "Red card", row => row.RedCard),
    ];

    public static readonly Column<ForecastRow>[] Forecasts =
    [
        new("办件编码", "Case number", row => row.CaseNumber), new("超期概率", "Probability", row => $"{100 * row.Probability:0} %"), new("截止日", "Deadline", row => row.Deadline),
        new("除非", "Unless", row => new Said($"剩 {row.HoursLeft} 工作小时，通常还需 {row.UsualHours}（依据 {row.Sample} 件）", $"{row.HoursLeft} working hours left, {row.UsualHours} usually needed (from {row.Sample} cases)")),
        new("状态", "State", row => Word.State(row.CaseState)), new("受理点", "Office", row => Word.OfOffice(row.Office)), new("事项", "Process", row => Word.Process(row.Process)),
    ];

    public static readonly Column<ForecastCheck>[] ForecastChecks =
    [
        new("预测概率", "Said", row => $"{row.Tenth * 10}–{(row.Tenth * 10) + 10} %"), new("已结束", "Ended", row => row.Count), new("其中超期", "Broken", row => $"{row.Broken} ({100.0 * row.Broken / row.Count:0} %)"),
    ];

    public static readonly Column<DigestLine>[] Digest =
    [
        new("受理点", "Office", row => Word.OfOffice(row.Office)), new("红牌", "Red", row => row.Red), new("最后一日", "Final day", row => row.FinalDay), new("黄牌", "Amber", row => row.Amber), new("已挂起", "Paused", row => row.Paused),
        new("红牌", "Red cards", row => row.RedCards), new("逾期督办", "Late orders", row => row.LateOrders),
    ];

    public static readonly Column<RecountView>[] Recounts =
    [
        new("年度表", "Table", row => $"{row.Calendar} {row.Year} · v{row.Version}"), new("进度", "Progress", row => row.Total == 0 ? "100 %" : $"{100.0 * row.Done / row.Total:0} %"), new("顺延", "Later", row => row.Moved),
        new("转为确定", "Confirmed", row => row.Confirmed), new("维持承诺", "Promise kept", row => row.Kept), new("开始", "Started", row => new object[] { row.StartedAt, Word.By(row.StartedBy) }),
    ];

    public static readonly Column<DeadlineChange>[] RecountChanges =
    [
        new("办件编码", "Case number", row => row.Case), new("时限", "Limit", row => row.Clock), new("原截止日", "Before", row => row.Old), new("新截止日", "After", row => row.New), new("结果", "Result", row => Said.Of(Said.Statuses, row.Verdict)),
    ];
}
