using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>A type is called after what it is in the domain. These endings say only that its author had no name for it.</summary>
public sealed partial class NamingTests
{
    /// <summary>Words of a standard that the type stands for.</summary>
    private static readonly Dictionary<string, string> Standards = new() { ["DecisionService"] = "an element of DMN 1.5 (section 6.2.1.4)" };

    [Fact]
    public void No_type_ends_in_a_word_that_says_nothing() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("public sealed class CaseService;")]
    [InlineData("internal sealed record struct CaseDto(int Id);")]
    [InlineData("static class DateHelper { }")]
    [InlineData("interface IQueueManager { }")]
    [InlineData("abstract class ActivityBase<T> { }")]
    [InlineData("static class TextUtils { }")]
    public void A_nameless_type_is_found(string declaration) => Findings(SourceTree.Of(("src/CaseFlow.Cases/X.cs", declaration))).Count().ShouldBe(1);

    [Fact]
    public void Words_in_comments_and_texts_are_not_types() =>
        Findings(SourceTree.Of(("src/CaseFlow.Cases/X.cs", "// class CaseService\nrecord Case(string Text = \"class CaseService\");"))).ShouldBeEmpty();

    private static IEnumerable<string> Findings(SourceTree tree) =>
        from file in tree.Files
        where file.Key.EndsWith(".cs", StringComparison.Ordinal)
        from Match type in TypeDeclaration().Matches(SourceTree.CodeOf(file.Value))
        let name = type.Groups["name"].Value
        where SaysNothing().IsMatch(name) && !Standards.ContainsKey(name)
        select $"{file.Key}: {name}";

    [GeneratedRegex(@"\b(class|interface|enum|struct|record(\s+(class|struct))?)\s+(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("(Service|Manager|Helper|Helpers|Util|Utils|Utilities|Base|Dto)$", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex SaysNothing();
}
