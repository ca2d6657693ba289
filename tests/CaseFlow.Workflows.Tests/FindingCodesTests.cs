using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CaseFlow.Workflows.Tests;

/// <summary>docs/findings.md names every code that the program can report, with its severity, and no other; and every code has a test.</summary>
public sealed partial class FindingCodesTests
{
    [Fact]
    public void The_table_of_findings_is_what_the_program_reports()
    {
        var reported = Sources("src/CaseFlow.Workflows", "src/CaseFlow.Cases/Definitions", "src/CaseFlow.Decisions").SelectMany(text => Report().Matches(text))
            .Select(match => (Code: match.Groups["code"].Value, Severity: match.Groups["how"].Value == "Warn" ? "warning" : "error"))
            .Distinct().GroupBy(found => found.Code, found => found.Severity).ToDictionary(group => group.Key, group => string.Join(", ", group.Order(StringComparer.Ordinal)));
        var table = Row().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "findings.md"))).ToDictionary(match => match.Groups["code"].Value, match => match.Groups["severity"].Value);
        table.ShouldBe(reported, ignoreOrder: true);
    }

    [Fact]
    public void Every_code_has_a_test()
    {
        var tests = string.Concat(Sources("tests/CaseFlow.Workflows.Tests", "tests/CaseFlow.Cases.Tests", "tests/CaseFlow.Host.Tests", "tests/CaseFlow.Decisions.Tests"));
        Row().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "findings.md"))).Select(match => match.Groups["code"].Value)
            .Where(code => !tests.Contains(code, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources(params string[] folders) => folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("""\b(?<how>Error|Warn)\(\s*"(?<code>[a-z]+(-[a-z]+)*)",""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Report();

    [GeneratedRegex("""^\| `(?<code>[a-z-]+)` \| (?<severity>[a-z, ]+) \|""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();
}
