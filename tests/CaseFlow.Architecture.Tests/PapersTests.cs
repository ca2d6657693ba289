using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>What must stand beside the code: a README of a page in every room, translations of every message, and nothing that only one machine understands.</summary>
public sealed partial class PapersTests
{
    [Fact]
    public void Every_room_has_a_readme_of_at_most_a_page() => Readmes(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_room_without_a_readme_is_found() => Readmes(SourceTree.Of(("src/CaseFlow.Sla/Clock.cs", ""))).ShouldBe(["src/CaseFlow.Sla has no README.md"]);

    [Fact]
    public void A_readme_of_many_pages_is_found() =>
        Readmes(SourceTree.Of(("src/CaseFlow.Sla/README.md", string.Concat(Enumerable.Repeat("x\n", 200))))).ShouldBe(["src/CaseFlow.Sla/README.md has 200 lines"]);

    [Fact]
    public void Every_template_exists_in_every_locale_and_has_a_sample() => Templates(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_message_that_was_not_translated_is_found() =>
        Templates(SourceTree.Of(("templates/en/accepted.hbs", ""), ("templates/zh-CN/accepted.hbs", ""), ("templates/zh-CN/posted.hbs", ""),
            ("templates/samples/accepted.json", "{}"), ("templates/samples/posted.json", "{}"))).ShouldBe(["posted is missing in en"]);

    [Fact]
    public void A_message_without_a_sample_is_found() => Templates(SourceTree.Of(("templates/en/accepted.hbs", ""))).ShouldBe(["accepted has no sample"]);

    [Fact]
    public void A_sample_without_a_message_is_found() =>
        Templates(SourceTree.Of(("templates/en/a.hbs", ""), ("templates/samples/a.json", "{}"), ("templates/samples/b.json", "{}"))).ShouldBe(["sample b belongs to no template"]);

    [Fact]
    public void Nothing_names_a_path_of_one_machine() => MachinePaths(SourceTree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("see /ho" + "me/anna/caseflow")]
    [InlineData("cd /wo" + "rk/main")]
    [InlineData("C:\\Use" + "rs\\anna")]
    public void A_path_of_one_machine_is_found(string text) => MachinePaths(SourceTree.Of(("docs/x.md", text))).Count().ShouldBe(1);

    [Fact]
    public void Packages_of_the_lock_file_come_from_the_public_registry() => StrangeRegistries(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_private_registry_in_the_lock_file_is_found() =>
        StrangeRegistries(SourceTree.Of(("package-lock.json", "\"resolved\": \"https://npm.example.org/x.tgz\""))).ShouldBe(["package-lock.json: https://npm.example.org/"]);

    [Fact]
    public void Every_decision_is_a_page_that_says_when_it_does_not_apply() => Decisions(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_decision_without_its_limits_is_found() =>
        Decisions(SourceTree.Of(("docs/decisions/0007-we-are-right.md", "# 0007: We are right\n"), ("docs/decisions/README.md", "[0007](0007-we-are-right.md)")))
            .ShouldBe(["docs/decisions/0007-we-are-right.md does not say when it does not apply"]);

    [Fact]
    public void A_decision_that_the_list_forgets_is_found() =>
        Decisions(SourceTree.Of(("docs/decisions/0007-x.md", "When this does not apply: never"))).ShouldBe(["docs/decisions/0007-x.md is not in the list of docs/decisions/README.md"]);

    private static IEnumerable<string> Decisions(SourceTree tree)
    {
        foreach (var (path, text) in tree.Under("docs/decisions", ".md").Where(f => !f.Key.EndsWith("README.md", StringComparison.Ordinal)))
        {
            if (!text.Contains("not apply", StringComparison.OrdinalIgnoreCase))
                yield return $"{path} does not say when it does not apply";
            if (SourceTree.LinesOf(text) > 60)
                yield return $"{path} has {SourceTree.LinesOf(text)} lines";
            if (tree["docs/decisions/README.md"]?.Contains($"({Path.GetFileName(path)})") != true)
                yield return $"{path} is not in the list of docs/decisions/README.md";
        }
    }

    private static IEnumerable<string> Readmes(SourceTree tree)
    {
        foreach (var room in tree.FoldersIn("src").Select(r => $"src/{r}"))
        {
            if (tree[$"{room}/README.md"] is not { } text)
                yield return $"{room} has no README.md";
            else if (SourceTree.LinesOf(text) > 90)
                yield return $"{room}/README.md has {SourceTree.LinesOf(text)} lines";
        }
    }

    private static IEnumerable<string> Templates(SourceTree tree)
    {
        var locales = tree.FoldersIn("templates").Where(f => f != "samples").ToDictionary(l => l, l => Names(tree, l, ".hbs"));
        var all = locales.Values.SelectMany(n => n).Distinct().Order(StringComparer.Ordinal).ToList();
        var samples = Names(tree, "samples", ".json");
        return all.SelectMany(name => locales.Where(l => !l.Value.Contains(name)).Select(l => $"{name} is missing in {l.Key}"))
            .Concat(all.Where(name => !samples.Contains(name)).Select(name => $"{name} has no sample"))
            .Concat(samples.Except(all).Select(name => $"sample {name} belongs to no template"));
    }

    private static HashSet<string> Names(SourceTree tree, string folder, string ending) =>
        [.. tree.Under($"templates/{folder}", ending).Select(f => f.Key[$"templates/{folder}/".Length..^ending.Length])];

    private static IEnumerable<string> MachinePaths(SourceTree tree) =>
        from file in tree.Files
        from Match match in MachinePath().Matches(file.Value)
        select $"{file.Key}: {match.Value}";

    private static IEnumerable<string> StrangeRegistries(SourceTree tree) =>
        from file in tree.Files
        where file.Key.EndsWith("package-lock.json", StringComparison.Ordinal)
        from host in Resolved().Matches(file.Value).Select(m => m.Groups["host"].Value).Distinct()
        where host != "https://registry.npmjs.org/"
        select $"{file.Key}: {host}";

    [GeneratedRegex(@"(?<![\w/.])/(home|work|root|Users)/[\w.]+|\b[A-Z]:\\Users\\\w+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MachinePath();

    [GeneratedRegex("\"resolved\":\\s*\"(?<host>https?://[^/\"]+/)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Resolved();
}
