using System.Text.Json;
using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>Every activity that a process uses must exist in the code under exactly that name: names in files are forever.</summary>
public sealed partial class ActivityNamesTests
{
    [Fact]
    public void Every_activity_of_every_process_exists() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void An_activity_that_no_room_offers_is_found() =>
        Findings(SourceTree.Of(("workflows/x/v1.json", """{"definitionId":"x","root":{"type":"Elsa.Flowchart","activities":[{"type":"CaseFlow.DoMagic"}]}}"""), ("src/CaseFlow.Workflows/X.cs", "\"Elsa.Flowchart\"")))
            .ShouldBe(["workflows/x/v1.json: CaseFlow.DoMagic"]);

    [Fact]
    public void A_process_may_use_another_process_as_an_activity() =>
        Findings(SourceTree.Of(("workflows/x/v1.json", """{"definitionId":"x","root":{"type":"IdCardPost"}}"""), ("workflows/id-card-post/v1.json", """{"definitionId":"id-card-post","name":"IdCardPost"}""")))
            .ShouldBeEmpty();

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        var code = string.Join('\n', tree.Under("src", ".cs").Select(f => f.Value));
        var offered = Literal().Matches(code).Select(m => m.Groups["text"].Value).ToHashSet();
        var processes = Definitions(tree).SelectMany(d => ProcessNames(d.Root)).ToHashSet();
        return from definition in Definitions(tree)
               from type in ActivityTypes(definition.Root).Distinct()
               where !offered.Contains(type) && !processes.Contains(type)
               select $"{definition.Path}: {type}";
    }

    private static IEnumerable<(string Path, JsonElement Root)> Definitions(SourceTree tree) =>
        from file in tree.Under("workflows", ".json")
        where DefinitionFile().IsMatch(file.Key)
        select (file.Key, JsonDocument.Parse(file.Value).RootElement);

    private static IEnumerable<string> ProcessNames(JsonElement definition)
    {
        foreach (var property in (string[])["definitionId", "name"])
        {
            if (!definition.TryGetProperty(property, out var name) || name.GetString() is not { } text)
                continue;
            yield return text;
            yield return string.Concat(text.Split('-', ' ', '_').Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        }
    }

    // Activities stand at `root` and in any `activities`, `body`, `then`, `else`… : every object below the root whose `type` is a text with an `id` or a dotted name.
    private static IEnumerable<string> ActivityTypes(JsonElement definition) => definition.TryGetProperty("root", out var root) ? Below(root) : [];

    private static IEnumerable<string> Below(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Below),
        JsonValueKind.Object => (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && IsActivity(element, type.GetString()!) ? [type.GetString()!] : Enumerable.Empty<string>())
            .Concat(element.EnumerateObject().Where(p => p.Name is not ("metadata" or "customProperties" or "syntheticProperties")).SelectMany(p => Below(p.Value))),
        _ => [],
    };

    private static bool IsActivity(JsonElement element, string type) => type.StartsWith("Elsa.", StringComparison.Ordinal) || type.StartsWith("CaseFlow.", StringComparison.Ordinal)
        || (element.TryGetProperty("id", out _) && element.TryGetProperty("version", out _));

    [GeneratedRegex(@"^workflows/[^/]+/v\d+\.json$", RegexOptions.None, 2000)]
    private static partial Regex DefinitionFile();

    [GeneratedRegex("\"(?<text>[A-Za-z]+(\\.[A-Za-z]+)+)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Literal();
}
