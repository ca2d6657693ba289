using System.Diagnostics;

namespace CaseFlow.Bench;

/// <summary>Runs one piece of work over and over with so many callers at once, and measures.</summary>
internal static class Load
{
    /// <param name="work">Gets the number of the caller; answers false when there is nothing left to do.</param>
    public static async Task<Row> RunAsync(string what, string how, int concurrency, TimeSpan length, int postmaster, Func<int, Task<bool>> work, CancellationToken stop)
    {
        var latencies = Enumerable.Range(0, concurrency).Select(_ => new List<double>(4096)).ToArray();
        var (own, database) = (OwnCpu(), DatabaseCpu(postmaster));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(caller => Task.Run(async () =>
        {
            while (clock.Elapsed < length && !stop.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                if (!await work(caller))
                    return;
                latencies[caller].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }, stop)));
        clock.Stop();
        var all = latencies.SelectMany(one => one).Order().ToArray();
        stop.ThrowIfCancellationRequested();
        return new Row(what, how, concurrency, all.Length / clock.Elapsed.TotalSeconds, null, At(all, 0.5), At(all, 0.99), (OwnCpu() - own) / all.Length, (DatabaseCpu(postmaster) - database) / all.Length);
    }

    public static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    public static double OwnCpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;

    /// <summary>Processor milliseconds of a process and its children so far (Linux).</summary>
    public static double DatabaseCpu(int postmaster)
    {
        if (postmaster == 0)
            return double.NaN;
        var total = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var fields = File.ReadAllText(folder + "/stat") is var stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : [];
                var isMaster = Path.GetFileName(folder) == postmaster.ToString();
                if (isMaster || fields[1] == postmaster.ToString())
                    total += long.Parse(fields[11]) + long.Parse(fields[12]) + (isMaster ? long.Parse(fields[13]) + long.Parse(fields[14]) : 0);
            }
            catch (IOException)
            {
                // It ended meanwhile; its time is with its parent.
            }
        }
        // Ticks of a hundredth of a second.
        return total * 10.0;
    }
}
