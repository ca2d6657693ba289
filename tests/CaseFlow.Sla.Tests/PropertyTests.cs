namespace CaseFlow.Sla.Tests;

/// <summary>What holds in every calendar, however strange.</summary>
public sealed class PropertyTests
{
    [Fact]
    public void The_tables_count_as_a_person_with_a_finger_on_the_page_would() => World.Always(w =>
    {
        var (day, left) = (w.StartDate, w.Budget);
        while (left > 0)
        {
            day = day.AddDays(1);
            if (w.Calendar.KindOf(day) is DayKind.Working or DayKind.MakeUpWorking)
                left--;
        }

        w.Calendar.NthWorkingDayAfter(w.StartDate, w.Budget).ShouldBe(day);
        w.Read(w.Ledger, w.StartedAt).DeadlineDate.ShouldBe(day);
    });

    [Fact]
    public void Counting_on_and_counting_back_agree() => World.Always(w =>
    {
        var day = w.Calendar.NthWorkingDayAfter(w.StartDate, w.Budget);
        w.Calendar.WorkingDaysBetween(w.StartDate, day).ShouldBe(w.Budget);
        w.Calendar.WorkingDaysBetween(w.StartDate, day.AddDays(-1)).ShouldBe(w.Budget - 1);
        w.Calendar.WorkingDaysBetween(day, w.StartDate).ShouldBe(0);
    });

    [Fact]
    public void One_more_make_up_day_never_makes_a_deadline_later() => World.Always(w =>
    {
        var more = World.Build(w.Rest, [.. w.Worked, w.Start + w.PauseAfter], w.Covered, 1);
        Clock.Read(w.Ledger, more, w.StartedAt).DeadlineDate.ShouldBeLessThanOrEqualTo(w.Read(w.Ledger, w.StartedAt).DeadlineDate);
    });

    [Fact]
    public void One_more_holiday_never_makes_a_deadline_earlier() => World.Always(w =>
    {
        var more = World.Build([.. w.Rest, w.Start + w.PauseAfter], w.Worked, w.Covered, 1);
        Clock.Read(w.Ledger, more, w.StartedAt).DeadlineDate.ShouldBeGreaterThanOrEqualTo(w.Read(w.Ledger, w.StartedAt).DeadlineDate);
        Clock.Read(w.Law, more, w.StartedAt).DeadlineDate.ShouldBeGreaterThanOrEqualTo(w.Read(w.Law, w.StartedAt).DeadlineDate);
    });

    [Fact]
    public void The_hour_of_acceptance_has_no_effect() => World.Always(w =>
    {
        var early = w.Ledger with { StartedAt = ShanghaiTime.StartOf(w.StartDate) };
        var late = w.Ledger with { StartedAt = ShanghaiTime.EndOf(w.StartDate).AddTicks(-1) };
        w.Read(late, w.StartedAt).WorkingDays.ShouldBe(w.Read(early, w.StartedAt).WorkingDays);
        w.Read(late, w.StartedAt).DeadlineInstant.ShouldBe(w.Read(early, w.StartedAt).DeadlineInstant);
    });

    [Fact]
    public void A_pause_of_k_working_days_moves_the_deadline_by_exactly_k_working_days() => World.Always(w =>
    {
        var due = w.Read(w.Ledger, w.StartedAt).DeadlineDate;
        var (from, to) = (ShanghaiTime.DateOf(w.PausedAt), ShanghaiTime.DateOf(w.ResumedAt));
        var taken = w.Calendar.WorkingDaysBetween(from, to);
        var moved = w.Read(World.Pause(w.Ledger, (w.PausedAt, w.ResumedAt)), w.ResumedAt).DeadlineDate;

        // On the very last day the rest of it may be had on the next working day: one more, if the clock is resumed on a rest day.
        var rest = from == due && to > due && !w.Calendar.IsWorkingDay(to) ? 1 : 0;
        w.Calendar.WorkingDaysBetween(due, moved).ShouldBe(from <= due ? taken + rest : 0);
    });

    [Fact]
    public void Splitting_a_pause_changes_nothing() => World.Always(w =>
    {
        foreach (var ledger in new[] { w.Ledger, w.Law })
        {
            var middle = w.PausedAt.AddDays(w.PauseFor / 2);
            var whole = w.Read(World.Pause(ledger, (w.PausedAt, w.ResumedAt)), w.ResumedAt);
            var split = w.Read(World.Pause(ledger, (w.PausedAt, middle), (middle, w.ResumedAt)), w.ResumedAt);
            split.DeadlineDate.ShouldBe(whole.DeadlineDate);
            split.WorkingDays.ShouldBe(whole.WorkingDays);
            (split.PausedDays, split.UsedDays, split.Colour).ShouldBe((whole.PausedDays, whole.UsedDays, whole.Colour));
        }
    });

    [Fact]
    public void A_clock_paused_in_time_never_turns_red_while_it_is_paused_nor_on_the_day_it_is_resumed() => World.Always(w =>
    {
        foreach (var ledger in new[] { w.Ledger, w.Law })
        {
            if (w.PausedAt >= w.Read(ledger, w.StartedAt).DeadlineInstant)
                return;
            var paused = ledger.Pause(w.PausedAt, "R", "a").OrThrow();
            w.Read(paused, w.ResumedAt).Colour.ShouldBe(ClockColour.Paused);
            w.Read(paused.Resume(w.ResumedAt).OrThrow(), w.ResumedAt).Colour.ShouldNotBe(ClockColour.Red);
        }
    });

    [Fact]
    public void Used_and_paused_days_together_are_what_the_applicant_lived_through() => World.Always(w =>
    {
        foreach (var ledger in new[] { w.Ledger, World.Pause(w.Ledger, (w.PausedAt, w.ResumedAt)), World.Pause(w.Law, (w.PausedAt, w.ResumedAt)) })
            for (var day = 0; day < 60; day += 3)
            {
                var reading = w.Read(ledger, w.ResumedAt.AddDays(day));
                (reading.UsedDays + reading.PausedDays).ShouldBe(reading.RawDays);
                (reading.RemainingDays > 0 && reading.OverdueDays > 0).ShouldBeFalse();
                if (reading.OverdueDays > 0)
                    reading.Outcome.ShouldBe(ClockOutcome.Breached);
            }
    });

    [Fact]
    public void Without_a_pause_days_only_add_up_and_the_lamp_only_grows_warmer() => World.Always(w =>
    {
        var before = w.Read(w.Ledger, w.StartedAt);
        for (var day = 1; day < 70; day++)
        {
            var reading = w.Read(w.Ledger, w.StartedAt.AddDays(day));
            reading.DeadlineDate.ShouldBe(before.DeadlineDate);
            reading.UsedDays.ShouldBeGreaterThanOrEqualTo(before.UsedDays);
            ((int)reading.Colour).ShouldBeGreaterThanOrEqualTo((int)before.Colour);
            before = reading;
        }
    });

    [Fact]
    public void Days_by_law_end_on_the_first_working_day_from_the_last_day_on() => World.Always(w =>
    {
        var last = w.StartDate.AddDays(w.Budget);
        var due = w.Read(w.Law, w.StartedAt).DeadlineDate;
        w.Calendar.IsWorkingDay(due).ShouldBeTrue();
        due.ShouldBeGreaterThanOrEqualTo(last);
        w.Calendar.WorkingDaysBetween(last.AddDays(-1), due).ShouldBe(1);
    });

    [Fact]
    public void The_strip_shows_the_whole_budget_once_and_one_deadline() => World.Always(w =>
    {
        foreach (var ledger in new[] { w.Ledger, w.Law, World.Pause(w.Ledger, (w.PausedAt, w.ResumedAt)), World.Pause(w.Law, (w.PausedAt, w.ResumedAt)) })
        {
            var strip = DayStrip.Of(ledger, w.Calendar, w.ResumedAt);
            var reading = w.Read(ledger, w.ResumedAt);
            strip.Select(d => d.Number).OfType<int>().ShouldBe(Enumerable.Range(1, w.Budget));
            strip.Where(d => d.Number is not null).Select(d => d.Date).ShouldBe(reading.WorkingDays);
            strip.Single(d => d.IsDeadline).Date.ShouldBe(reading.DeadlineDate);
            strip.Select(d => d.Date).ShouldBe(Enumerable.Range(0, strip.Length).Select(i => w.StartDate.AddDays(i)));
            strip.Count(d => d.Kind == StripKind.Acceptance).ShouldBe(1);
            strip.Count(d => d.Kind == StripKind.Overdue).ShouldBe(reading.OverdueDays);
        }
    });

    [Fact]
    public void No_publication_ever_brings_a_promise_forward() => World.Always(w =>
    {
        var ledger = World.Pause(w.Ledger, (w.PausedAt, w.ResumedAt));
        var next = World.Build(w.Worked, w.Rest, 4, 2);

        var change = CalendarChange.Preview(ledger, w.Calendar, next, w.ResumedAt);

        change.NewDeadline.ShouldBe(!change.Before.IsOpen || change.OldDeadline > change.Proposed.DeadlineDate ? change.OldDeadline : change.Proposed.DeadlineDate);
        var counted = change.Ledger.CalendarVersion == 2 ? next : w.Calendar;
        Clock.Read(change.Ledger, counted, w.ResumedAt).DeadlineDate.ShouldBe(change.NewDeadline);
        if (change.Before.IsOpen && change.NewDeadline.Year <= 2027)
            change.After.Provisional.ShouldBeFalse();
    });

    [Fact]
    public void A_ledger_and_a_table_say_the_same_after_their_JSON() => World.Always(w =>
    {
        var ledger = World.Pause(w.Ledger, (w.PausedAt, w.ResumedAt)).RecordAttempt(w.ResumedAt).OrThrow();
        ClockLedger.Parse(ledger.ToJson()).ToJson().ShouldBe(ledger.ToJson());
        var again = new WorkingCalendar("x", w.Calendar.Years.Select(y => CalendarYear.Parse(y.ToJson())));
        Clock.Read(ClockLedger.Parse(ledger.ToJson()), again, w.ResumedAt).WorkingDays.ShouldBe(w.Read(ledger, w.ResumedAt).WorkingDays);
    });
}
