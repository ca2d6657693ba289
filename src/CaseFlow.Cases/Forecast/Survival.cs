namespace CaseFlow.Cases.Forecast;

/// <summary>How long time limits of a process have run on from a state, as the past tells it.</summary>
/// <param name="Steps">How many ended within each step of the scale, in order.</param>
internal sealed record Survival(IReadOnlyList<(int Step, long Count)> Steps)
{
    /// <summary>Fewer than this say nothing: the next coarser history is asked.</summary>
    public const int Fewest = 20;

    /// <summary>Where fewer than this ran as long, they say nothing of what comes then.</summary>
    public const int FewestAsLong = 5;

    /// <summary>How many ended in all.</summary>
    public long Sample { get; } = Steps.Sum(one => one.Count);

    /// <summary>The probability that one that has run for some hours goes on for more than those that are left: of the past ones that ran longer than it has, the part that ran longer than it may. One that has
    /// outrun the past is stuck, and will have to be done as if it came anew: of all past ones, the part that took longer than is left. Half a case is added on either side, so that what never happened is
    /// improbable and not impossible.</summary>
    public double Breaks(double elapsed, double left) => Longer(elapsed) is >= FewestAsLong and var asLong ? Part(Longer(elapsed + left), asLong) : Part(Longer(left), Sample);

    /// <summary>Hours within which half of those that are asked came to their end.</summary>
    public double Usual(double elapsed) => Longer(elapsed) >= FewestAsLong
        ? Dashboard.Scale.Percentile([.. Steps.Where(one => Dashboard.Scale.HoursOf(one.Step) > elapsed)], 0.5) - elapsed
        : Dashboard.Scale.Percentile(Steps, 0.5);

    private static double Part(long some, long all) => (some + 0.5) / (all + 1);

    private long Longer(double hours) => Steps.Where(one => Dashboard.Scale.HoursOf(one.Step) > hours).Sum(one => one.Count);
}
