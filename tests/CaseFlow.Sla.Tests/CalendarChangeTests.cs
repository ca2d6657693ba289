namespace CaseFlow.Sla.Tests;

/// <summary>Publishing a year table never brings a promise forward.</summary>
public sealed class CalendarChangeTests
{
    // Accepted on Monday 28 December 2026: the provisional deadline is 7 January 2027.
    private static readonly ClockLedger Promise = Given.SevenDaysFrom("2026-12-28T10:00");
    private static readonly DateTimeOffset Now = Given.At("2026-12-30T09:00");

    [Fact]
    public void A_table_that_would_give_an_earlier_day_leaves_the_promise_where_it_was()
    {
        var next = Published(["2027-01-01"], ["2027-01-03"]);

        var change = CalendarChange.Preview(Promise, Given.Mainland, next, Now);

        change.Verdict.ShouldBe(CalendarVerdict.PromiseKept);
        (change.OldDeadline, change.Proposed.DeadlineDate, change.NewDeadline).ShouldBe((Given.On("2027-01-07"), Given.On("2027-01-06"), Given.On("2027-01-07")));
        (change.Before.Provisional, change.After.Provisional, change.IsNews).ShouldBe((true, false, true));
        change.After.WorkingDays.ShouldNotContain(Given.On("2027-01-03"));
        change.Ledger.CalendarVersion.ShouldBe(1);
        Clock.Read(ClockLedger.Parse(change.Ledger.ToJson()), Given.Mainland, Now).DeadlineDate.ShouldBe(Given.On("2027-01-07"));
    }

    [Fact]
    public void A_table_that_gives_a_later_day_moves_the_promise()
    {
        var next = Published(["2027-01-01", "2027-01-04"], []);

        var change = CalendarChange.Preview(Promise, Given.Mainland, next, Now);

        (change.Verdict, change.NewDeadline, change.Ledger.CalendarVersion).ShouldBe((CalendarVerdict.MovedLater, Given.On("2027-01-08"), 2));
        Clock.Read(change.Ledger, next, Now).Provisional.ShouldBeFalse();
    }

    [Fact]
    public void A_table_that_gives_the_same_day_confirms_it()
    {
        var change = CalendarChange.Preview(Promise, Given.Mainland, Published(["2027-01-01"], []), Now);
        (change.Verdict, change.NewDeadline, change.Ledger.CalendarVersion, change.IsNews).ShouldBe((CalendarVerdict.Confirmed, Given.On("2027-01-07"), 2, true));
    }

    [Fact]
    public void A_promise_that_the_year_does_not_touch_hears_nothing()
    {
        var change = CalendarChange.Preview(Given.SevenDaysFrom("2026-10-12T09:00"), Given.Mainland, Published(["2027-01-01"], []), Given.At("2026-10-13"));
        (change.Verdict, change.IsNews, change.Ledger.CalendarVersion).ShouldBe((CalendarVerdict.Confirmed, false, 2));
    }

    [Fact]
    public void What_has_ended_is_not_counted_again()
    {
        var stopped = Promise.Stop(Given.At("2026-12-29")).OrThrow();
        var change = CalendarChange.Preview(stopped, Given.Mainland, Published(["2027-01-01", "2027-01-04"], []), Now);
        (change.Verdict, change.NewDeadline).ShouldBe((CalendarVerdict.Ended, Given.On("2027-01-07")));
        change.Ledger.ShouldBe(stopped);
    }

    [Fact]
    public void After_a_resumption_the_newer_table_may_take_over_where_it_knows_more_holidays()
    {
        var next = Published(["2027-01-01", "2027-01-25", "2027-01-26", "2027-01-27"], ["2027-01-03"]);
        var kept = CalendarChange.Preview(Promise, Given.Mainland, next, Now).Ledger;
        kept.CalendarVersion.ShouldBe(1);

        var resumed = kept.PausedBetween("2027-01-05T10:00", "2027-01-22T10:00");
        var change = CalendarChange.Preview(resumed, Given.Mainland, next, Given.At("2027-01-22T10:00"));

        // By the old table 26 January, which the notice has made a holiday.
        (change.OldDeadline, change.NewDeadline, change.Verdict).ShouldBe((Given.On("2027-01-26"), Given.On("2027-01-28"), CalendarVerdict.MovedLater));
    }

    [Fact]
    public void A_promise_kept_is_weighed_again_by_the_version_after()
    {
        var second = Published(["2027-01-01"], ["2027-01-03"]);
        var kept = CalendarChange.Preview(Promise, Given.Mainland, second, Now).Ledger;

        var third = second.Publish(Table(["2027-01-01", "2027-01-04", "2027-01-05"], []));
        var change = CalendarChange.Preview(kept, Given.Mainland, third, Now);

        (change.Verdict, change.NewDeadline, change.Ledger.CalendarVersion, change.Ledger.SettledUntil).ShouldBe((CalendarVerdict.MovedLater, Given.On("2027-01-11"), 3, null));
    }

    private static WorkingCalendar Published(string[] holidays, string[] workdays) => Given.Mainland.Publish(Table(holidays, workdays));

    private static CalendarYear Table(string[] holidays, string[] workdays) =>
        new("cn-mainland", 2027, true, "测试通知", [.. holidays.Select(d => new Holiday(Given.On(d)))], [.. workdays.Select(Given.On)]);
}
