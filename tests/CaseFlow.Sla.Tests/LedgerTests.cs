namespace CaseFlow.Sla.Tests;

/// <summary>What may be entered in a ledger, and what is refused with which code.</summary>
public sealed class LedgerTests
{
    private static readonly ClockLedger Running = Given.SevenDaysFrom("2026-03-09T10:00");
    private static readonly ClockLedger Paused = Running.Pause(Given.At("2026-03-11T15:00"), "R", "manager").OrThrow();
    private static readonly ClockLedger Resumed = Paused.Resume(Given.At("2026-03-16T10:20")).OrThrow();
    private static readonly ClockLedger Stopped = Resumed.Stop(Given.At("2026-03-20T13:00")).OrThrow();

    [Fact]
    public void A_paused_clock_cannot_be_paused_again() => Code(Paused.Pause(Given.At("2026-03-12"), "R", "x")).ShouldBe("clock-already-paused");

    [Fact]
    public void A_running_clock_cannot_be_resumed() => Code(Running.Resume(Given.At("2026-03-12"))).ShouldBe("clock-not-paused");

    [Fact]
    public void A_resumption_before_its_pause_is_refused() => Code(Paused.Resume(Given.At("2026-03-11T14:59"))).ShouldBe("clock-before-last-pause");

    [Fact]
    public void A_pause_before_the_last_resumption_is_refused() => Code(Resumed.Pause(Given.At("2026-03-16T10:19"), "R", "x")).ShouldBe("clock-before-last-pause");

    [Fact]
    public void Nothing_happens_before_the_start() => Code(Running.Stop(Given.At("2026-03-09T09:59"))).ShouldBe("clock-before-start");

    [Fact]
    public void A_stopped_clock_takes_no_entry()
    {
        var later = Given.At("2026-03-23");
        LedgerEntry[] entries = [Stopped.Pause(later, "R", "x"), Stopped.Resume(later), Stopped.RecordAttempt(later), Stopped.ReachStage("handover", later), Stopped.Stop(later), Stopped.Abandon(later)];
        entries.Select(Code).ShouldAllBe(c => c == "clock-stopped");
        entries.ShouldAllBe(e => e.Ledger == Stopped);
    }

    [Fact]
    public void A_stage_the_policy_does_not_know_is_refused() => Code(Running.ReachStage("lunch", Given.At("2026-03-12"))).ShouldBe("clock-unknown-stage");

    [Fact]
    public void Pauses_may_be_limited_in_number()
    {
        var strict = Resumed with { Policy = Given.SevenDays with { MaxPauses = 1 } };
        Code(strict.Pause(Given.At("2026-03-17"), "R", "x")).ShouldBe("clock-pause-limit");
    }

    [Fact]
    public void Only_the_first_attempt_and_the_first_reaching_of_a_stage_are_kept()
    {
        var twice = Running.RecordAttempt(Given.At("2026-03-12")).OrThrow().RecordAttempt(Given.At("2026-03-13")).OrThrow();
        twice.AttemptedAt.ShouldBe(Given.At("2026-03-12"));

        var reached = Running.ReachStage("handover", Given.At("2026-03-12")).OrThrow().ReachStage("handover", Given.At("2026-03-13")).OrThrow();
        reached.StageDone["handover"].ShouldBe(Given.At("2026-03-12"));
    }

    [Fact]
    public void Stopping_ends_the_pause_that_lasts() => Paused.Stop(Given.At("2026-03-12")).OrThrow().Pauses.ShouldHaveSingleItem().To.ShouldBe(Given.At("2026-03-12"));

    [Fact]
    public void A_refusal_speaks_both_languages_and_changes_nothing()
    {
        var entry = Running.Resume(Given.At("2026-03-12"));
        entry.Refused.ShouldNotBeNull().Zh.ShouldBe("时限未处于挂起状态。");
        entry.Ledger.ShouldBeSameAs(Running);
        Should.Throw<InvalidOperationException>(() => entry.OrThrow()).Message.ShouldContain("clock-not-paused");
    }

    [Fact]
    public void A_policy_that_cannot_be_armed_names_every_fault()
    {
        var policy = new ClockPolicy(" ", ClockUnit.WorkingDays, 5)
        {
            AmberFromDay = 6,
            FinalDay = 0,
            Stages = [new("a", 7, "LATE"), new("a", 1, "LATE")],
            MaxPauses = -1,
            Calendar = "cn-hongkong",
        };
        Should.Throw<ClockPolicyException>(() => ClockLedger.Start(policy, Given.At("2026-03-09"), Given.Mainland)).Faults.Select(f => f.Code).ShouldBe(
        [
            "policy-name-missing", "policy-day-out-of-range", "policy-day-out-of-range", "policy-day-out-of-range", "policy-stage-twice",
            "policy-pauses-negative", "policy-other-calendar",
        ]);
        (Given.SevenDays with { Budget = 0, AmberFromDay = null, FinalDay = null, Stages = [] }).Faults().ShouldHaveSingleItem().Code.ShouldBe("policy-budget-out-of-range");
    }

    [Fact]
    public void A_ledger_survives_its_JSON()
    {
        var rich = Resumed.ReachStage("handover", Given.At("2026-03-17")).OrThrow().RecordAttempt(Given.At("2026-03-18")).OrThrow() with
        {
            Policy = Given.SevenDays with { Title = Given.SevenDays.Title.Add("zh-CN", "七个工作日").Add("en", "Seven working days") },
            SettledUntil = Given.On("2027-12-31"),
        };

        var json = rich.ToJson();

        json.ShouldContain("\"unit\":\"WorkingDays\"");
        json.ShouldContain("七个工作日");
        ClockLedger.Parse(json).ToJson().ShouldBe(json);
    }

    [Fact]
    public void A_policy_in_a_workflow_needs_only_what_differs_from_the_usual()
    {
        var policy = System.Text.Json.JsonSerializer.Deserialize<ClockPolicy>("""{"name":"law","unit":"CalendarDays","budget":60}""", SlaJson.Options);
        policy.ShouldNotBeNull().Faults().ShouldBeEmpty();
        (policy.AttemptCountsAsMet, policy.Calendar, policy.Stages.Length).ShouldBe((true, "cn-mainland", 0));
    }

    private static string? Code(LedgerEntry entry) => entry.Refused?.Code;
}
