namespace CaseFlow.Decisions.Values;

/// <summary>What a person calls the kind of a value.</summary>
internal static class ValueKind
{
    private static readonly Words Nothing = new("空值", "null");
    private static readonly Words Number = new("数字", "number");
    private static readonly Words Text = new("文本", "string");
    private static readonly Words Truth = new("是非值", "boolean");
    private static readonly Words Date = new("日期", "date");
    private static readonly Words Time = new("时间", "time");
    private static readonly Words DateTime = new("日期时间", "date and time");
    private static readonly Words DayTime = new("时长（日、时）", "days and time duration");
    private static readonly Words YearMonth = new("时长（年、月）", "years and months duration");
    private static readonly Words List = new("列表", "list");
    private static readonly Words Context = new("上下文", "context");
    private static readonly Words Range = new("区间", "range");
    private static readonly Words Function = new("函数", "function");

    public static Words Of(object? value) => value switch
    {
        null => Nothing,
        FeelNumber => Number,
        string => Text,
        bool => Truth,
        FeelDate => Date,
        FeelTime => Time,
        FeelDateTime => DateTime,
        DayTimeDuration => DayTime,
        YearMonthDuration => YearMonth,
        FeelList => List,
        FeelContext => Context,
        FeelRange => Range,
        _ => Function,
    };
}

/// <summary>The same in both languages.</summary>
internal sealed record Words(string Zh, string En);
