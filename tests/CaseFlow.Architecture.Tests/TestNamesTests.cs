using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>A list of test names should read as what the product promises; and a mock of our own code would only promise that we know how we wrote it.</summary>
public sealed partial class TestNamesTests
{
    [Fact]
    public void Tests_are_named_as_sentences() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_test_named_after_a_method_is_found() =>
        Findings(SourceTree.Of(("tests/CaseFlow.Sla.Tests/X.cs", "[Fact]\npublic void TestAdvance() { }"))).ShouldBe(["tests/CaseFlow.Sla.Tests/X.cs: TestAdvance"]);

    [Fact]
    public void Nothing_brings_a_mocking_library() => Mocks(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_mocking_library_is_found() =>
        Mocks(SourceTree.Of(("Directory.Packages.props", "<PackageVersion Include=\"Moq\" Version=\"4.20.0\" />"))).ShouldBe(["Directory.Packages.props: Moq"]);

    private static IEnumerable<string> Findings(SourceTree tree) =>
        from file in tree.Under("tests", ".cs")
        from Match test in TestMethod().Matches(SourceTree.CodeOf(file.Value))
        let name = test.Groups["name"].Value
        where !name.Contains('_')
        select $"{file.Key}: {name}";

    private static IEnumerable<string> Mocks(SourceTree tree) =>
        from file in tree.Files
        where file.Key.EndsWith(".props", StringComparison.Ordinal) || file.Key.EndsWith(".csproj", StringComparison.Ordinal)
        from Match mock in Mock().Matches(file.Value)
        select $"{file.Key}: {mock.Groups["name"].Value}";

    [GeneratedRegex(@"\[(Fact|Theory)[^\n]*\n(\s*\[[^\n]*\n)*\s*public\s+(static\s+)?(async\s+)?(void|Task|ValueTask)\s+(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TestMethod();

    [GeneratedRegex("Include=\"(?<name>Moq|NSubstitute|FakeItEasy)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Mock();
}
