namespace CaseFlow.Architecture.Tests;

/// <summary>A file above 300 lines holds more than one thought. An exception says why, and can only shrink.</summary>
public sealed class FileLengthTests
{
    private const int Limit = 300;
    private static readonly string[] Kinds = [".cs", ".mjs", ".ts", ".tsx", ".sh", ".sql"];

    // Nobody reads these from top to bottom.
    private static readonly string[] Generated = ["schema.sql", "schema.d.ts"];

    /// <summary>Path, its length today, and the reason. A file that came below the limit leaves the list; one that shrank gets its new length.</summary>
    private static readonly Dictionary<string, (int Lines, string Reason)> Exceptions = [];

    [Fact]
    public void No_file_is_longer_than_300_lines_without_a_reason() => Findings(SourceTree.Repository, Exceptions).ShouldBeEmpty();

    [Fact]
    public void A_file_of_301_lines_is_found() =>
        Findings(SourceTree.Of(("src/A/Long.cs", Lines(301))), []).ShouldBe(["src/A/Long.cs has 301 lines (limit 300)"]);

    [Fact]
    public void An_exception_that_grew_is_found() =>
        Findings(SourceTree.Of(("src/A/Long.cs", Lines(350))), new() { ["src/A/Long.cs"] = (340, "one table") }).ShouldBe(["src/A/Long.cs has 350 lines (limit 340)"]);

    [Fact]
    public void An_exception_that_is_no_longer_needed_is_found() =>
        Findings(SourceTree.Of(("src/A/Long.cs", Lines(120))), new() { ["src/A/Long.cs"] = (340, "one table") }).ShouldBe(["src/A/Long.cs needs no exception any more"]);

    private static IEnumerable<string> Findings(SourceTree tree, Dictionary<string, (int Lines, string Reason)> exceptions)
    {
        foreach (var (path, text) in tree.Files.Where(f => Kinds.Any(k => f.Key.EndsWith(k, StringComparison.Ordinal)) && !Generated.Any(name => f.Key.EndsWith(name, StringComparison.Ordinal))))
        {
            var lines = SourceTree.LinesOf(text);
            var limit = exceptions.TryGetValue(path, out var exception) ? exception.Lines : Limit;
            if (lines > limit)
                yield return $"{path} has {lines} lines (limit {limit})";
        }

        foreach (var path in exceptions.Keys.Where(p => tree[p] is not { } text || SourceTree.LinesOf(text) <= Limit))
            yield return $"{path} needs no exception any more";
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("// line\n", count));
}
