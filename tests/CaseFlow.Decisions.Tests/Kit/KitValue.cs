using System.Xml.Linq;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>The values of the kit's test files, as FEEL values.</summary>
internal static class KitValue
{
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    public static object? Read(XElement holder)
    {
        var content = holder.Elements().FirstOrDefault(child => child.Name.LocalName is "value" or "list" or "component");
        if (content is null || (string?)content.Attribute(Xsi + "nil") == "true") return null;
        return content.Name.LocalName switch
        {
            "list" => new FeelList([.. content.Elements().Where(item => item.Name.LocalName == "item").Select(Read)]),
            "component" => new FeelContext(holder.Elements().Where(child => child.Name.LocalName == "component")
                .Select(component => KeyValuePair.Create((string?)component.Attribute("name") ?? "", Read(component)))),
            _ when (string?)content.Attribute(Xsi + "type") is { } type => Scalar(content.Value, type.Split(':')[^1]),
            _ => Untyped(content.Value),
        };
    }

    private static object? Untyped(string text) =>
        FeelNumber.TryParse(text.Trim()) is { } number ? number : bool.TryParse(text.Trim(), out var truth) ? truth : text;

    private static object? Scalar(string text, string type) => type switch
    {
        "decimal" or "double" or "integer" or "int" or "long" or "float" => FeelNumber.TryParse(text.Trim()),
        "boolean" => text.Trim() is "true" or "1",
        "date" => TemporalText.Date(text),
        "time" => TemporalText.Time(text),
        "dateTime" => TemporalText.DateTime(text),
        "duration" or "dayTimeDuration" or "yearMonthDuration" => TemporalText.Duration(text),
        _ => text,
    };

    /// <summary>Equal as the kit's runners see it: numbers to eight places, everything else exactly.</summary>
    public static bool Fits(object? expected, object? actual) => (expected, actual) switch
    {
        (FeelNumber a, FeelNumber b) => a == b || (FeelNumber.Subtract(a, b) is { } difference && difference.Abs() < FeelNumber.TryParse("0.00000001")!.Value),
        (FeelList a, FeelList b) => a.Count == b.Count && a.Zip(b).All(pair => Fits(pair.First, pair.Second)),
        (FeelContext a, FeelContext b) => a.Count == b.Count && a.Entries.All(entry => b.TryGet(entry.Key, out var other) && Fits(entry.Value, other)),
        (FeelTime a, FeelTime b) => a == b,
        (FeelDateTime a, FeelDateTime b) => a == b,
        _ => Equality.Same(new Evaluation.Run(default), expected, actual),
    };
}
