using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>10.3.4.1: from one kind of value to another.</summary>
internal static class ConversionFunctions
{
    public static void Define(BuiltIns all)
    {
        all.Add("string", "from: any", FeelType.Text, call => ValueText.Of(call.Run, call[0]));
        all.Add("number", "from: string, grouping separator?: string?, decimal separator?: string?", FeelType.Number, Number);
        all.Add("not", "negand: boolean?", FeelType.Boolean, call => call[0] is bool value ? !value : null);
        all.Add("not", "negand: any", FeelType.Boolean, _ => null);
        all.Add("range", "from: string", FeelType.Range, Range);
        all.Add("is", "value1?: any, value2?: any", FeelType.Boolean, call => IsSame(call.Run, call[0], call[1]));
    }

    private static object? Number(Call call)
    {
        var text = call.Text(0);
        var (grouping, point) = (call[1] as string, call[2] as string);
        if (grouping is not (null or " " or "," or ".") || point is not (null or "," or ".") || (grouping is not null && grouping == point))
            return call.Null("分隔符只能是空格、逗号或句点，且两者不同", "the separators may be space, comma or period, and must differ");
        if (grouping is not null) text = text.Replace(grouping, "", StringComparison.Ordinal);
        if (point == ",") text = text.Contains('.', StringComparison.Ordinal) ? "" : text.Replace(',', '.');
        return FeelNumber.TryParse(text) is { } number ? number : call.Null("“{1}”不是数字", "\"{1}\" is no number", text);
    }

    private static object? Range(Call call) =>
        RangeText.Read(call.Run, call.Text(0)) is { } range ? range : call.Null("“{1}”不是区间", "\"{1}\" is no range", call.Text(0));

    /// <summary>The same kind and the same value, zones by their spelling.</summary>
    private static bool IsSame(Evaluation.Run run, object? a, object? b) => (a, b) switch
    {
        (FeelTime x, FeelTime y) => x == y,
        (FeelDateTime x, FeelDateTime y) => x == y,
        _ => FeelType.Of(a) == FeelType.Of(b) && Equality.Same(run, a, b),
    };
}
