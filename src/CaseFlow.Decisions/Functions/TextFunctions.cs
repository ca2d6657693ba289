using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>10.3.4.3: strings. Positions and lengths count code points, not UTF-16 units.</summary>
internal static class TextFunctions
{
    public static void Define(BuiltIns all)
    {
        all.Add("substring", "string: string, start position: number, length?: number", FeelType.Text, Substring);
        all.Add("string length", "string: string", FeelType.Number, call => (FeelNumber)Length(call.Text(0)));
        all.Add("upper case", "string: string", FeelType.Text, call => call.Text(0).ToUpperInvariant());
        all.Add("lower case", "string: string", FeelType.Text, call => call.Text(0).ToLowerInvariant());
        all.Add("substring before", "string: string, match: string", FeelType.Text, call =>
            call.Text(0).IndexOf(call.Text(1), StringComparison.Ordinal) is var at and >= 0 ? call.Text(0)[..at] : "");
        all.Add("substring after", "string: string, match: string", FeelType.Text, call =>
            call.Text(0).IndexOf(call.Text(1), StringComparison.Ordinal) is var at and >= 0 ? call.Text(0)[(at + call.Text(1).Length)..] : "");
        all.Add("contains", "string: string, match: string", FeelType.Boolean, call => call.Text(0).Contains(call.Text(1), StringComparison.Ordinal));
        all.Add("starts with", "string: string, match: string", FeelType.Boolean, call => call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal));
        all.Add("ends with", "string: string, match: string", FeelType.Boolean, call => call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal));
        all.Add("matches", "input: string, pattern: string, flags?: string?", FeelType.Boolean, call =>
            Patterns.Ask(call, call.Text(1), call[2] as string, regex => regex.IsMatch(call.Text(0))));
        all.Add("replace", "input: string, pattern: string, replacement: string, flags?: string?", FeelType.Text, call =>
            Patterns.Replace(call, call.Text(0), call.Text(1), call.Text(2), call[3] as string));
        all.Add("split", "string: string, delimiter: string", FeelType.List, call => Patterns.Split(call, call.Text(0), call.Text(1)));
        all.Add("string join", "list: list, delimiter?: string?", FeelType.Text, Join);
    }

    private static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static object? Substring(Call call)
    {
        var text = call.Text(0);
        if (call.Number(1).ToInt() is not { } start || start == 0) return call.Null("起始位置从 1 或 -1 数起", "the start position counts from 1 or from -1");
        var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        var first = start > 0 ? start - 1 : runes.Count + start;
        if (first < 0 || first >= runes.Count) return "";
        var length = runes.Count - first;
        if (call.Has(2))
        {
            if (call.Number(2).ToInt() is not { } wanted || wanted < 1) return call.Null("长度至少为 1", "the length must be at least 1");
            length = Math.Min(length, wanted);
        }

        call.Run.Spend(runes.Count / 4);
        return string.Concat(runes.GetRange(first, length));
    }

    private static object? Join(Call call)
    {
        var texts = new List<string>();
        foreach (var item in call.List(0))
            if (item is string text) texts.Add(text);
            else if (item is not null) return call.Null("列表只能含文本", "the list may hold only strings");
        var length = texts.Sum(text => (long)text.Length) + (long)texts.Count * ((call[1] as string)?.Length ?? 0);
        call.Run.Spend(length / 16);
        return call.Run.Text(string.Join(call[1] as string ?? "", texts));
    }
}
