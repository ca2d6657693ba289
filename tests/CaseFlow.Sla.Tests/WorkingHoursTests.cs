using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Sla.Tests;

/// <summary>Durations in working time: nights, weekends and holidays take none, make-up days do.</summary>
public sealed class WorkingHoursTests
{
    private static readonly WorkingHours Hours = new(new TimeOnly(9, 0), new TimeOnly(17, 0));

    private static readonly WorkingCalendar Calendar = new("cn-mainland",
    [
        CalendarYear.Parse("""{"calendar":"cn-mainland","year":2026,"published":true,"holidays":[{"date":"2026-01-01","name":"元旦"},{"date":"2026-01-02","name":"元旦"},{"date":"2026-01-03","name":"元旦"}],"workdays":["2026-01-04"]}"""),
    ]);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse($"{text}+08:00");

    [Theory]
    [InlineData("2026-01-05T10:00", "2026-01-05T12:30", 2.5)]
    [InlineData("2026-01-05T16:00", "2026-01-06T10:00", 2)]
    [InlineData("2026-01-05T18:00", "2026-01-06T08:00", 0)]
    [InlineData("2026-01-09T16:00", "2026-01-12T10:00", 2)]
    [InlineData("2025-12-31T16:00", "2026-01-05T10:00", 10)]
    [InlineData("2026-01-01T00:00", "2026-01-03T23:59", 0)]
    [InlineData("2026-01-06T10:00", "2026-01-05T10:00", 0)]
    public void The_hours_between_opening_and_closing_of_worked_days_count(string from, string to, double hours) =>
        Hours.Between(Calendar, At(from), At(to)).TotalHours.ShouldBe(hours);

    [Fact]
    public void It_equals_a_walk_through_every_minute() => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), ArbMap.Default.ArbFor<uint>(), (start, length) =>
    {
        var from = At("2025-12-20T00:00").AddMinutes(start % 40_000);
        var to = from.AddMinutes(length % 20_000);
        var walked = 0;
        for (var at = from; at < to; at = at.AddMinutes(1))
            if (Calendar.IsWorkingDay(ShanghaiTime.DateOf(at)) && TimeOnly.FromDateTime(at.ToOffset(ShanghaiTime.Offset).DateTime) is var time && time >= Hours.Opens && time < Hours.Closes)
                walked++;
        return Hours.Between(Calendar, from, to) == TimeSpan.FromMinutes(walked);
    }).QuickCheckThrowOnFailure();
}
