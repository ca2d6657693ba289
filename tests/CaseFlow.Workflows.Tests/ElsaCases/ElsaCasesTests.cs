using System.Runtime.CompilerServices;

namespace CaseFlow.Workflows.Tests.ElsaCases;

public sealed class ElsaCasesTests
{
    /// <summary>Cases not met yet. The list may only become shorter.</summary>
    private static readonly string[] Open = [];

    [Fact]
    public void What_the_reference_engine_did_is_done_here()
    {
        var folder = Folder();
        if (!Directory.Exists(folder))
            Assert.Skip("The reference cases are not beside this repository.");
        var differences = ElsaCase.All(folder).Where(one => one.LeftOut is null && !one.IsQuirk).Select(one => (one.Id, Difference: one.Play()))
            .Where(played => played.Difference is not null).ToList();
        differences.Where(played => !Open.Contains(played.Id)).Select(played => $"{played.Id}: {played.Difference}").ShouldBeEmpty();
        Open.Except(differences.Select(played => played.Id)).ShouldBeEmpty("a case that is met leaves the list");
    }

    internal static string Folder([CallerFilePath] string here = "") =>
        Environment.GetEnvironmentVariable("ELSA_CASES") ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "shared", "elsa-cases"));
}
