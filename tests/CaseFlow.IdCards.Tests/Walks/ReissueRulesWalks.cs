namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Rules of a reissue that stand in decision tables and settings: portrait sources, guardians, fingerprints, switches, suspensions.</summary>
public sealed class ReissueRulesWalks
{
    private static readonly object Lost = new { reason = "lost", delivery = "counter" };
    private static readonly object Rejected = new { reason = "APPLICANT_RECAPTURE_PHOTO" };

    private static Walk With(string setting, object? value, Walk? walk = null)
    {
        walk ??= new Walk();
        walk.Settings[setting] = value;
        return walk;
    }

    [Theory]
    [InlineData("new", null, "new")]
    [InlineData("social-point", null, "social-point")]
    [InlineData("police-point", null, "police-point")]
    [InlineData("app", "2026-03-01", "stored")]
    [InlineData("app", null, "new")]
    public void The_portrait_comes_from_where_the_rule_says(string photo, string? stored, string source) =>
        new Walk { StoredPhoto = stored }.Apply(new { reason = "lost", delivery = "counter", photo }).Accept().Orders.ShouldBe([$"20年 counter {source}"]);

    [Fact]
    public void A_photo_taken_in_the_app_is_never_used_online()
    {
        var walk = new Walk { StoredPhoto = "2026-03-01" }.Apply(new { reason = "lost", delivery = "counter", faceTicket = "good", requestedPhoto = "app" }, "app").Accept();
        (walk.Orders.Single(), walk.Decisions.Contains("portrait USE_LAST_SUCCESSFUL PHOTO_NOT_USABLE_ONLINE")).ShouldBe(("20年 counter last", true));
    }

    [Fact]
    public void A_minor_needs_a_guardian_whose_relation_is_proved_by_one_of_the_listed_papers()
    {
        Walk Child(object data, object? parties = null) => new Walk { Registry = { ["age"] = 12 } }.Apply(data, parties: parties);
        var guardian = new { guardian = Walk.Person(Walk.Guardian) };
        Child(new { reason = "first", delivery = "counter" }).State.ShouldBe("CORRECTION_REQUESTED");
        Child(new { reason = "first", delivery = "counter", guardianProof = "学生证" }, guardian).State.ShouldBe("CORRECTION_REQUESTED");
        foreach (var proof in new[] { "居民户口簿", "出生医学证明", "监护公证书", "法院指定监护判决书" })
            Child(new { reason = "first", delivery = "counter", guardianProof = proof }, guardian).OpenTasks.ShouldBe(["accept"], proof);
    }

    [Fact]
    public void A_first_issue_needs_two_prints_or_the_reason_why_there_are_none()
    {
        var walk = new Walk { Registry = { ["fingerprintRegistered"] = false } }.Apply(new { reason = "first", delivery = "counter" });
        walk.Complete("accept", "Accept").Decisions[^1].ShouldBe("materials CORRECTION NO_FINGERPRINT");
        walk.Complete("accept", "Accept", new { prints = new[] { "right-thumb" } }).OpenTasks.ShouldBe(["accept"]);
        walk.Complete("accept", "Accept", new { unableReason = "双手烧伤" });
        (walk.State, walk.Fact("fingerprints")).ShouldBe(("PRODUCTION", "unable"));
    }

    [Theory]
    [InlineData("renewal")]
    [InlineData("change")]
    public void A_reason_that_is_not_offered_online_is_sent_to_the_counter(string reason)
    {
        var walk = new Walk().Apply(new { reason, delivery = "counter", faceTicket = "good" }, "app");
        (walk.State, walk.Decisions[^1]).ShouldBe(("PREQUAL_FAILED", "channel REFUSE REASON_NOT_ONLINE"));
        With("onlineReasons", new[] { "lost", "renewal", "change" }).Apply(new { reason, delivery = "counter", faceTicket = "good" }, "app").State.ShouldBe("PREQUAL_PASSED");
    }

    [Fact]
    public void A_registered_item_that_changed_is_an_exchange() =>
        new Walk().Apply(new { reason = "change", delivery = "counter" }).Accept().Fact("feeDue").ShouldBe("20");

    [Fact]
    public void The_number_of_face_attempts_is_a_setting() =>
        With("faceAttempts", 1).Apply(new { reason = "lost", faceTicket = "bad", intent = "authenticate" }, "app").State.ShouldBe("DRAFT_ABANDONED");

    [Fact]
    public void A_loss_report_with_the_reissue_is_a_switch() => With("lossReportWithReissue", false).Apply(Lost).Accept().Decisions.ShouldNotContain("loss_report ACCEPT");

    [Fact]
    public void A_case_keeps_the_settings_it_started_with()
    {
        var walk = With("fallbackAllowsDelegate", false).Apply(new { reason = "lost", delivery = "post" }, parties: new { agent = Walk.Person(Walk.Agent) }).Accept()
            .Happen("post.handover", new { waybill = "1100000000018" }).Happen("post.returned");
        walk.Settings["fallbackAllowsDelegate"] = true;
        walk.Happen("card.collect", new { role = "agent", idProof = true, receipt = true, letter = true }, new { visitor = Walk.Person(Walk.Agent) })
            .Decisions[^1].ShouldBe("pickup REFUSE FALLBACK_IN_PERSON_ONLY");
    }

    [Fact]
    public void After_the_last_suspension_the_promise_goes_on_while_the_applicant_comes_again()
    {
        var walk = new Walk().Apply(Lost).Accept();
        foreach (var _ in new[] { 1, 2 })
            walk.Happen("factory.reject", Rejected).Complete("approve-suspension", "Approve").Happen("portrait.recapture");
        walk.Happen("factory.reject", Rejected);
        (walk.State, walk.Decisions[^1], walk.Messages[^1]).ShouldBe(("PRODUCTION", "suspend REFUSE PAUSE_LIMIT", "recapture"));
        walk.OpenTasks.ShouldBeEmpty();
        walk.Happen("portrait.recapture").Happen("card.arrive").State.ShouldBe("ARRIVED_AT_POINT");
        walk.Clocks.Count(clock => clock == "PauseClock promise").ShouldBe(2);
    }

    [Fact]
    public void When_the_days_of_pauses_are_used_up_the_applicant_is_told_that_time_runs_and_comes_all_the_same()
    {
        var walk = new Walk().Apply(Lost).Accept().Happen("factory.reject", Rejected).Complete("approve-suspension", "Approve");
        walk.Pass(TimeSpan.FromDays(29)).State.ShouldBe("SUSPENDED");
        walk.Pass(TimeSpan.FromDays(2));
        (walk.State, walk.Messages[^1], walk.Clocks[^1]).ShouldBe(("PRODUCTION", "recapture", "PauseClock promise"));
        walk.Happen("portrait.recapture").Orders.Count.ShouldBe(2);
    }

    [Fact]
    public void A_reason_of_the_factory_that_has_no_code_here_is_suspended_under_a_coded_one() =>
        new Walk().Apply(Lost).Accept().Happen("factory.reject", new { reason = "BLURRED" }).Complete("approve-suspension", "Approve").Decisions[^1]
            .ShouldBe("suspend APPROVED APPLICANT_RECAPTURE_PHOTO");

    [Fact]
    public void Whoever_is_served_is_asked_to_rate() =>
        new Walk().Apply(Lost).Accept().Happen("card.arrive").Happen("card.collect", new { role = "applicant", idProof = true, receipt = true },
            new { visitor = Walk.Person(Walk.Applicant) }).Orders[^1].ShouldBe("dispatch service-rating");
}
