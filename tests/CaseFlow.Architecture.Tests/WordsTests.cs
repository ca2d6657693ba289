using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaseFlow.Architecture.Tests;

/// <summary>What a process calls its codes stands in <c>templates/&lt;locale&gt;/words.json</c>: without a word a clerk would read <c>AWAIT_PICKUP_AFTER_FAILURE</c>.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Locales = ["zh-CN", "en"];

    // A way out of an activity may have a word as the outcome of a task, or as an event, already.
    private const string Port = "port";
    private static readonly string[] Ways = ["outcome", "event"];

    // What the diagram says in words of its own, or not at all.
    private static readonly string[] Plain = ["Done", "True", "False"];

    // Activity type, its input, and the kind of word that the input's literal needs.
    private static readonly (string Activity, string Input, string Kind)[] Spoken =
        [("CaseFlow.SetCaseState", "state", "state"), ("CaseFlow.CloseCase", "state", "state"), ("CaseFlow.LogDecision", "step", "step"), ("CaseFlow.LogDecision", "decision", "decision"),
            ("CaseFlow.LogDecision", "reason", "reason"), ("CaseFlow.Check", "step", "step"), ("CaseFlow.Check", "reason", "reason")];

    // The same for members that are plain lists.
    private static readonly (string Activity, string Input, string Kind)[] Listed = [("CaseFlow.AwaitEvent", "events", "event"), ("CaseFlow.HumanTask", "outcomes", "outcome")];

    [Fact]
    public void Every_code_of_a_released_process_has_a_word_in_every_language() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void What_a_decision_asked_and_answered_has_a_word_in_every_language() => Unexplained(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_column_of_a_table_without_a_word_is_found() => Unexplained(SourceTree.Of(
        ("workflows/lend/fee.dmn", """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision name="fee"><decisionTable><input><inputExpression><text>lost = true</text></inputExpression></input></decisionTable></decision></definitions>"""),
        ("templates/zh-CN/words.json", """{"fact":{"fee":"费用","lost":"丢失"}}"""), ("templates/en/words.json", """{"step":{"fee":"Fee"}}""")))
        .ShouldBe(["templates/en: no word for lost of workflows/lend/fee.dmn"]);

    [Fact]
    public void An_activity_is_called_by_its_name_in_the_file_until_a_language_has_a_word_for_it() => Findings(SourceTree.Of(
        ("workflows/lend/v1.json", """{"root":{"activities":[{"type":"Elsa.Start","metadata":{"displayText":"开始"}},{"type":"Elsa.End","metadata":{"displayText":"还书:归架"}}]}}"""),
        ("templates/zh-CN/words.json", """{"process":{"lend":"借书"},"activity":{"还书:归架":"还书：归架"}}"""), ("templates/en/words.json", """{"process":{"lend":"Lending"},"activity":{"开始":"Start"}}""")))
        .ShouldBe(["templates/en: no word for the activity 还书:归架 of workflows/lend/v1.json"]);

    [Fact]
    public void What_a_table_answers_or_cites_in_Chinese_has_a_word_and_so_has_a_holiday() => Findings(SourceTree.Of(
        ("workflows/lend/terms.dmn", """<x><outputEntry><text>"两周"</text></outputEntry><annotationEntry><text>R1 借期</text></annotationEntry><text>if contains(p, "书") then "长期" else 1</text></x>"""),
        ("workflows/calendars/test/2026.json", """{"holidays":[{"date":"2026-01-01","name":"元旦"}]}""")))
        .ShouldBe(["templates/en: no word for the source R1 借期 of workflows/lend/terms.dmn", "templates/en: no word for the value 两周 of workflows/lend/terms.dmn",
            "templates/en: no word for the value 长期 of workflows/lend/terms.dmn", "templates/en: no word for the holiday 元旦 of workflows/calendars/test/2026.json"]);

    [Fact]
    public void A_state_without_a_word_is_found() => Findings(SourceTree.Of(
        ("workflows/lend/v1.json", """{"root":{"activities":[{"type":"CaseFlow.SetCaseState","state":{"expression":{"type":"Literal","value":"LENT"}}}]}}"""),
        ("templates/zh-CN/words.json", """{"process":{"lend":"借书"},"state":{"LENT":"已借出"}}"""), ("templates/en/words.json", """{"process":{"lend":"Lending"},"state":{}}""")))
        .ShouldBe(["templates/en: no word for the state LENT of workflows/lend/v1.json", "templates/en: its words are not those of templates/zh-CN: state LENT"]);

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        var words = Locales.ToDictionary(locale => locale, locale => Words(tree, locale));
        foreach (var (path, kind, code) in Needed(tree).Distinct())
            foreach (var locale in Locales.Where(locale => !words[locale].Contains($"{kind} {code}") && !(locale == Locales[0] && Chinese().IsMatch(code)) && !(kind == Port && Ways.Any(way => words[locale].Contains($"{way} {code}")))))
                yield return $"templates/{locale}: no word for the {kind} {code} of {path}";
        foreach (var locale in Locales.Skip(1))
            if (words[locale].Except(words[Locales[0]]).Concat(words[Locales[0]].Except(words[locale])).Where(word => !Chinese().IsMatch(word)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } differing)
                yield return $"templates/{locale}: its words are not those of templates/{Locales[0]}: {string.Join(", ", differing)}";
    }

    /// <summary>Decisions and the columns of their tables, as the explanation of a decision names them: a fact, a step, or a word of its own.</summary>
    private static IEnumerable<string> Unexplained(SourceTree tree) =>
        from file in tree.Under("workflows", ".dmn")
        let parts = XDocument.Parse(file.Value).Descendants().ToList()
        from name in parts.Where(part => part.Name.LocalName == "decision").Select(part => part.Attribute("name")!.Value)
            .Concat(parts.Where(part => part.Name.LocalName == "inputExpression").Select(part => Truth().Replace(part.Value.Trim(), ""))).Distinct()
        from locale in Locales
        where !new[] { "fact", "step", "rule" }.Any(kind => Words(tree, locale).Contains($"{kind} {name}"))
        select $"templates/{locale}: no word for {name} of {file.Key}";

    // A column that asks «x = true» is about x.
    [GeneratedRegex(@"(?<=^\w+) = (true|false)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Truth();

    // What stands in a file in Chinese is its own Chinese word, unless its marks want to be wider.
    private static IEnumerable<(string Path, string Kind, string Code)> Needed(SourceTree tree)
    {
        foreach (var (path, text) in tree.Under("workflows", ".json").Where(file => file.Key.Split('/') is [_, _, ['v', .., '.', 'j', 's', 'o', 'n']]))
            foreach (var (kind, code) in Codes(JsonElement.Parse(text)).Append(("process", path.Split('/')[1])))
                yield return (path, kind, code);
        foreach (var (path, text) in tree.Under("workflows", ".dmn"))
        {
            foreach (var source in Source().Matches(text).Select(match => WebUtility.HtmlDecode(match.Groups["text"].Value)).Where(source => Chinese().IsMatch(source)))
                yield return (path, "source", source);
            foreach (Match answer in Answer().Matches(text))
                yield return (path, "value", answer.Groups["text"].Value);
        }
        foreach (var (path, text) in tree.Under("workflows/calendars", ".json"))
            foreach (var day in JsonElement.Parse(text).GetProperty("holidays").EnumerateArray())
                yield return (path, "holiday", day.GetProperty("name").GetString()!);
    }

    private static HashSet<string> Words(SourceTree tree, string locale)
    {
        var kinds = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(tree[$"templates/{locale}/words.json"] ?? "{}")!;
        kinds["reason"] = JsonSerializer.Deserialize<Dictionary<string, string>>(tree[$"templates/{locale}/reasons.json"] ?? "{}")!;
        return [.. kinds.SelectMany(kind => kind.Value.Keys.Select(code => $"{kind.Key} {code}"))];
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 1000)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"<annotationEntry[^>]*>\s*<text>\s*(?<text>.*?)\s*</text>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Source();

    // What a table or an expression answers in Chinese; what it compares with is not shown to anybody.
    [GeneratedRegex(@"(then|else|<outputEntry[^>]*>\s*<text>)\s*""(?<text>[^""<]*\p{IsCJKUnifiedIdeographs}[^""<]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answer();

    private static IEnumerable<(string Kind, string Code)> Codes(JsonElement part)
    {
        switch (part.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var code in part.EnumerateArray().SelectMany(Codes))
                    yield return code;
                break;
            case JsonValueKind.Object:
                var type = part.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
                if (part.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("displayText", out var shown) && shown.GetString() is { Length: > 0 } name)
                    yield return ("activity", name);
                if (part.TryGetProperty("connections", out var arrows) && arrows.ValueKind == JsonValueKind.Array)
                    foreach (var arrow in arrows.EnumerateArray())
                        if (arrow.GetProperty("source").TryGetProperty("port", out var port) && port.GetString() is { } way && !Plain.Contains(way))
                            yield return (Port, way);
                foreach (var (_, input, kind) in Spoken.Where(one => one.Activity == type))
                    if (part.TryGetProperty(input, out var given) && given.ValueKind == JsonValueKind.Object && given.TryGetProperty("expression", out var expression)
                        && expression.GetProperty("type").GetString() == "Literal" && expression.GetProperty("value") is { ValueKind: JsonValueKind.String } literal && literal.GetString() is { Length: > 0 } code)
                        yield return (kind, code);
                foreach (var (input, kind) in Listed.Where(one => one.Activity == type).Select(one => (one.Input, one.Kind)))
                    if (part.TryGetProperty(input, out var codes) && codes.ValueKind == JsonValueKind.Array)
                        foreach (var code in codes.EnumerateArray())
                            yield return (kind, code.GetString()!);
                foreach (var code in part.EnumerateObject().SelectMany(member => Codes(member.Value)))
                    yield return code;
                break;
        }
    }
}
