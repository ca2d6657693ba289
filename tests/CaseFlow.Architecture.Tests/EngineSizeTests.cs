namespace CaseFlow.Architecture.Tests;

/// <summary>The engine stays so small that one person can hold it in the head: <c>Engine.cs</c> at most 100 lines, its room at most 4,000 lines of code. Comments, blank lines and lone
/// braces are not code: what explains the engine must never be saved on.</summary>
public sealed class EngineSizeTests
{
    [Fact]
    public void Engine_and_its_room_keep_their_size() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_longer_engine_and_a_larger_room_are_found() => Findings(SourceTree.Of(
        ("src/CaseFlow.Workflows/Engine.cs", string.Concat(Enumerable.Repeat("\n", 101))), ("src/CaseFlow.Workflows/More.cs", string.Concat(Enumerable.Repeat("go();\n// why\n{\n", 4001)))))
        .ShouldBe(["Engine.cs has 101 lines (limit 100)", "CaseFlow.Workflows has 4001 lines of code (limit 4000)"]);

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        if (SourceTree.LinesOf(tree["src/CaseFlow.Workflows/Engine.cs"] ?? "") is var lines and > 100)
            yield return $"Engine.cs has {lines} lines (limit 100)";
        if (tree.Under("src/CaseFlow.Workflows", ".cs").Sum(file => CodeLines(file.Value)) is var code and > 4000)
            yield return $"CaseFlow.Workflows has {code} lines of code (limit 4000)";
    }

    private static int CodeLines(string source) => source.Split('\n').Select(line => line.Trim()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line is not ("{" or "}"));
}
