using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>Three rooms compute and do nothing else: no file, no network, no database, no process, no randomness. That is what makes the engine replayable.</summary>
public sealed partial class PurityTests
{
    private static readonly string[] PureRooms = ["CaseFlow.Decisions", "CaseFlow.Workflows", "CaseFlow.Sla"];

    [Fact]
    public void The_pure_rooms_touch_nothing_outside() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void The_pure_rooms_bring_no_packages() => Packages(SourceTree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("var text = File.ReadAllText(path);")]
    [InlineData("using System.Net.Http;")]
    [InlineData("using Npgsql;")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("var home = Environment.GetEnvironmentVariable(name);")]
    [InlineData("using Microsoft.AspNetCore.Http;")]
    public void An_engine_that_looks_outside_is_found(string code) => Findings(SourceTree.Of(("src/CaseFlow.Workflows/X.cs", code))).Count().ShouldBe(1);

    [Fact]
    public void A_package_in_a_pure_room_is_found() =>
        Packages(SourceTree.Of(("src/CaseFlow.Sla/CaseFlow.Sla.csproj", "<PackageReference Include=\"Npgsql\" />"))).ShouldBe(["CaseFlow.Sla: Npgsql"]);

    [Fact]
    public void The_same_words_in_other_rooms_are_fine() => Findings(SourceTree.Of(("src/CaseFlow.PostgreSql/X.cs", "using Npgsql;"))).ShouldBeEmpty();

    private static IEnumerable<string> Findings(SourceTree tree) =>
        from room in PureRooms
        from file in tree.Under($"src/{room}", ".cs")
        from Match match in Outside().Matches(SourceTree.CodeOf(file.Value))
        select $"{file.Key}: {match.Value}";

    private static IEnumerable<string> Packages(SourceTree tree) =>
        from room in PureRooms
        from Match match in Package().Matches(tree[$"src/{room}/{room}.csproj"] ?? "")
        select $"{room}: {match.Groups["name"].Value}";

    [GeneratedRegex(@"\b(File|Directory|FileInfo|DirectoryInfo|FileStream|Process|Environment|Socket)\s*\.\s*[A-Z]\w*|\bSystem\.(Net|Data|Diagnostics\.Process)\b|\b(Npgsql|Dapper|MediatR|Quartz)\b|"
        + @"\bMicrosoft\.(AspNetCore|Extensions)\b|\bGuid\.(NewGuid|CreateVersion7)\b|\bRandom\.Shared\b|\bnew Random\b|\bTimeProvider\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Outside();

    [GeneratedRegex("<PackageReference\\s+Include=\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Package();
}
