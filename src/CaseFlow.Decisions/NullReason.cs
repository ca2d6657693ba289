using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions;

/// <summary>Why an expression gave null: a stable code and a sentence for a designer.</summary>
public sealed record NullReason(string Code, string Zh, string En)
{
    internal static NullReason TooLong(long steps) =>
        new("feel-limit-steps", $"计算超过 {steps} 步，已停止", $"The calculation was stopped after {steps} steps");

    internal static NullReason TooDeep(int depth) =>
        new("feel-limit-depth", $"调用嵌套超过 {depth} 层，已停止", $"The calculation was stopped: calls are nested more than {depth} deep");

    internal static NullReason TooLongText(int length) =>
        new("feel-limit-text", $"文本超过 {length} 个字符，已停止", $"The calculation was stopped: a text is longer than {length} characters");

    internal static NullReason UnknownName(string name) => new("feel-unknown-name", $"没有名为“{name}”的值", $"There is no value named '{name}'");

    internal static NullReason NoEntry(string name, object? value) =>
        new("feel-no-entry", $"{TypeZh(value)}没有“{name}”项", $"A {Type(value)} has no entry '{name}'");

    internal static NullReason Operands(string operation, object? a, object? b) =>
        new("feel-operands", $"“{operation}”不能用于{TypeZh(a)}和{TypeZh(b)}", $"'{operation}' does not work on a {Type(a)} and a {Type(b)}");

    internal static NullReason Comparison(object? a, object? b) =>
        new("feel-comparison", $"{TypeZh(a)}与{TypeZh(b)}无法比较", $"A {Type(a)} cannot be compared with a {Type(b)}");

    internal static NullReason OutOfRange(string operation) =>
        new("feel-out-of-range", $"“{operation}”的结果超出可表示的范围", $"The result of '{operation}' is out of range");

    internal static NullReason DivisionByZero() => new("feel-division-by-zero", "不能除以零", "Division by zero");

    internal static NullReason NotAFunction(string name) => new("feel-not-a-function", $"“{name}”不是函数", $"'{name}' is not a function");

    internal static NullReason Arguments(string function, string signatures) =>
        new("feel-arguments", $"“{function}”的参数不符，应为：{signatures}", $"The arguments do not fit '{function}': expected {signatures}");

    internal static NullReason Invalid(string function, string zh, string en) => new("feel-invalid", $"“{function}”：{zh}", $"'{function}': {en}");

    internal static NullReason Duplicate(string name) => new("feel-duplicate-entry", $"“{name}”出现了两次", $"'{name}' is there twice");

    internal static NullReason WrongType(string what, string type, object? value) =>
        new("feel-type", $"“{what}”应为 {type}，实为{TypeZh(value)}", $"'{what}' must be {type}, but is a {Type(value)} or a value that is not allowed");

    internal static NullReason External() => new("feel-external-function", "不支持外部（Java）函数", "External (Java, PMML) functions are not supported");

    internal static NullReason Expected(string what, string type, object? value) =>
        new("feel-expected", $"{what} 应为 {type}，实为{TypeZh(value)}", $"{what} must be a {type}, but is a {Type(value)}");

    private static string Type(object? value) => value is null ? "null" : FeelType.Of(value).Name;

    private static string TypeZh(object? value) => value switch
    {
        null => "空值",
        FeelNumber => "数字",
        string => "文本",
        bool => "是非值",
        FeelDate => "日期",
        FeelTime => "时间",
        FeelDateTime => "日期时间",
        DayTimeDuration => "时长（日、时）",
        YearMonthDuration => "时长（年、月）",
        FeelList => "列表",
        FeelContext => "上下文",
        FeelRange => "区间",
        FeelFunction => "函数",
        _ => "值",
    };
}
