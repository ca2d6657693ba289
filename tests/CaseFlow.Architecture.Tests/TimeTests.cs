using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>The product reads the time from a TimeProvider alone: a scenario, a demo and a test move it, and nothing may look past it at the wall.</summary>
public sealed partial class TimeTests
{
    [Fact]
    public void Nothing_asks_the_system_for_the_time() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void No_test_sleeps() => Sleeps(SourceTree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("var x = DateTime.Now;")]
    [InlineData("var x = DateTime.UtcNow;")]
    [InlineData("var x = DateTime.Today;")]
    [InlineData("var x = DateTimeOffset.Now;")]
    [InlineData("var x = System.DateTimeOffset.UtcNow;")]
    public void A_look_at_the_wall_clock_is_found(string code) => Findings(SourceTree.Of(("src/CaseFlow.Cases/X.cs", code))).Count().ShouldBe(1);

    [Theory]
    [InlineData("Thread.Sleep(100);")]
    [InlineData("await Task.Delay(100);")]
    public void A_sleeping_test_is_found(string code) => Sleeps(SourceTree.Of(("tests/CaseFlow.Cases.Tests/X.cs", code))).Count().ShouldBe(1);

    [Fact]
    public void Waiting_to_be_cancelled_is_not_sleeping() =>
        Sleeps(SourceTree.Of(("tests/CaseFlow.Cases.Tests/X.cs", "await Task.Delay(Timeout.Infinite, cancellation);"))).ShouldBeEmpty();

    [Fact]
    public void A_property_called_now_is_fine() => Findings(SourceTree.Of(("src/CaseFlow.Cases/X.cs", "var x = scope.Now; // not DateTime.Now"))).ShouldBeEmpty();

    private static IEnumerable<string> Findings(SourceTree tree) => Matches(tree, "src", WallClock());

    private static IEnumerable<string> Sleeps(SourceTree tree) => Matches(tree, "tests", Sleeping());

    private static IEnumerable<string> Matches(SourceTree tree, string folder, Regex pattern) =>
        from file in tree.Under(folder, ".cs")
        from Match match in pattern.Matches(SourceTree.CodeOf(file.Value))
        select $"{file.Key}: {match.Value}";

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\b(?!\(Timeout\.Infinite)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Sleeping();
}
