using System.Text.Json;

namespace CaseFlow.Host.Tables;

/// <summary>A column of a list as the desk shows it.</summary>
/// <param name="Value">What stands in it: a text, a number, a day, an instant, a <see cref="Word"/>, something <see cref="Said"/>, a text by locale, or several of these.</param>
/// <param name="Name">What <c>columns=</c> calls it, where readers choose their columns.</param>
internal sealed record Column<T>(string Zh, string En, Func<T, object?> Value, string? Name = null);

/// <summary>A code that the installed processes have a word for (<c>templates/&lt;locale&gt;/words.json</c>), an office, or somebody.</summary>
internal sealed record Word(string Kind, string? Code)
{
    public const string Office = "office";
    public const string Who = "who";

    /// <summary>A person or a system by login, or the server itself.</summary>
    public static Word By(string? login) => new(Who, login);

    public static Word OfOffice(string? id) => new(Office, id);

    public static Word Process(string? code) => new("process", code);

    public static Word State(string? code) => new("state", code);

    public static Word Reason(string? code) => new("reason", code);

    public static Word Step(string? code) => new("step", code);

    public static Word Decision(string? code) => new("decision", code);

    public static Word Activity(string? name) => new("activity", name);

    public static Word Message(string? template) => new("message", template);

    public static Word Event(string? name) => new("event", name);

    public static Word Role(string? code) => new("role", code);
}

/// <summary>What a process says of a case: both its name and a value that is a code have words.</summary>
internal sealed record Fact(string Name, JsonElement Value);

/// <summary>Words of the desk itself, in both languages.</summary>
internal sealed record Said(string Zh, string En)
{
    /// <summary>The word of a code that the product knows; the code itself where it has none.</summary>
    public static Said Of(IReadOnlyDictionary<string, Said> words, string code) => words.GetValueOrDefault(code) ?? new(code, code);

    /// <summary>What is left of a time limit, as its lamp says it.</summary>
    public static Said Remaining(string colour, string unit, int remaining, int overdue, bool provisional)
    {
        var working = unit != "CalendarDays";
        var (zh, en) = (working ? "个工作日" : "天", working ? "working day" : "day");
        var said = colour.Equals("paused", StringComparison.OrdinalIgnoreCase) ? new Said("已挂起", "Paused")
            : overdue > 0 ? new($"超期 {overdue} {zh}", $"{overdue} {en}{Many(overdue)} overdue")
            : colour.Equals("red", StringComparison.OrdinalIgnoreCase) ? new("已超期", "Overdue")
            : remaining == 0 ? new Said("今日到期", "Due today")
            : new Said($"剩 {remaining} {zh}", $"{remaining} {en}{Many(remaining)} left");
        return provisional ? new($"{said.Zh} · 暂定", $"{said.En} · provisional") : said;

        static string Many(int count) => count == 1 ? "" : "s";
    }

    public static IReadOnlyDictionary<string, Said> Kinds { get; } = new Dictionary<string, Said>
    {
        ["person"] = new("人员", "Person"), ["system"] = new("系统", "System"), ["group"] = new("岗位", "Group"), ["bureau"] = new("总队", "Bureau"), ["district"] = new("分局", "District"), ["station"] = new("派出所", "Station"),
        ["order"] = new("督办单", "Supervision order"), ["urge"] = new("催办", "Urge"),
    };

    public static IReadOnlyDictionary<string, Said> Commands { get; } = new Dictionary<string, Said>
    {
        ["RetryIncident"] = new("重试流程异常", "Retry incidents"), ["SkipIncident"] = new("跳过流程异常", "Skip incidents"), ["SetVariables"] = new("更正办件数据", "Correct what cases know"),
        ["MoveToActivity"] = new("移到其他环节", "Move to another step"), ["CancelCase"] = new("取消办件", "Cancel cases"), ["ClaimTask"] = new("认领任务", "Claim tasks"), ["ReleaseTask"] = new("退回任务", "Give tasks back"),
        ["AssignTask"] = new("转交任务", "Hand tasks over"), ["CompleteTask"] = new("办结任务", "Complete tasks"), ["RetryJob"] = new("重做后台作业", "Start jobs anew"), ["UrgeCase"] = new("催办", "Urge"),
    };

    public static IReadOnlyDictionary<string, Said> Statuses { get; } = new Dictionary<string, Said>
    {
        ["open"] = new("待回复", "Open"), ["replied"] = new("已回复", "Replied"), ["closed"] = new("已办结", "Closed"), ["retried"] = new("已重试", "Retried"), ["skipped"] = new("已跳过", "Skipped"),
        ["cancelled"] = new("已取消", "Cancelled"), ["running"] = new("进行中", "Running"), ["finished"] = new("已完成", "Finished"), ["MovedLater"] = new("顺延", "Later"), ["Confirmed"] = new("转为确定", "Confirmed"), ["PromiseKept"] = new("维持承诺", "Promise kept"),
    };
}
