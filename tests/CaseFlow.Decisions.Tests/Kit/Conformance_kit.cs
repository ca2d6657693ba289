namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>
/// The public conformance kit. known-failures.txt lists the cases that do not pass yet, each with its reason: it may only shrink.
/// </summary>
public sealed class Conformance_kit
{
    /// <summary>Where the kit lies, if it does.</summary>
    public static string Folder => Path.Combine(Root(), "..", "shared", "dmn-tck");

    [Fact]
    public void Every_case_passes_but_those_listed_and_no_listed_one_passes()
    {
        var root = Root();
        var kit = Folder;
        if (!Directory.Exists(kit)) Assert.Skip("The conformance kit is not beside this repository.");

        var listed = File.ReadAllLines(Path.Combine(root, "tests", "CaseFlow.Decisions.Tests", "Kit", "known-failures.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" # ")[0].Trim())
            .ToHashSet();
        var failures = new Dictionary<string, string>();
        var count = 0;
        foreach (var one in KitCase.In(kit))
        {
            count++;
            if (one.Play() is { } wrong) failures[one.Name] = wrong;
        }

        count.ShouldBeGreaterThan(2_000);
        failures.Where(failure => !listed.Contains(failure.Key)).Select(failure => $"{failure.Key}: {failure.Value}").ShouldBeEmpty();
        listed.Except(failures.Keys).ShouldBeEmpty("these pass now: strike them from known-failures.txt");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CaseFlow.sln"))) folder = folder.Parent
            ?? throw new InvalidOperationException("Outside of the repository");
        return folder.FullName;
    }
}
