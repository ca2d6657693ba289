namespace CaseFlow.Sla.Tests;

/// <summary>How often, how long and for what a clock may stand still, and whose fault it was (rulebook 4.3).</summary>
public sealed class PauseLimitTests
{
    private static readonly ClockPolicy Capped = Given.SevenDays with
    {
        MaxPauses = 2,
        MaxPausedDays = 30,
        PauseReasons = [new PauseReason("RECAPTURE"), new PauseReason("EQUIPMENT", OwnFault: true)],
    };

    private static readonly ClockLedger March = ClockLedger.Start(Capped, Given.At("2026-03-02T09:00"), Given.Mainland);

    [Fact]
    public void Only_a_coded_reason_pauses() =>
        March.Pause(Given.At("2026-03-04"), "LUNCH", "manager").Refused.ShouldNotBeNull().En.ShouldContain("Reasons: RECAPTURE, EQUIPMENT");

    [Fact]
    public void A_third_pause_is_refused()
    {
        var twice = Paused(Paused(March, "2026-03-03", "2026-03-04"), "2026-03-05", "2026-03-06");
        twice.Pause(Given.At("2026-03-07"), "RECAPTURE", "manager").Refused!.Code.ShouldBe("clock-pause-limit");
    }

    [Fact]
    public void A_pause_ends_by_itself_when_thirty_days_are_used_up()
    {
        var second = Paused(March, "2026-03-03T10:00", "2026-03-13T10:00").Pause(Given.At("2026-03-16T15:00"), "RECAPTURE", "manager").OrThrow();
        second.PauseEndsAt.ShouldBe(Given.At("2026-04-05"), "ten of the thirty days were used before");

        var over = second.Resume(Given.At("2026-04-05"), ClockLedger.Limit).OrThrow();
        (over.PausedCalendarDays, over.Pauses[^1].EndedBy, over.PauseEndsAt).ShouldBe((30, ClockLedger.Limit, null));
        (over with { Policy = Capped with { MaxPauses = null } }).Pause(Given.At("2026-04-08"), "RECAPTURE", "manager").Refused!.Code.ShouldBe("clock-pause-days-used");
    }

    [Fact]
    public void Days_that_were_our_own_fault_are_excluded_for_the_applicant_and_counted_for_us()
    {
        var paused = Paused(Paused(March, "2026-03-03", "2026-03-05"), "2026-03-06", "2026-03-10", "EQUIPMENT").ReadAt("2026-03-11");
        (paused.UsedDays, paused.PausedDays, paused.OwnFaultDays, paused.RawDays).ShouldBe((3, 4, 2, 7));
    }

    [Theory, InlineData("2026-03-03T12:00", true), InlineData("2026-03-04T12:00", false), InlineData("2026-03-09T12:00", true), InlineData("2026-03-12T12:00", false)]
    public void It_is_known_afterwards_whether_a_clock_ran(string at, bool ran) =>
        Paused(March, "2026-03-04", "2026-03-06").Stop(Given.At("2026-03-12")).OrThrow().RanAt(Given.At(at)).ShouldBe(ran);

    private static ClockLedger Paused(ClockLedger ledger, string from, string to, string reason = "RECAPTURE") =>
        ledger.Pause(Given.At(from), reason, "manager").OrThrow().Resume(Given.At(to), "manager").OrThrow();
}

/// <summary>Limits of stages that are counted from the day an earlier stage was reached.</summary>
public sealed class StageLimitTests
{
    private static readonly ClockLedger March = ClockLedger.Start(
        Given.SevenDays with { Stages = [new("review", 2, "REVIEW_LATE"), new("production", 0, "PRODUCTION_LATE") { After = "review", Days = 2 }] }, Given.At("2026-03-02T09:00"), Given.Mainland);

    [Fact]
    public void A_stage_that_follows_another_is_due_once_that_was_reached()
    {
        var waiting = March.ReadAt("2026-03-12").StageDues;
        (waiting[0].Date, waiting[0].Missed, waiting[1].Date, waiting[1].Missed).ShouldBe((Given.On("2026-03-04"), true, null, false));

        var reviewed = March.ReachStage("review", Given.At("2026-03-06T16:00")).OrThrow();
        (reviewed.ReadAt("2026-03-10T23:59").StageDues[1].Date, reviewed.ReadAt("2026-03-10T23:59").StageDues[1].Missed).ShouldBe((Given.On("2026-03-10"), false));
        reviewed.ReadAt("2026-03-11").StageDues[1].Missed.ShouldBeTrue("two working days after Friday end with Tuesday");
    }

    [Fact]
    public void A_pause_moves_the_limit_of_the_stage_it_lies_in()
    {
        var reviewed = March.PausedBetween("2026-03-03", "2026-03-04").ReachStage("review", Given.At("2026-03-06")).OrThrow();
        reviewed.ReadAt("2026-03-06").StageDues[1].Date.ShouldBe(Given.On("2026-03-10"), "that pause was over before");
        reviewed.PausedBetween("2026-03-09", "2026-03-11").ReadAt("2026-03-11").StageDues[1].Date.ShouldBe(Given.On("2026-03-12"));
    }

    [Fact]
    public void A_stage_that_counts_from_nowhere_cannot_be_armed() =>
        (Given.SevenDays with { Stages = [new("production", 0, "LATE") { After = "lunch", Days = 2 }] }).Faults().ShouldHaveSingleItem().Code.ShouldBe("policy-stage-after-unknown");
}
