using CaseFlow.Cases.Dashboard;

namespace CaseFlow.Host.Tables;

/// <summary>Numbers, as managers look at them.</summary>
internal static class DashboardTables
{
    /// <summary>One of the numbers by office, process, state, group or person.</summary>
    internal sealed record Lamps(Said By, object Name, LampCounts Counts);

    public static readonly Column<Lamps>[] Standing =
    [
        new("类别", "Kind", row => row.By), new("名称", "Name", row => row.Name), new("红牌", "Red", row => row.Counts.Red), new("最后一日", "Final day", row => row.Counts.Final), new("黄牌", "Amber", row => row.Counts.Amber),
        new("正常", "On time", row => row.Counts.Green), new("已挂起", "Paused", row => row.Counts.Paused),
    ];

    public static IReadOnlyList<Lamps> StandingOf(DashboardView view) =>
    [
        .. view.Offices.Select(one => new Lamps(new("按单位", "By office"), Word.OfOffice(one.Value), one)), .. view.Processes.Select(one => new Lamps(new("按事项", "By process"), Word.Process(one.Value), one)),
        .. view.States.Select(one => new Lamps(new("按环节", "By stage"), Word.State(one.Value), one)), .. view.Groups.Select(one => new Lamps(new("按岗位", "By group"), Word.Role(one.Value), one)),
        .. view.People.Select(one => new Lamps(new("按经办人", "By person"), Word.By(one.Value), one)),
    ];

    /// <summary>The shares that the rules of the house name are columns.</summary>
    public static IReadOnlyList<Column<TrendDay>> Trends(TrendsView view) =>
    [
        new("日期", "Day", row => row.Day), new("登记", "Opened", row => row.Opened), new("办结", "Closed", row => row.Closed), new("按期", "Kept", row => row.Met), new("超期", "Broken", row => row.Breached),
        new("红牌", "Red cards", row => row.RedCards),
        .. view.Shares.Select(share => new Column<TrendDay>(share.Title.GetValueOrDefault("zh-CN", share.Code), share.Title.GetValueOrDefault("en", share.Code),
            row => row.Shares.GetValueOrDefault(share.Code) is { Of: > 0 } count ? $"{100.0 * count.Part / count.Of:0.0} %" : "–")),
    ];

    public static readonly Column<DurationRow>[] Durations =
    [
        new("事项", "Process", row => Word.Process(row.Process)), new("状态", "State", row => row.State is null ? new Said("整件", "Whole case") : Word.State(row.State)), new("件数", "Cases", row => row.Count),
        new("P50 (工作小时)", "P50 (working hours)", row => row.P50), new("P90 (工作小时)", "P90 (working hours)", row => row.P90), new("P99 (工作小时)", "P99 (working hours)", row => row.P99),
    ];

    public static readonly Column<(string Kind, WorkloadRow Row)>[] Workload =
    [
        new("类别", "Kind", one => Said.Of(Said.Kinds, one.Kind)), new("经办人或岗位", "Person or group", one => one.Kind == "group" ? Word.Role(one.Row.Value) : $"{one.Row.Name} ({one.Row.Value})"), new("任务", "Tasks", one => one.Row.Total),
        new("已超期", "Late", one => one.Row.Late), new("无时限", "Without limit", one => one.Row.Unpromised), new("按截止日", "By deadline", one => one.Row.Days.Select(day => $"{day.Day:yyyy-MM-dd}: {day.Count}")),
    ];

    public static IReadOnlyList<(string Kind, WorkloadRow Row)> WorkOf(WorkloadView view) => [.. view.People.Select(row => ("person", row)), .. view.Groups.Select(row => ("group", row))];

    public static readonly Column<WaitingPlace>[] Places =
    [
        new("流程", "Workflow", row => Word.Process(row.Definition)), new("版本", "Version", row => row.Version), new("环节", "Step", row => Word.Activity(row.Name)), new("等候", "Waiting", row => row.Count), new("其中超期", "Late", row => row.Late),
        new("已等 P50（工作小时）", "Waited, P50 (working hours)", row => row.P50), new("已等 P90（工作小时）", "Waited, P90 (working hours)", row => row.P90),
    ];

    public static readonly Column<WaitingCase>[] WaitingCases =
    [
        new("办件编码", "Case number", row => row.CaseNumber), new("事项", "Process", row => Word.Process(row.Process)), new("状态", "State", row => Word.State(row.CaseState)), new("受理点", "Office", row => Word.OfOffice(row.Office)),
        new("等候自", "Since", row => row.Since), new("已等（工作小时）", "Waited (working hours)", row => row.Hours), new("状态", "Status", row => row.Late ? new Said("已超期", "Late") : null),
    ];

    public static readonly Column<CountedRow>[] Counted =
    [
        new("办件编码", "Case number", row => row.CaseNumber, "case"), new("事项", "Process", row => Word.Process(row.Process), "process"), new("现在的状态", "State now", row => Word.State(row.CaseState), "state"), new("受理点", "Office", row => Word.OfOffice(row.Office), "office"),
        new("时间", "When", row => row.At, "at"), new("决定", "Decision", row => Word.Decision(row.What), "what"), new("工作小时", "working hours", row => row.Hours, "hours"),
    ];
}
