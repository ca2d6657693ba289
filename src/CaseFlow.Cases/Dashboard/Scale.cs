namespace CaseFlow.Cases.Dashboard;

/// <summary>The scale on which working time is counted: steps 5 % apart, so that a hundred thousand cases are some two hundred numbers, those of many days and offices add up, and a percentile read from them is
/// at most 5 % above the exact one.</summary>
internal static class Scale
{
    private const double Ratio = 1.05;

    /// <summary>The step that holds so many minutes.</summary>
    public static short StepOf(TimeSpan time) => (short)Math.Ceiling(Math.Round(Math.Log(1 + Math.Max(0, time.TotalMinutes), Ratio), 6));

    /// <summary>The longest time of a step, in hours.</summary>
    public static double HoursOf(int step) => (Math.Pow(Ratio, step) - 1) / 60;

    /// <summary>The time within which this part of all was done.</summary>
    /// <param name="steps">How many there are of each step, in order of the steps.</param>
    /// <param name="part">0.5 for the median.</param>
    public static double Percentile(IReadOnlyList<(int Step, long Count)> steps, double part)
    {
        var wanted = part * steps.Sum(one => one.Count);
        long seen = 0;
        foreach (var (step, count) in steps)
            if ((seen += count) >= wanted)
                return HoursOf(step);
        return 0;
    }
}
