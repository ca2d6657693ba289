using Xunit.Runner.InProc.SystemConsole;

namespace CaseFlow.Workflows.Tests.ElsaCases;

/// <summary>The test runner; with <c>elsa-cases DIR</c> it plays a folder of reference cases instead.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args is ["elsa-cases", var directory, ..] ? Play(directory) : await ConsoleRunner.Run(args);

    private static int Play(string directory)
    {
        var (passed, failed) = (0, 0);
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in ElsaCase.All(directory))
        {
            var reason = one.LeftOut;
            if (reason is null && one.Play() is { } difference)
            {
                if (one.IsQuirk)
                    reason = "a quirk decided otherwise (docs/decisions)";
                else
                    Console.WriteLine($"FAIL {one.Id}: {difference}");
                failed += one.IsQuirk ? 0 : 1;
            }
            else if (reason is null)
            {
                passed++;
            }

            if (reason is not null)
                leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
        }

        Console.WriteLine($"{passed} passed, {failed} failed" + (leftOut.Count == 0 ? "" : $", {leftOut.Values.Sum()} left out:"));
        foreach (var (reason, count) in leftOut)
            Console.WriteLine($"  {count} {reason}");
        return failed == 0 ? 0 : 1;
    }
}
