using System.Diagnostics;

namespace CaseFlow.Testing;

/// <summary>The PostgreSQL of this test run: the one CASEFLOW_TEST_DATABASE names (scripts/test starts one for all suites), or a private one
/// that lives as long as this process. A process that is killed leaves its cluster behind; the next run removes it.</summary>
internal static class TestCluster
{
    private static readonly Lazy<string> connectionString = new(Start);

    /// <summary>The connection string of its maintenance database.</summary>
    public static string ConnectionString => connectionString.Value;

    private static string Home => System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"caseflow-test-{Environment.UserName}");

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("CASEFLOW_TEST_DATABASE") is { Length: > 0 } given) return given;
        RemoveStale();
        var folder = System.IO.Path.Combine(Home, $"{Environment.ProcessId}-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(System.IO.Path.Combine(folder, "owner"), Owner(Process.GetCurrentProcess()));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Script("remove", folder);
        return Script("start", folder, "--throwaway").Trim();
    }

    private static void RemoveStale()
    {
        if (!Directory.Exists(Home)) return;
        foreach (var folder in Directory.GetDirectories(Home))
        {
            var owner = System.IO.Path.Combine(folder, "owner");
            if (File.Exists(owner) && !Alive(File.ReadAllText(owner))) Script("remove", folder);
        }
    }

    // Process ids are used again; the start instant tells whose it is.
    private static string Owner(Process process) => $"{process.Id} {process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}";

    private static bool Alive(string owner)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(owner.Split(' ')[0]));
            return Owner(process) == owner;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Script(params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.Path("scripts", "lib", "postgres.sh"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"postgres.sh {string.Join(' ', arguments)}: {errors.Result}");
    }
}
