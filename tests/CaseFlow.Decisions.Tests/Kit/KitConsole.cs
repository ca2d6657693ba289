namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>scripts/tck: plays a folder, prints one line a failure and the counts.</summary>
internal static class KitConsole
{
    public static int Play(string folder)
    {
        var (passed, failed) = (0, 0);
        foreach (var one in KitCase.In(folder))
        {
            if (one.Play() is not { } wrong)
            {
                passed++;
                continue;
            }

            failed++;
            Console.WriteLine($"{one.Name}: {wrong.ReplaceLineEndings(" ")}");
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
