namespace CaseFlow.Sla.Tests;

public sealed class DayStripTests
{
    [Fact]
    public void Every_day_of_a_promise_over_National_Day_explains_itself()
    {
        var strip = Strip(Given.SevenDaysFrom("2026-09-28T09:30"), "2026-10-09T16:00");

        strip.ShouldBe(
        [
            "09-28 Acceptance", "09-29 Counted 1", "09-30 Counted 2",
            "10-01 Holiday 国庆节", "10-02 Holiday 国庆节", "10-03 Holiday 国庆节", "10-04 Holiday 国庆节", "10-05 Holiday 国庆节", "10-06 Holiday 国庆节", "10-07 Holiday 国庆节",
            "10-08 Counted 3", "10-09 Counted 4 today", "10-10 MakeUpCounted 5", "10-11 Weekend", "10-12 Counted 6", "10-13 Counted 7 deadline",
        ]);
    }

    [Fact]
    public void Paused_days_stand_in_the_strip_with_their_reason() =>
        Strip(Given.SevenDaysFrom("2026-03-09T10:00").PausedBetween("2026-03-11T15:00", "2026-03-16T10:20"), "2026-03-20T13:00").ShouldBe(
        [
            "03-09 Acceptance", "03-10 Counted 1", "03-11 Counted 2",
            "03-12 Paused APPLICANT_RECAPTURE_PHOTO", "03-13 Paused APPLICANT_RECAPTURE_PHOTO", "03-14 Weekend", "03-15 Weekend", "03-16 Paused APPLICANT_RECAPTURE_PHOTO",
            "03-17 Counted 3", "03-18 Counted 4", "03-19 Counted 5", "03-20 Counted 6 today", "03-21 Weekend", "03-22 Weekend", "03-23 Counted 7 deadline",
        ]);

    [Fact]
    public void Days_after_the_deadline_are_overdue_up_to_the_end() =>
        Strip(Given.SevenDaysFrom("2026-10-12T09:00").Stop(Given.At("2026-10-26T11:20")).OrThrow(), "2026-11-30")[^6..].ShouldBe(
            ["10-21 Counted 7 deadline", "10-22 Overdue", "10-23 Overdue", "10-24 Weekend", "10-25 Weekend", "10-26 Overdue"]);

    [Fact]
    public void A_promise_kept_ends_with_its_deadline() =>
        Strip(Given.SevenDaysFrom("2026-10-12T09:00").RecordAttempt(Given.At("2026-10-20")).OrThrow(), "2026-11-30")[^1].ShouldBe("10-21 Counted 7 deadline");

    [Fact]
    public void Days_by_law_count_weekends_and_the_last_rest_days_defer_the_end()
    {
        var law = ClockLedger.Start(Given.SixtyDaysByLaw, Given.At("2026-08-03T10:00"), Given.Mainland);
        var strip = Strip(law, "2026-08-03T10:00");
        strip[..7].ShouldBe(["08-03 Acceptance today", "08-04 Counted 1", "08-05 Counted 2", "08-06 Counted 3", "08-07 Counted 4", "08-08 Counted 5", "08-09 Counted 6"]);
        strip[^8..].ShouldBe(
        [
            "10-01 Counted 59 国庆节", "10-02 Counted 60 国庆节", "10-03 Holiday 国庆节", "10-04 Holiday 国庆节", "10-05 Holiday 国庆节", "10-06 Holiday 国庆节", "10-07 Holiday 国庆节",
            "10-08 Deferred deadline",
        ]);
        strip.ShouldContain("09-20 Counted 48", "a make-up day, which to a count of calendar days is a day like any other");
    }

    [Fact]
    public void A_last_day_cut_by_a_pause_is_deferred_to_a_working_day() =>
        Strip(Given.SevenDaysFrom("2026-03-04T09:00").PausedBetween("2026-03-13T10:00", "2026-03-14T10:00"), "2026-03-14")[^4..].ShouldBe(
            ["03-13 Counted 7", "03-14 Weekend today", "03-15 Weekend", "03-16 Deferred deadline"]);

    private static string[] Strip(ClockLedger ledger, string now) =>
    [
        .. DayStrip.Of(ledger, Given.Mainland, Given.At(now)).Select(d => string.Join(' ', new[]
        {
            d.Date.ToString("MM-dd"), d.Kind.ToString(), d.Number?.ToString(), d.Name, d.IsToday ? "today" : null, d.IsDeadline ? "deadline" : null,
        }.OfType<string>())),
    ];
}
