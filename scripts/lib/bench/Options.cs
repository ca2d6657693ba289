namespace CaseFlow.Bench;

/// <summary>What scripts/bench was asked for.</summary>
internal sealed record Options(string Part, string? Json, int Seconds, IReadOnlyList<int> Concurrency, int TimerCount)
{
    /// <summary>A PostgreSQL that syncs every commit; the bench makes a database of its own in it.</summary>
    public string Database { get; } = Environment.GetEnvironmentVariable("CASEFLOW_BENCH_DATABASE") ?? throw new InvalidOperationException("Run scripts/bench: it starts the database.");

    /// <summary>The process id of that PostgreSQL, to count its processor time; 0 if it is not on this machine.</summary>
    public int Postmaster { get; } = int.Parse(Environment.GetEnvironmentVariable("CASEFLOW_BENCH_POSTMASTER") ?? "0");

    public string Root { get; } = Environment.GetEnvironmentVariable("CASEFLOW_ROOT")!;

    public bool Wants(string part) => Part == part || Part == "all";

    /// <returns>What is wrong, or null.</returns>
    public static string? Read(string[] args, out Options options)
    {
        options = null!;
        var (part, json, seconds, levels, timers) = ("all", (string?)null, 10, new[] { 1, 16, 64 }, 100_000);
        for (var i = 0; i < args.Length; i++)
        {
            string? Value() => i + 1 < args.Length ? args[++i] : null;
            switch (args[i])
            {
                case "w1" or "http" or "timers" or "stages" or "size" or "forecast" or "all": part = args[i]; break;
                case "--json": json = Value(); break;
                case "--seconds" when int.TryParse(Value(), out var given) && given is > 0 and <= 600: seconds = given; break;
                case "--concurrency" when Value() is { } list && list.Split(',').All(one => int.TryParse(one, out _)): levels = [.. list.Split(',').Select(int.Parse)]; break;
                case "--timers" when int.TryParse(Value(), out var count) && count is > 0 and <= 10_000_000: timers = count; break;
                default: return $"Unknown or without its value: {args[i]}. See scripts/bench --help";
            }
        }
        options = new Options(part, json, seconds, levels, timers);
        return null;
    }
}
