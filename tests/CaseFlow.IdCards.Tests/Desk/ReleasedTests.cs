using System.Security.Cryptography;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>Version 1 of the three processes is released: cases stand on it.</summary>
public sealed class ReleasedTests
{
    [Fact]
    public void Every_version_of_these_processes_is_locked_as_it_is()
    {
        var locked = File.ReadAllLines(Path.Combine(DesignerDesk.Workflows, "released.lock")).Where(line => line.Length > 0 && line[0] != '#').ToHashSet();
        var now = DesignerDesk.Processes.Select(process =>
            $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(DesignerDesk.Workflows, process, "v1.json"))))}  {process}/v1.json");
        now.Where(line => !locked.Contains(line)).ShouldBeEmpty();
    }
}
