namespace CaseFlow.Cases.Forecast;

/// <summary>How long time limits of a process have run on from a state, as the past tells it.</summary>
/// <param name="Steps">How many ended within each step of the scale, in order.</param>
internal sealed record Survival(IReadOnlyList<(int Step, long Count)> Steps)
{
    /// <summary>Fewer than this say nothing: the next coarser history is asked.</summary>
    public const int Fewest = 20;

    /// <summary>How many ended in all.</summary>
    public long Sample { get; } = Steps.Sum(one => one.Count);

    /// <summary>The probability that one that has run for some hours goes on for more than those that are left: of the past ones that ran longer than it has, the part that ran longer than it may. Half a case is
    /// added on either side, so that what never happened is improbable and not impossible.</summary>
    public double Breaks(double elapsed, double left) => (Longer(elapsed + left) + 0.5) / (Longer(elapsed) + 1);

    /// <summary>Hours within which half of those that ran as long came to their end; null when none has run longer.</summary>
    public double? Usual(double elapsed)
    {
        var longer = Steps.Where(one => Dashboard.Scale.HoursOf(one.Step) > elapsed).ToList();
        return longer.Count == 0 ? null : Dashboard.Scale.Percentile(longer, 0.5) - elapsed;
    }

    private long Longer(double hours) => Steps.Where(one => Dashboard.Scale.HoursOf(one.Step) > hours).Sum(one => one.Count);
}
