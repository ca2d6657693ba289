using System.Security.Cryptography;
using System.Text.Json;

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

    [Fact]
    public void Every_question_that_the_guide_leaves_open_is_a_switch_with_a_default()
    {
        var switches = Directory.GetFiles(DesignerDesk.Workflows, "*.settings.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonElement.Parse(File.ReadAllText(file)).GetProperty("properties").EnumerateObject()).Where(one => one.Value.TryGetProperty("x-question", out _)).ToList();
        switches.Select(one => one.Value.GetProperty("x-question").GetString()).ShouldBe(Enumerable.Range(1, 12).Select(number => $"Q{number}"), ignoreOrder: true);
        switches.Where(one => !one.Value.TryGetProperty("default", out _)).ShouldBeEmpty();
    }
}
