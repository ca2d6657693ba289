using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions;

/// <summary>Why an expression gave null: a stable code and a sentence for a designer.</summary>
public sealed class NullReason : IEquatable<NullReason>
{
    private readonly string _zh;
    private readonly string _en;
    private readonly object?[] _about;

    /// <summary>The sentences are put together only when somebody reads them: a table may meet the same null a thousand times.</summary>
    private NullReason(string code, string zh, string en, params object?[] about) => (Code, _zh, _en, _about) = (code, zh, en, about);

    /// <summary>Stable; begins with «feel-».</summary>
    public string Code { get; }

    /// <summary>The sentence in Chinese.</summary>
    public string Zh => string.Format(_zh, [.. _about.Select(part => part is Words words ? words.Zh : part)]);

    /// <summary>The sentence in English.</summary>
    public string En => string.Format(_en, [.. _about.Select(part => part is Words words ? words.En : part)]);

    /// <inheritdoc/>
    public bool Equals(NullReason? other) => other is not null && Code == other.Code && _en == other._en && _about.AsSpan().SequenceEqual(other._about);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NullReason);

    /// <inheritdoc/>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {En}";

    internal static NullReason TooLong(long steps) =>
        new("feel-limit-steps", "计算超过 {0} 步，已停止", "The calculation was stopped after {0} steps", steps);

    internal static NullReason TooDeep(int depth) =>
        new("feel-limit-depth", "嵌套超过 {0} 层，已停止", "The calculation was stopped: nested more than {0} deep", depth);

    internal static NullReason TooLongText(int length) =>
        new("feel-limit-text", "文本超过 {0} 个字符，已停止", "The calculation was stopped: a text is longer than {0} characters", length);

    internal static NullReason UnknownName(string name) => new("feel-unknown-name", "没有名为“{0}”的值", "There is no value named '{0}'", name);

    internal static NullReason NoEntry(string name, object? value) =>
        new("feel-no-entry", "{1}没有“{0}”项", "A {1} has no entry '{0}'", name, ValueKind.Of(value));

    internal static NullReason Operands(string operation, object? a, object? b) =>
        new("feel-operands", "“{0}”不能用于{1}和{2}", "'{0}' does not work on a {1} and a {2}", operation, ValueKind.Of(a), ValueKind.Of(b));

    internal static NullReason Comparison(object? a, object? b) =>
        new("feel-comparison", "{0}与{1}无法比较", "A {0} cannot be compared with a {1}", ValueKind.Of(a), ValueKind.Of(b));

    internal static NullReason OutOfRange(string operation) =>
        new("feel-out-of-range", "“{0}”的结果超出可表示的范围", "The result of '{0}' is out of range", operation);

    internal static NullReason DivisionByZero() => new("feel-division-by-zero", "不能除以零", "Division by zero");

    internal static NullReason NotAFunction(string name) => new("feel-not-a-function", "“{0}”不是函数", "'{0}' is not a function", name);

    internal static NullReason Arguments(string function, string signatures) =>
        new("feel-arguments", "“{0}”的参数不符，应为：{1}", "The arguments do not fit '{0}': expected {1}", function, signatures);

    /// <summary>Both texts are constants of the program and may hold {1} for the detail.</summary>
    internal static NullReason Invalid(string function, string zh, string en, object? detail = null) =>
        new("feel-invalid", "“{0}”：" + zh, "'{0}': " + en, function, detail);

    internal static NullReason Unreadable(string what, Words complaint) => new("feel-unreadable", "“{0}”：{1}", "'{0}': {1}", what, complaint);

    internal static NullReason Duplicate(string name) => new("feel-duplicate-entry", "“{0}”出现了两次", "'{0}' is there twice", name);

    internal static NullReason WrongType(string what, string type, object? value) =>
        new("feel-type", "“{0}”应为 {1}，实为{2}或不允许的值", "'{0}' must be {1}, but is a {2} or a value that is not allowed", what, type, ValueKind.Of(value));

    internal static NullReason External() => new("feel-external-function", "不支持外部（Java）函数", "External (Java, PMML) functions are not supported");

    internal static NullReason Expected(string what, string type, object? value) =>
        new("feel-expected", "{0} 应为 {1}，实为{2}", "{0} must be a {1}, but is a {2}", what, type, ValueKind.Of(value));
}
