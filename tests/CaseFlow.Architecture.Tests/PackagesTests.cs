using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>A dependency is a promise to maintain: exact version in one place, and its reason in the table of the README.</summary>
public sealed partial class PackagesTests
{
    [Fact]
    public void Every_package_has_one_exact_version_and_its_reason_in_the_readme() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_package_without_a_reason_is_found() =>
        Findings(SourceTree.Of(("Directory.Packages.props", Version("Newtonsoft.Json", "13.0.4")), ("README.md", ""))).ShouldBe(["Newtonsoft.Json has no line in the README saying what for"]);

    [Fact]
    public void A_reason_for_a_package_that_is_gone_is_found() =>
        Findings(SourceTree.Of(("README.md", "## What it stands on\n\n| package | for |\n|---|---|\n| Quartz, Dapper | rows |\n"), ("Directory.Packages.props", Version("Dapper", "2.1.86"))))
            .ShouldBe(["The README gives a reason for Quartz, which nothing uses"]);

    [Theory]
    [InlineData("13.*")]
    [InlineData("[13.0,14.0)")]
    public void A_version_that_may_move_is_found(string version) =>
        Findings(SourceTree.Of(("Directory.Packages.props", Version("Dapper", version)), ("README.md", "| Dapper | rows |"))).ShouldBe([$"Dapper {version} is not one exact version"]);

    [Fact]
    public void A_version_beside_the_central_list_is_found() =>
        Findings(SourceTree.Of(("src/CaseFlow.Sla/CaseFlow.Sla.csproj", "<PackageReference Include=\"Dapper\" Version=\"2.1.86\" />"))).ShouldBe(["src/CaseFlow.Sla/CaseFlow.Sla.csproj gives Dapper a version of its own"]);

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        var readme = tree["README.md"] ?? "";
        foreach (Match package in CentralVersion().Matches(tree["Directory.Packages.props"] ?? ""))
        {
            var (name, version) = (package.Groups["name"].Value, package.Groups["version"].Value);
            if (!ExactVersion().IsMatch(version))
                yield return $"{name} {version} is not one exact version";
            if (!Regex.IsMatch(readme, $@"^\|[^|\n]*(?<![\w.]){Regex.Escape(name)}(?![\w.])[^|\n]*\|", RegexOptions.Multiline, TimeSpan.FromSeconds(2)))
                yield return $"{name} has no line in the README saying what for";
        }

        var central = CentralVersion().Matches(tree["Directory.Packages.props"] ?? "").Select(p => p.Groups["name"].Value).ToHashSet();
        var table = readme.Split("## What it stands on").ElementAtOrDefault(1)?.Split("\n\n").ElementAtOrDefault(1) ?? "";
        foreach (var name in table.Split('\n').Skip(2).Where(l => l.StartsWith('|') && !l.Contains("(npm) |", StringComparison.Ordinal)).SelectMany(l => l.Split('|')[1].Split(',')).Select(n => n.Trim().Split(' ')[0]))
            if (!central.Contains(name))
                yield return $"The README gives a reason for {name}, which nothing uses";

        foreach (var (path, text) in tree.Files.Where(f => f.Key.EndsWith(".csproj", StringComparison.Ordinal)))
            foreach (Match reference in OwnVersion().Matches(text))
                yield return $"{path} gives {reference.Groups["name"].Value} a version of its own";
    }

    private static string Version(string package, string version) => $"<PackageVersion Include=\"{package}\" Version=\"{version}\" />";

    [GeneratedRegex("<PackageVersion\\s+Include=\"(?<name>[^\"]+)\"\\s+Version=\"(?<version>[^\"]+)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex CentralVersion();

    [GeneratedRegex("<PackageReference\\s+Include=\"(?<name>[^\"]+)\"[^>]*Version=", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex OwnVersion();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.None, 2000)]
    private static partial Regex ExactVersion();
}
