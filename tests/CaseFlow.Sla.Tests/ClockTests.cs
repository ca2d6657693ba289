namespace CaseFlow.Sla.Tests;

public sealed class ClockTests
{
    // Accepted on Monday 12 October 2026: days 13 14 15 16 19 20 21, deadline Wednesday the 21st.
    private static readonly ClockLedger October = Given.SevenDaysFrom("2026-10-12T09:00");

    [Theory]
    [InlineData("2026-10-12T09:00", ClockColour.Green, 0, 7)]
    [InlineData("2026-10-18T12:00", ClockColour.Green, 4, 3)]
    [InlineData("2026-10-19T23:59", ClockColour.Green, 5, 2)]
    [InlineData("2026-10-20T00:00", ClockColour.Amber, 6, 1)]
    [InlineData("2026-10-21T00:00", ClockColour.FinalDay, 7, 0)]
    [InlineData("2026-10-21T23:59", ClockColour.FinalDay, 7, 0)]
    [InlineData("2026-10-22T00:00", ClockColour.Red, 8, 0)]
    public void The_lamp_changes_at_midnight_in_Shanghai(string now, ClockColour colour, int used, int remaining)
    {
        var reading = October.ReadAt(now);
        (reading.Colour, reading.UsedDays, reading.RemainingDays).ShouldBe((colour, used, remaining));
    }

    [Fact]
    public void A_passed_deadline_is_a_breach_before_anybody_stops_the_clock()
    {
        October.ReadAt("2026-10-21T23:59").Outcome.ShouldBeNull();
        October.ReadAt("2026-10-22").Outcome.ShouldBe(ClockOutcome.Breached);
    }

    [Theory, InlineData("2026-10-21T23:59:59+08:00", ClockOutcome.Met), InlineData("2026-10-22T00:00:00+08:00", ClockOutcome.Breached)]
    public void The_last_day_ends_at_24_00(string stopped, ClockOutcome outcome)
    {
        var reading = October.Stop(Given.At(stopped)).OrThrow().ReadAt("2026-11-30");
        (reading.Outcome, reading.Colour, reading.IsOpen).ShouldBe((outcome, ClockColour.Stopped, false));
    }

    [Fact]
    public void An_instant_in_UTC_is_read_as_the_date_in_Shanghai() =>
        Given.SevenDaysFrom("2026-10-11T16:30:00Z").ReadAt("2026-10-12").DeadlineDate.ShouldBe(Given.On("2026-10-21"));

    [Fact]
    public void An_attempt_in_time_keeps_the_promise_at_once_and_both_results_are_reported()
    {
        var attempted = October.RecordAttempt(Given.At("2026-10-20T14:00")).OrThrow();

        var later = attempted.ReadAt("2026-10-26");
        (later.Outcome, later.OutcomeWithoutAttempt).ShouldBe((ClockOutcome.MetByAttempt, ClockOutcome.Breached));
        (later.Colour, later.IsOpen, later.UsedDays, later.OverdueDays).ShouldBe((ClockColour.Stopped, false, 6, 0));
    }

    [Fact]
    public void A_delivery_in_time_after_an_attempt_is_simply_met()
    {
        var reading = October.RecordAttempt(Given.At("2026-10-19")).OrThrow().Stop(Given.At("2026-10-21T10:00")).OrThrow().ReadAt("2026-10-30");
        (reading.Outcome, reading.UsedDays).ShouldBe((ClockOutcome.Met, 7));
    }

    [Fact]
    public void An_attempt_that_comes_too_late_or_does_not_count_leaves_a_breach()
    {
        October.RecordAttempt(Given.At("2026-10-22")).OrThrow().ReadAt("2026-10-22").Outcome.ShouldBe(ClockOutcome.Breached);

        var strict = October with { Policy = Given.SevenDays with { AttemptCountsAsMet = false } };
        strict.RecordAttempt(Given.At("2026-10-20")).OrThrow().ReadAt("2026-10-26").Outcome.ShouldBe(ClockOutcome.Breached);
    }

    [Theory, InlineData("2026-10-14", null), InlineData("2026-10-23", ClockOutcome.Breached)]
    public void An_abandoned_promise_was_never_met(string at, ClockOutcome? outcome)
    {
        var reading = October.Abandon(Given.At(at)).OrThrow().ReadAt("2026-11-30");
        (reading.Outcome, reading.Colour).ShouldBe((outcome, ClockColour.Stopped));
    }

    [Fact]
    public void A_stage_has_until_the_end_of_its_day()
    {
        var due = October.ReadAt("2026-10-19T23:59").StageDues.ShouldHaveSingleItem();
        (due.Stage, due.Date, due.DueInstant, due.Reason, due.Missed).ShouldBe(("handover", Given.On("2026-10-19"), Given.At("2026-10-20"), "HANDOVER_LATE", false));
        October.ReadAt("2026-10-20").StageDues[0].Missed.ShouldBeTrue();
    }

    [Theory, InlineData("2026-10-19T18:00", false), InlineData("2026-10-22T09:30", true)]
    public void A_stage_reached_is_judged_by_when_it_was_reached(string reached, bool missed) =>
        October.ReachStage("handover", Given.At(reached)).OrThrow().ReadAt("2026-11-30").StageDues[0].Missed.ShouldBe(missed);

    [Fact]
    public void A_stage_nobody_reported_was_passed_when_the_whole_was_done() =>
        October.Stop(Given.At("2026-10-16")).OrThrow().ReadAt("2026-11-30").StageDues[0].Missed.ShouldBeFalse();

    [Fact]
    public void While_paused_every_date_is_as_if_it_were_resumed_now()
    {
        var paused = October.Pause(Given.At("2026-10-14T10:00"), "R", "manager").OrThrow();

        paused.ReadAt("2026-10-14T18:00").DeadlineDate.ShouldBe(Given.On("2026-10-21"));
        var later = paused.ReadAt("2026-10-20T09:00");
        (later.Colour, later.DeadlineDate, later.PausedDays, later.UsedDays, later.RawDays).ShouldBe((ClockColour.Paused, Given.On("2026-10-27"), 4, 2, 6));
        (later.AmberFrom, later.RedFrom).ShouldBe((Given.At("2026-10-26"), Given.At("2026-10-28")));
        later.StageDues[0].Date.ShouldBe(Given.On("2026-10-23"));
    }

    [Fact]
    public void A_pause_on_the_last_day_leaves_the_rest_of_a_working_day()
    {
        var lastDay = Given.SevenDaysFrom("2026-03-04T09:00");
        lastDay.ReadAt("2026-03-04").DeadlineDate.ShouldBe(Given.On("2026-03-13"), "a Friday");

        lastDay.PausedBetween("2026-03-13T10:00", "2026-03-14T10:00").ReadAt("2026-03-14").DeadlineDate.ShouldBe(Given.On("2026-03-16"), "resumed on Saturday");
        lastDay.PausedBetween("2026-03-13T10:00", "2026-03-17T10:00").ReadAt("2026-03-17").DeadlineDate.ShouldBe(Given.On("2026-03-17"), "two working days taken");
        lastDay.PausedBetween("2026-03-13T10:00", "2026-03-13T15:00").ReadAt("2026-03-13").DeadlineDate.ShouldBe(Given.On("2026-03-13"), "the same day");
    }

    [Fact]
    public void A_pause_after_the_deadline_does_not_heal_the_breach()
    {
        var late = October.Pause(Given.At("2026-10-22T08:00"), "R", "manager").OrThrow();

        var reading = late.ReadAt("2026-10-26T09:00");
        (reading.DeadlineDate, reading.Colour, reading.Outcome).ShouldBe((Given.On("2026-10-21"), ClockColour.Red, ClockOutcome.Breached));
        (reading.OverdueDays, reading.PausedDays).ShouldBe((1, 2));
    }

    [Fact]
    public void Days_by_law_pause_by_days_and_end_on_a_working_day()
    {
        var law = ClockLedger.Start(Given.SixtyDaysByLaw, Given.At("2026-08-03T10:00"), Given.Mainland);
        law.ReadAt("2026-08-03").DeadlineDate.ShouldBe(Given.On("2026-10-08"), "day 60 is 2 October, a holiday");
        law.PausedBetween("2026-08-05T10:00", "2026-08-15T10:00").ReadAt("2026-08-15").DeadlineDate.ShouldBe(Given.On("2026-10-12"));
    }

    [Fact]
    public void A_promise_that_counts_days_of_no_published_year_is_provisional()
    {
        Given.SevenDaysFrom("2026-12-22T09:00").ReadAt("2026-12-22").Provisional.ShouldBeFalse();
        Given.SevenDaysFrom("2026-12-23T09:00").ReadAt("2026-12-23").Provisional.ShouldBeTrue();
    }

    [Fact]
    public void A_promise_is_read_by_no_other_calendar_than_its_own()
    {
        var next = Given.Mainland.Publish(Given.Table(2027) with { Published = true });
        Should.Throw<ArgumentException>(() => Clock.Read(October, next, Given.At("2026-10-13"))).Message.ShouldContain("version 1");
        Clock.Read(October with { CalendarVersion = 0 }, next, Given.At("2026-10-13")).DeadlineDate.ShouldBe(Given.On("2026-10-21"));
    }

    [Fact]
    public void A_promise_made_before_the_first_table_is_provisional_too()
    {
        var calendar = new WorkingCalendar("cn-mainland", [Given.Table(2026)]);
        var ledger = ClockLedger.Start(Given.SevenDays, Given.At("2025-12-29T10:00"), calendar);
        Clock.Read(ledger, calendar, ledger.StartedAt).Provisional.ShouldBeTrue();
    }

    [Fact]
    public void Looking_back_to_before_a_pause_counts_the_days_that_were_really_left()
    {
        var reading = October.PausedBetween("2026-10-14T10:00", "2026-10-16T10:00").ReadAt("2026-10-13T10:00");
        (reading.DeadlineDate, reading.UsedDays, reading.RemainingDays).ShouldBe((Given.On("2026-10-23"), 1, 6));
    }

    [Fact]
    public void Before_its_start_nothing_is_used()
    {
        var reading = October.ReadAt("2026-09-01");
        (reading.UsedDays, reading.RemainingDays, reading.Colour).ShouldBe((0, 7, ClockColour.Green));
    }
}
