namespace CaseFlow.PostgreSql;

/// <summary>How this process works on jobs. All times are wall time.</summary>
public sealed record JobOptions
{
    /// <summary>Jobs of distinct cases worked on at once.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>Jobs of shared kinds that are done in one transaction.</summary>
    public int Together { get; init; } = 100;

    /// <summary>Such transactions at once while nobody else works here; beside people it is one.</summary>
    public int SharedAtOnce { get; init; } = 2;

    /// <summary>How long a claim holds without a renewal; the worker renews it at a third. A dead worker's jobs are free after this time and
    /// taken over by the next poll: within 30 s in all.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How often the database is asked when nobody wakes the worker: the precision of timers.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The first pause after a failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After so many starts a job is given up. 20 with the pauses above: some nine hours.</summary>
    public int Attempts { get; init; } = 20;

    /// <summary>How long a stop waits for running jobs before it cancels them.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after the given start, without the random part.</summary>
    public TimeSpan Pause(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30))));
}
