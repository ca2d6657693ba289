namespace CaseFlow.Decisions;

/// <summary>A text is no FEEL. <see cref="Position"/> counts characters from 0; the messages say what stands there and what was expected.</summary>
public sealed class FeelSyntaxException(int position, string messageZh, string messageEn) : Exception(messageEn)
{
    /// <summary>Characters before the place that could not be read.</summary>
    public int Position => position;

    /// <summary>The complaint in Chinese.</summary>
    public string MessageZh => messageZh;

    /// <summary>The complaint in English.</summary>
    public string MessageEn => Message;

    internal static FeelSyntaxException Expected(int position, string foundZh, string foundEn, Expectation expected) =>
        new(position, $"第 {position + 1} 个字符处：应为{expected.Zh}，实为{foundZh}", $"At character {position + 1}: expected {expected.En}, but found {foundEn}");

    internal static FeelSyntaxException At(int position, string zh, string en) =>
        new(position, $"第 {position + 1} 个字符处：{zh}", $"At character {position + 1}: {en}");
}

/// <summary>What the parser would have accepted, in both languages.</summary>
internal sealed record Expectation(string Zh, string En)
{
    public static readonly Expectation Value = new("一个值、名称或“(”", "a value, a name or '('");
    public static readonly Expectation Name = new("一个名称", "a name");
    public static readonly Expectation Type = new("一个类型名", "the name of a type");
    public static readonly Expectation End = new("表达式的结尾或运算符", "an operator or the end");

    public static Expectation Of(string symbol) => new($"“{symbol}”", $"'{symbol}'");
}
