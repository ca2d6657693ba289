using System.Text.Json;
using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>What processes write into the decision log and the state of a case comes from closed lists: reports, portals and scenario files are built on these words.</summary>
public sealed partial class VocabularyTests
{
    private const string Lists = "scripts/lib/scenarios/words.mjs";

    [Fact]
    public void Processes_speak_only_words_of_the_closed_lists() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void The_lists_themselves_are_read() => Words(SourceTree.Repository[Lists]!, "STEPS").Count.ShouldBe(43);

    [Theory]
    [InlineData("CaseFlow.LogDecision", "step", "pickupp")]
    [InlineData("CaseFlow.LogDecision", "decision", "MAYBE")]
    [InlineData("CaseFlow.Check", "reason", "BAD_DAY")]
    [InlineData("CaseFlow.SetCaseState", "state", "SOMEWHERE")]
    public void A_word_outside_the_lists_is_found(string activity, string input, string word) =>
        Findings(Definition(activity, input, word)).ShouldBe([$"workflows/x/v1.json: {input} '{word}' of {activity}"]);

    [Fact]
    public void A_word_of_the_lists_is_fine() => Findings(Definition("CaseFlow.SetCaseState", "state", "PRODUCED")).ShouldBeEmpty();

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        var lists = tree[Lists] ?? "";
        var known = new Dictionary<(string, string), HashSet<string>>
        {
            [("CaseFlow.LogDecision", "step")] = Words(lists, "STEPS"),
            [("CaseFlow.LogDecision", "decision")] = Words(lists, "DECISIONS"),
            [("CaseFlow.LogDecision", "reason")] = Words(lists, "REASONS"),
            [("CaseFlow.Check", "step")] = Words(lists, "STEPS"),
            [("CaseFlow.Check", "reason")] = Words(lists, "REASONS"),
            [("CaseFlow.Check", "failDecision")] = Words(lists, "DECISIONS"),
            [("CaseFlow.SetCaseState", "state")] = Words(lists, "CASE_STATES"),
        };
        return from file in tree.Under("workflows", ".json")
               where DefinitionFile().IsMatch(file.Key)
               from activity in Activities(JsonDocument.Parse(file.Value).RootElement)
               from rule in known
               where rule.Key.Item1 == activity.GetProperty("type").GetString()
               let word = Literal(activity, rule.Key.Item2)
               where word is { Length: > 0 } && !rule.Value.Contains(word)
               select $"{file.Key}: {rule.Key.Item2} '{word}' of {rule.Key.Item1}";
    }

    private static IEnumerable<JsonElement> Activities(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Activities),
        JsonValueKind.Object => (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? [element] : Enumerable.Empty<JsonElement>())
            .Concat(element.EnumerateObject().SelectMany(p => Activities(p.Value))),
        _ => [],
    };

    private static string? Literal(JsonElement activity, string input) =>
        activity.TryGetProperty(input, out var value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("expression", out var expression)
        && expression.GetProperty("type").GetString() == "Literal" && expression.GetProperty("value").ValueKind == JsonValueKind.String ? expression.GetProperty("value").GetString() : null;

    private static HashSet<string> Words(string source, string name) =>
        [.. Regex.Match(source, $@"export const {name} = list\([`'](?<words>[^`']+)[`']\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2)).Groups["words"].Value
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static SourceTree Definition(string activity, string input, string word) => SourceTree.Of(
        (Lists, "export const STEPS = list(`pickup`); export const DECISIONS = list(`PASS`); export const REASONS = list(`STATE`); export const CASE_STATES = list(`PRODUCED`);"),
        ("workflows/x/v1.json", "{\"root\":{\"type\":\"" + activity + "\",\"" + input + "\":{\"expression\":{\"type\":\"Literal\",\"value\":\"" + word + "\"}}}}"));

    [GeneratedRegex(@"^workflows/[^/]+/v\d+\.json$", RegexOptions.None, 2000)]
    private static partial Regex DefinitionFile();
}
