using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>Making dates, times and durations, and asking them for their place in the calendar.</summary>
internal static class TemporalFunctions
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static void Define(BuiltIns all)
    {
        all.Add("date", "from: any", FeelType.Date, Date);
        all.Add("date", "year: number, month: number, day: number", FeelType.Date, DateOfParts);
        all.Add("time", "from: any", FeelType.Time, Time);
        all.Add("time", "hour: number, minute: number, second: number, offset?: days and time duration?", FeelType.Time, TimeOfParts);
        all.Add("date and time", "from: any", FeelType.DateTime, DateTime);
        all.Add("date and time", "date: any, time: time", FeelType.DateTime, call =>
            DateOf(call[0]) is { } date ? new FeelDateTime(date, (FeelTime)call[1]!) : null);
        all.Add("duration", "from: any", FeelType.Any, call => call[0] switch
        {
            string text => TemporalText.Duration(text) ?? call.Null("“{1}”不是时长", "\"{1}\" is no duration", text),
            DayTimeDuration or YearMonthDuration => call[0],
            _ => Misfit(call),
        });
        all.Add("years and months duration", "from: any, to: any", FeelType.YearMonth, MonthsBetween);
        all.Add("now", "", FeelType.DateTime, call => FeelDateTime.From(call.Run.Now));
        all.Add("today", "", FeelType.Date, call => FeelDate.From(call.Run.Now));
        all.Add("day of year", "date: any", FeelType.Number, call => DateOf(call[0]) is { } date ? (FeelNumber)date.DayOfYear : Misfit(call));
        all.Add("day of week", "date: any", FeelType.Text, call => DateOf(call[0]) is { } date ? Days[date.Weekday - 1] : Misfit(call));
        all.Add("month of year", "date: any", FeelType.Text, call => DateOf(call[0]) is { } date ? Months[date.Month - 1] : Misfit(call));
        all.Add("week of year", "date: any", FeelType.Number, call => DateOf(call[0]) is { } date ? (FeelNumber)date.WeekOfYear : Misfit(call));
    }

    private static object? Date(Call call) => call[0] switch
    {
        string text => TemporalText.Date(text) is { } date ? date : call.Null("“{1}”不是日期", "\"{1}\" is no date", text),
        _ => DateOf(call[0]) is { } date ? date : Misfit(call),
    };

    private static object? DateOfParts(Call call) =>
        call.Number(0).ToLong() is { } year && call.Number(1).ToLong() is { } month && call.Number(2).ToLong() is { } day
            ? Known(call, FeelDate.Create(year, month, day))
            : Misfit(call);

    private static object? Time(Call call) => call[0] switch
    {
        string text => TemporalText.Time(text) is { } time ? time : call.Null("“{1}”不是时间", "\"{1}\" is no time", text),
        FeelTime time => time,
        FeelDateTime both => both.Time,
        FeelDate => new FeelTime(0, FeelZone.Utc),
        _ => Misfit(call),
    };

    private static object? DateTime(Call call) => call[0] switch
    {
        string text => TemporalText.DateTime(text) is { } both ? both : call.Null("“{1}”不是日期时间", "\"{1}\" is no date and time", text),
        FeelDateTime both => both,
        FeelDate date => FeelDateTime.Midnight(date, FeelZone.Utc),
        _ => Misfit(call),
    };

    private static object? TimeOfParts(Call call)
    {
        FeelZone? zone = null;
        if (call[3] is DayTimeDuration offset && (zone = FeelZone.Offset((long)(offset.Nanos / FeelTime.NanosPerSecond))) is null) return Misfit(call);
        var second = call.Number(2);
        if (second.ToLong() is not { } whole || second.Sign < 0) return Misfit(call);
        if (call.Number(0).ToLong() is not { } hour || call.Number(1).ToLong() is not { } minute) return Misfit(call);
        var nano = (long)(second.ToScaledBig(9) % FeelTime.NanosPerSecond);
        return Known(call, FeelTime.Create(hour, minute, whole, nano, zone));
    }

    private static object? MonthsBetween(Call call)
    {
        if (DateOf(call[0]) is not { } from || DateOf(call[1]) is not { } to) return Misfit(call);
        var months = (to.Year - (long)from.Year) * 12 + to.Month - from.Month;
        if (months > 0 && to.Day < from.Day) months--;
        if (months < 0 && to.Day > from.Day) months++;
        return new YearMonthDuration(months);
    }

    private static FeelDate? DateOf(object? value) => value switch
    {
        FeelDate date => date,
        FeelDateTime both => both.Date,
        _ => null,
    };

    private static object? Known<T>(Call call, T? value)
        where T : struct =>
        value is { } known ? known : call.Null("没有这样的日期或时间", "there is no such date or time");

    private static object? Misfit(Call call) => call.Null("参数类型不符", "the arguments have the wrong types");
}
