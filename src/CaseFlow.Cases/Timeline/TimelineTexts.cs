using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Papers;
using CaseFlow.Sla;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Timeline;

/// <summary>Puts moments into words: a sentence a locale from <c>timeline.zh-CN.json</c> and <c>timeline.en.json</c>, with {names} filled in. Codes are said as their process calls them
/// (<c>templates/&lt;locale&gt;/words.json</c>), people by their names.</summary>
internal sealed partial class TimelineTexts(Templates templates, HouseRules rules, AccountNames accounts)
{
    /// <summary>The kind of word that stands for the code under a name.</summary>
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["step"] = "step", ["stage"] = "step", ["decision"] = "decision", ["reason"] = "reason", ["state"] = "state", ["outcome"] = "outcome", ["event"] = "event", ["channel"] = "value",
        ["template"] = "message", ["activity"] = "activity", ["to"] = "activity", ["by"] = "role",
    };

    /// <summary>The sentences by locale.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Sentences { get; } =
        new[] { "zh-CN", "en" }.ToDictionary(locale => locale, IReadOnlyDictionary<string, string> (locale) => Load(locale));

    /// <summary>Moments as entries, in their order.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TellAsync(IReadOnlyList<TimelineMoment> moments, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var names = await accounts.OfAsync(moments.SelectMany(moment => Logins(moment)), cancellationToken);
        return [.. moments.Select(moment => new TimelineEntry(moment.At.ToOffset(ShanghaiTime.Offset), moment.Kind, moment.What, moment.By,
            Sentences.ToDictionary(locale => locale.Key, locale => Fill(locale.Value.TryGetValue(moment.What, out var sentence) ? sentence : moment.What, locale.Key, moment, definition, names))))];
    }

    /// <summary>The name people know an activity by: as displayed in the drawing, or else its name or id.</summary>
    public static string NameOf(WorkflowDefinition definition, string activity) =>
        !definition.Nodes.TryGetValue(activity, out var node) ? activity[(activity.LastIndexOf(':') + 1)..]
        : node.Source.ValueKind == JsonValueKind.Object && node.Source.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("displayText", out var shown) && shown.ValueKind == JsonValueKind.String && shown.GetString() is { Length: > 0 } text ? text
        : node.Name ?? node.Id;

    private static IEnumerable<string> Logins(TimelineMoment moment) =>
        new[] { moment.By, moment.Values.TryGetValue("owner", out var owner) && owner.ValueKind == JsonValueKind.String ? owner.GetString() : null }.OfType<string>();

    private string Fill(string sentence, string locale, TimelineMoment moment, WorkflowDefinition definition, IReadOnlyDictionary<string, string> names) => Name().Replace(sentence, match =>
    {
        var name = match.Groups["name"].Value;
        var value = name == "by" ? moment.By ?? "" : moment.Values.TryGetValue(name, out var given) ? Text(given, locale) : "";
        return name switch
        {
            "by" or "owner" when names.TryGetValue(value, out var person) => person,
            "cause" => rules.RedCards.Causes.FirstOrDefault(cause => cause.Code == value)?.Title.GetValueOrDefault(locale) ?? value,
            "activity" or "to" => Word(name, NameOf(definition, value), locale),
            _ => Word(name, value, locale),
        };
    });

    /// <summary>The word of a code; what has none, such as a reason that somebody typed, stands as it is.</summary>
    private string Word(string name, string value, string locale) =>
        Kinds.TryGetValue(name, out var kind) ? templates.Words(locale)?.GetValueOrDefault(kind)?.GetValueOrDefault(value) ?? value : value;

    private static string Text(JsonElement value, string locale) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty(locale, out var own) ? Text(own, locale) : value.EnumerateObject().Select(one => Text(one.Value, locale)).FirstOrDefault() ?? "",
        JsonValueKind.String when value.TryGetDateTimeOffset(out var instant) && value.GetString()!.Length > 10 => $"{instant.ToOffset(ShanghaiTime.Offset):yyyy-MM-dd HH:mm}",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(locale == "en" ? ", " : "、", value.EnumerateArray().Select(one => Text(one, locale))),
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
