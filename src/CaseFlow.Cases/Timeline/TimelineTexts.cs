using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Sla;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Timeline;

/// <summary>Puts moments into words: a sentence a locale from <c>timeline.zh-CN.json</c> and <c>timeline.en.json</c>, with {names} filled in.</summary>
internal static partial class TimelineTexts
{
    /// <summary>The sentences by locale.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Sentences { get; } =
        new[] { "zh-CN", "en" }.ToDictionary(locale => locale, IReadOnlyDictionary<string, string> (locale) => Load(locale));

    public static TimelineEntry Entry(TimelineMoment moment, WorkflowDefinition definition) => new(moment.At.ToOffset(ShanghaiTime.Offset), moment.Kind, moment.What, moment.By,
        Sentences.ToDictionary(locale => locale.Key, locale => Fill(locale.Value.TryGetValue(moment.What, out var sentence) ? sentence : moment.What, locale.Key, moment, definition)));

    /// <summary>The name people know an activity by: as displayed in the drawing, or else its name or id.</summary>
    public static string NameOf(WorkflowDefinition definition, string activity) =>
        !definition.Nodes.TryGetValue(activity, out var node) ? activity[(activity.LastIndexOf(':') + 1)..]
        : node.Source.ValueKind == JsonValueKind.Object && node.Source.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("displayText", out var shown) && shown.ValueKind == JsonValueKind.String && shown.GetString() is { Length: > 0 } text ? text
        : node.Name ?? node.Id;

    private static string Fill(string sentence, string locale, TimelineMoment moment, WorkflowDefinition definition) => Name().Replace(sentence, match => match.Groups["name"].Value switch
    {
        "by" => moment.By ?? "",
        "activity" or "to" => NameOf(definition, moment.Values.TryGetValue(match.Groups["name"].Value, out var activity) ? Text(activity, locale) : ""),
        var name => moment.Values.TryGetValue(name, out var value) ? Text(value, locale) : "",
    });

    private static string Text(JsonElement value, string locale) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty(locale, out var own) ? Text(own, locale) : value.EnumerateObject().Select(one => Text(one.Value, locale)).FirstOrDefault() ?? "",
        JsonValueKind.String when value.TryGetDateTimeOffset(out var instant) && value.GetString()!.Length > 10 => $"{instant.ToOffset(ShanghaiTime.Offset):yyyy-MM-dd HH:mm}",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static Dictionary<string, string> Load(string locale)
    {
        using var file = typeof(TimelineTexts).Assembly.GetManifestResourceStream($"CaseFlow.Cases.Timeline.timeline.{locale}.json")
            ?? throw new InvalidOperationException($"The sentences of the timeline in {locale} are missing.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Name();
}
