using System.Security.Cryptography;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>Every version that stands on the desk is released: cases stand on it.</summary>
public sealed class ReleasedTests
{
    [Fact]
    public void Every_version_of_these_processes_is_locked_as_it_is()
    {
        var locked = File.ReadAllLines(Path.Combine(DesignerDesk.Workflows, "released.lock")).Where(line => line.Length > 0 && line[0] != '#').ToHashSet();
        var now = DesignerDesk.Versions.Select(one =>
            $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(DesignerDesk.Workflows, one.Process, $"v{one.Version}.json"))))}  {one.Process}/v{one.Version}.json");
        now.Where(line => !locked.Contains(line)).ShouldBeEmpty();
    }
}
