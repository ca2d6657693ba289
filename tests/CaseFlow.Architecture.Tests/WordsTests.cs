using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaseFlow.Architecture.Tests;

/// <summary>What a process calls its codes stands in <c>templates/&lt;locale&gt;/words.json</c>: without a word a clerk would read <c>AWAIT_PICKUP_AFTER_FAILURE</c>.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Locales = ["zh-CN", "en"];

    // Files name their activities in Chinese: there the name itself is the word, unless its marks want to be wider.
    private const string Activity = "activity";

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
    public void A_state_without_a_word_is_found() => Findings(SourceTree.Of(
        ("workflows/lend/v1.json", """{"root":{"activities":[{"type":"CaseFlow.SetCaseState","state":{"expression":{"type":"Literal","value":"LENT"}}}]}}"""),
        ("templates/zh-CN/words.json", """{"process":{"lend":"借书"},"state":{"LENT":"已借出"}}"""), ("templates/en/words.json", """{"process":{"lend":"Lending"},"state":{}}""")))
        .ShouldBe(["templates/en: no word for the state LENT of workflows/lend/v1.json", "templates/en: its words are not those of templates/zh-CN: state LENT"]);

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        var words = Locales.ToDictionary(locale => locale, locale => Words(tree, locale));
        foreach (var (path, text) in tree.Under("workflows", ".json").Where(file => file.Key.Split('/') is [_, _, ['v', .., '.', 'j', 's', 'o', 'n']]))
            foreach (var (kind, code) in Codes(JsonElement.Parse(text)).Append(("process", path.Split('/')[1])).Distinct())
                foreach (var locale in Locales.Where(locale => !words[locale].Contains($"{kind} {code}") && !(kind == Activity && locale == Locales[0]) && !(kind == Port && Ways.Any(way => words[locale].Contains($"{way} {code}")))))
                    yield return $"templates/{locale}: no word for the {kind} {code} of {path}";
        foreach (var locale in Locales.Skip(1))
            if (words[locale].Except(words[Locales[0]]).Concat(words[Locales[0]].Except(words[locale])).Where(word => !word.StartsWith($"{Activity} ", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } differing)
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

    private static HashSet<string> Words(SourceTree tree, string locale)
    {
        var kinds = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(tree[$"templates/{locale}/words.json"] ?? "{}")!;
        kinds["reason"] = JsonSerializer.Deserialize<Dictionary<string, string>>(tree[$"templates/{locale}/reasons.json"] ?? "{}")!;
        return [.. kinds.SelectMany(kind => kind.Value.Keys.Select(code => $"{kind.Key} {code}"))];
    }

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
                    yield return (Activity, name);
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
