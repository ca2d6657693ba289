using CaseFlow.Sla;

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

    /// <summary>The step of three years of working time: what waits longer is counted with it.</summary>
    public const int Most = 264;

    /// <summary>From when on what began is of at most a step now, from step <see cref="Most"/> - 1 down to 0: so that the database finds the step of an instant by itself, as <see cref="Most"/> less the place among
    /// these. To the minute.</summary>
    public static DateTime[] Instants(WorkingHours hours, WorkingCalendar calendar, DateTimeOffset now)
    {
        var (instants, earliest) = (new DateTime[Most], now.AddYears(-5));
        for (var step = Most - 1; step >= 0; step--)
        {
            var (low, high) = (earliest, now);
            while (high - low > TimeSpan.FromMinutes(1))
            {
                var middle = low + (high - low) / 2;
                if (StepOf(hours.Between(calendar, middle, now)) <= step)
                    high = middle;
                else
                    low = middle;
            }
            instants[Most - 1 - step] = high.UtcDateTime;
            earliest = low;
        }
        return instants;
    }

    /// <summary>The time within which this part of all was done, in hours.</summary>
    /// <param name="steps">How many there are of each step, in order of the steps.</param>
    /// <param name="part">0.5 for the median.</param>
    public static double Percentile(IReadOnlyList<(int Step, long Count)> steps, double part) => HoursOf(StepWithin(steps, part));

    /// <summary>The step within which this part of all was done.</summary>
    public static int StepWithin(IReadOnlyList<(int Step, long Count)> steps, double part)
    {
        var wanted = part * steps.Sum(one => one.Count);
        long seen = 0;
        foreach (var (step, count) in steps)
            if ((seen += count) >= wanted)
                return step;
        return 0;
    }
}
