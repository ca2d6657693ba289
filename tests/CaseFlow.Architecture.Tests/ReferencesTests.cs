using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>Who may reference whom. A new arrow between rooms is a decision about the house: change the plan here and say why in docs/decisions.</summary>
public sealed partial class ReferencesTests
{
    private static readonly Dictionary<string, string[]> Plan = new()
    {
        ["CaseFlow.Decisions"] = [],
        ["CaseFlow.Sla"] = [],
        ["CaseFlow.Sandbox"] = [],
        ["CaseFlow.Workflows"] = ["CaseFlow.Decisions"],
        ["CaseFlow.PostgreSql"] = ["CaseFlow.Workflows"],
        ["CaseFlow.Cases"] = ["CaseFlow.Decisions", "CaseFlow.PostgreSql", "CaseFlow.Sla", "CaseFlow.Workflows"],
        ["CaseFlow.IdCards"] = ["CaseFlow.Cases", "CaseFlow.PostgreSql"],
        ["CaseFlow.Host"] = ["CaseFlow.Cases", "CaseFlow.IdCards", "CaseFlow.PostgreSql"],
    };

    [Fact]
    public void Rooms_reference_exactly_what_the_plan_of_the_house_says() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void Tests_reference_their_own_room_and_the_kit() => TestFindings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void The_engine_reaching_for_the_database_is_found()
    {
        var tree = SourceTree.Of(("src/CaseFlow.Workflows/CaseFlow.Workflows.csproj", Project("CaseFlow.Decisions", "CaseFlow.PostgreSql")));
        Findings(tree).ShouldContain("CaseFlow.Workflows references CaseFlow.PostgreSql, which the plan does not have");
    }

    [Fact]
    public void An_arrow_of_the_plan_that_is_missing_is_found() =>
        Findings(SourceTree.Of(("src/CaseFlow.Workflows/CaseFlow.Workflows.csproj", Project()))).ShouldContain("CaseFlow.Workflows does not reference CaseFlow.Decisions, which the plan has");

    [Fact]
    public void A_room_that_the_plan_does_not_know_is_found() =>
        Findings(SourceTree.Of(("src/CaseFlow.Common/CaseFlow.Common.csproj", Project()))).ShouldContain("CaseFlow.Common is not a room of the plan");

    [Fact]
    public void A_test_project_that_reaches_for_a_strange_room_is_found() =>
        TestFindings(SourceTree.Of(("tests/CaseFlow.Sla.Tests/CaseFlow.Sla.Tests.csproj", Project("CaseFlow.Cases")))).ShouldNotBeEmpty();

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        foreach (var (path, text) in tree.Under("src", ".csproj"))
        {
            var room = Path.GetFileNameWithoutExtension(path);
            if (!Plan.TryGetValue(room, out var allowed))
            {
                yield return $"{room} is not a room of the plan";
                continue;
            }

            var referenced = References(text);
            foreach (var extra in referenced.Except(allowed))
                yield return $"{room} references {extra}, which the plan does not have";
            foreach (var missing in allowed.Except(referenced))
                yield return $"{room} does not reference {missing}, which the plan has";
        }
    }

    // A room's tests see the room, what the room itself may see, the kit, and the outside world that the sandbox plays.
    private static IEnumerable<string> TestFindings(SourceTree tree) =>
        from project in tree.Under("tests", ".csproj")
        let name = Path.GetFileNameWithoutExtension(project.Key)
        where name.EndsWith(".Tests", StringComparison.Ordinal)
        let room = name[..^".Tests".Length]
        let seen = new HashSet<string>(Plan.GetValueOrDefault(room, [])) { room, "CaseFlow.Testing", "CaseFlow.Sandbox" }
        where Plan.ContainsKey(room)
        from reference in References(project.Value)
        where !seen.Contains(reference)
        select $"{name} references {reference}";

    private static string[] References(string project) =>
        [.. ProjectReference().Matches(project).Select(m => Path.GetFileNameWithoutExtension(m.Groups["path"].Value.Replace('\\', '/')))];

    private static string Project(params string[] references) => string.Concat(references.Select(r => $"<ProjectReference Include=\"../{r}/{r}.csproj\" />"));

    [GeneratedRegex("<ProjectReference\\s+Include=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ProjectReference();
}
