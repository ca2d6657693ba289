using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseFlow.Sla;

/// <summary>How a day stands in the explanation of a deadline.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StripKind>))]
public enum StripKind
{
    /// <summary>The day of acceptance.</summary>
    Acceptance,

    /// <summary>A day of the budget.</summary>
    Counted,

    /// <summary>A day of the budget that is a make-up working day.</summary>
    MakeUpCounted,

    /// <summary>A Saturday or Sunday that is not counted.</summary>
    Weekend,

    /// <summary>A holiday that is not counted.</summary>
    Holiday,

    /// <summary>A day taken by a pause.</summary>
    Paused,

    /// <summary>The last day was a rest day or was cut short by a pause, so the promise runs on to here.</summary>
    Deferred,

    /// <summary>A day used after the deadline.</summary>
    Overdue,
}

/// <summary>One day of the strip.</summary>
/// <param name="Name">The holiday's name, or the reason of the pause.</param>
/// <param name="Number">1 … budget on a day of the budget, null on others.</param>
public sealed record StripDay(DateOnly Date, StripKind Kind, string? Name, int? Number, bool IsToday, bool IsDeadline);

/// <summary>The explanation of a deadline day by day, the same for citizen, clerk and manager.</summary>
public static class DayStrip
{
    /// <summary>From the day of acceptance to the deadline, or to the end or today where that is later.</summary>
    public static ImmutableArray<StripDay> Of(ClockLedger ledger, WorkingCalendar calendar, DateTimeOffset now)
    {
        var reading = Clock.Read(ledger, calendar, now);
        var days = new DayCount(ledger, calendar, now);
        var today = ShanghaiTime.DateOf(now);
        var end = reading.Outcome == ClockOutcome.Breached ? ShanghaiTime.DateOf(ledger.StoppedAt ?? now) : reading.DeadlineDate;
        var numbers = reading.WorkingDays.Select((day, i) => (day, i)).ToDictionary(d => d.day, d => d.i + 1);

        var strip = ImmutableArray.CreateBuilder<StripDay>();
        for (var day = days.Start; day <= DayCount.Later(end, reading.DeadlineDate); day = day.AddDays(1))
        {
            int? number = numbers.TryGetValue(day, out var n) ? n : null;
            var kind = KindOf(day, number, reading.DeadlineDate, days, calendar);
            var name = kind == StripKind.Paused ? days.ReasonOf(day) : calendar.HolidayName(day);
            strip.Add(new(day, kind, name, number, day == today, day == reading.DeadlineDate));
        }

        return strip.ToImmutable();
    }

    private static StripKind KindOf(DateOnly day, int? number, DateOnly deadline, DayCount days, WorkingCalendar calendar) =>
        day == days.Start ? StripKind.Acceptance
        : number is not null ? days.AreWorking && calendar.KindOf(day) == DayKind.MakeUpWorking ? StripKind.MakeUpCounted : StripKind.Counted
        : days.IsOfUnit(day) && days.IsPaused(day) ? StripKind.Paused
        : calendar.KindOf(day) switch
        {
            _ when day > deadline && days.IsOfUnit(day) => StripKind.Overdue,
            DayKind.Weekend => StripKind.Weekend,
            DayKind.Holiday => StripKind.Holiday,
            _ => StripKind.Deferred,
        };
}
