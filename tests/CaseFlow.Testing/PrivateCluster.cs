using System.Diagnostics;

namespace CaseFlow.Testing;

/// <summary>A PostgreSQL of one test's own, which it may kill. Commits are on disk before they are acknowledged, as in production.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("caseflow-cluster-");

    /// <summary>Creates and starts it.</summary>
    public PrivateCluster()
    {
        if (!OperatingSystem.IsWindows()) // PostgreSQL may run as another user
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        ConnectionString = Start();
    }

    /// <summary>Stays the same over deaths.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts it again; ends when it takes connections.</summary>
    public string Start() => Run(Repository.Path("scripts", "lib", "postgres.sh"), "start", folder.FullName).Trim();

    /// <summary>Kills every process of it at once, as a power cut does; what was written to disk stays.</summary>
    public void Kill()
    {
        var main = Run(Repository.Path("scripts", "lib", "postgres.sh"), "pid", folder.FullName).Trim();
        var victims = Run("ps", "-eo", "pid=,ppid=").Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(pair => pair.Length == 2 && pair[1] == main).Select(pair => pair[0]).Prepend(main).Select(int.Parse).ToList();
        foreach (var pid in victims)
        {
            try
            {
                using var victim = Process.GetProcessById(pid);
                victim.Kill();
                victim.WaitForExit();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // Gone already.
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Run(Repository.Path("scripts", "lib", "postgres.sh"), "remove", folder.FullName);
        return ValueTask.CompletedTask;
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }
}
