using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>Names that stand in stored files and rows are forever: activities in definitions, events in journals, jobs in the queue. `forever.txt` is their closed list.</summary>
public sealed partial class ForeverTests
{
    private const string List = "tests/CaseFlow.Architecture.Tests/forever.txt";

    [Fact]
    public void Stored_names_are_exactly_those_of_the_list() => Findings(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_renamed_activity_is_found_twice() =>
        Findings(SourceTree.Of((List, "activity CaseFlow.SendMessage\n"), ("src/CaseFlow.Cases/Activities/X.cs", "[Activity(\"CaseFlow.SendMail\")]\nrecord SendMail;")))
            .ShouldBe(["activity CaseFlow.SendMail is new: add it to forever.txt", "activity CaseFlow.SendMessage is gone, but stored files and rows name it"]);

    [Fact]
    public void A_renamed_journal_event_is_found() =>
        Findings(SourceTree.Of((List, "event TaskOpened\n"), ("src/CaseFlow.Workflows/WorkflowEvent.cs", "public sealed record TaskBegan(int Token) : WorkflowEvent;"))).Count().ShouldBe(2);

    [Fact]
    public void A_renamed_job_is_found() =>
        Findings(SourceTree.Of((List, ""), ("src/CaseFlow.IdCards/X.cs", "internal sealed record OrderAtFactory(string Number) : IOutsideJob;"))).ShouldBe(["job OrderAtFactory is new: add it to forever.txt"]);

    private static IEnumerable<string> Findings(SourceTree tree)
    {
        var listed = (tree[List] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith('#')).ToHashSet();
        var stored = Stored(tree).ToHashSet();
        return stored.Except(listed).Order(StringComparer.Ordinal).Select(n => $"{n} is new: add it to forever.txt")
            .Concat(listed.Except(stored).Order(StringComparer.Ordinal).Select(n => $"{n} is gone, but stored files and rows name it"));
    }

    private static IEnumerable<string> Stored(SourceTree tree) =>
        from file in tree.Under("src", ".cs")
        from name in ActivityName().Matches(file.Value).Select(m => $"activity {m.Groups["name"].Value}")
            .Concat(EventName().Matches(file.Value).Select(m => $"event {m.Groups["name"].Value}"))
            .Concat(JobName().Matches(file.Value).Select(m => $"job {m.Groups["name"].Value}"))
        select name;

    [GeneratedRegex(@"^\s*\[Activity\(""(?<name>[^""]+)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 2000)]
    private static partial Regex ActivityName();

    [GeneratedRegex(@"^\s*public sealed record (?<name>\w+)(\([^;{]*?\))?\s*:\s*WorkflowEvent\b", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 2000)]
    private static partial Regex EventName();

    [GeneratedRegex(@"\brecord (?<name>\w+)(\([^;{]*?\))?\s*:\s*IOutsideJob\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex JobName();
}
