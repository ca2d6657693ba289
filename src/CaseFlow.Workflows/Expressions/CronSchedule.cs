namespace CaseFlow.Workflows;

/// <summary>A cron expression: seconds, minutes, hours, days, months, weekdays, in UTC (five fields begin with minutes). Days and weekdays must both match.</summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>29 February may be eight years away.</summary>
    private const int DaysAhead = 366 * 9;

    private readonly bool[] seconds, minutes, hours, days, months, weekdays;
    private readonly bool lastDay;

    private CronSchedule(string[] fields)
    {
        seconds = Field(fields[0], 0, 59, []);
        minutes = Field(fields[1], 0, 59, []);
        hours = Field(fields[2], 0, 23, []);
        lastDay = fields[3].Equals("L", StringComparison.OrdinalIgnoreCase);
        days = lastDay ? new bool[32] : Field(fields[3], 1, 31, []);
        months = Field(fields[4], 1, 12, Months);
        weekdays = Field(fields[5], 0, 7, Weekdays);
        weekdays[0] |= weekdays[7];
    }

    /// <exception cref="FormatException">Says which field is wrong.</exception>
    public static CronSchedule Parse(string text)
    {
        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields.Length switch
        {
            6 => new CronSchedule(fields),
            5 => new CronSchedule(["0", .. fields]),
            _ => throw new FormatException($"'{text}' has {fields.Length} fields, not 6"),
        };
    }

    /// <summary>The first instant after this one, or null if there is none within nine years.</summary>
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        var first = new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddSeconds(1);
        var day = DateOnly.FromDateTime(first.UtcDateTime);
        for (var i = 0; i < DaysAhead && day < DateOnly.MaxValue; i++, day = day.AddDays(1))
            if (Matches(day) && Time(i == 0 ? first.TimeOfDay : TimeSpan.Zero) is { } time)
                return new DateTimeOffset(day, TimeOnly.FromTimeSpan(time), TimeSpan.Zero);
        return null;
    }

    private bool Matches(DateOnly day) => months[day.Month] && weekdays[(int)day.DayOfWeek]
        && (lastDay ? day.Day == DateTime.DaysInMonth(day.Year, day.Month) : days[day.Day]);

    private TimeSpan? Time(TimeSpan from)
    {
        for (var hour = from.Hours; hour < 24; hour++)
        {
            if (!hours[hour])
                continue;
            var sameHour = hour == from.Hours;
            for (var minute = sameHour ? from.Minutes : 0; minute < 60; minute++)
            {
                var second = minutes[minute] ? Array.IndexOf(seconds, true, sameHour && minute == from.Minutes ? from.Seconds : 0) : -1;
                if (second >= 0)
                    return new TimeSpan(hour, minute, second);
            }
        }

        return null;
    }

    private static bool[] Field(string text, int low, int high, string[] names)
    {
        var allowed = new bool[high + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var some, var width] when int.TryParse(width, out var number) && number > 0 => (some, number),
                _ => throw new FormatException($"'{part}' is not understood"),
            };
            var (from, to) = range is "*" or "?" ? (low, high) : range.Split('-') switch
            {
                [var one] when part.Contains('/') => (Value(one, low, high, names), high),
                [var one] => (Value(one, low, high, names), Value(one, low, high, names)),
                [var first, var last] => (Value(first, low, high, names), Value(last, low, high, names)),
                _ => throw new FormatException($"'{part}' is not understood"),
            };
            for (var value = from; value <= to; value += step)
                allowed[value] = true;
        }

        return allowed;
    }

    private static int Value(string text, int low, int high, string[] names)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        var value = named >= 0 ? named + (names.Length == 12 ? 1 : 0) : int.TryParse(text, out var number) ? number : -1;
        return value >= low && value <= high ? value : throw new FormatException($"'{text}' must be between {low} and {high}");
    }
}
