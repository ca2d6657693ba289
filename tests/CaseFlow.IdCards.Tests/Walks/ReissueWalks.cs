namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Application, qualification, correction, acceptance, production and suspension.</summary>
public sealed class ReissueWalks
{
    private static readonly object Lost = new { reason = "lost", delivery = "counter" };
    private static readonly object Online = new { reason = "lost", delivery = "post", faceTicket = "good" };

    [Fact]
    public void An_online_reissue_by_post_is_delivered()
    {
        var walk = new Walk().Apply(Online, "app");
        walk.State.ShouldBe("PREQUAL_PASSED");
        walk.Accept();
        walk.State.ShouldBe("PRODUCTION");
        walk.Orders.ShouldBe(["20年 post last"]);
        walk.Fact("feeCny").ShouldBe("");
        walk.Happen("post.handover", new { waybill = "1100000000018" }).Happen("post.event", new { code = 702 });
        walk.State.ShouldBe("OUT_FOR_DELIVERY");
        walk.Happen("post.event", new { code = 704, signer = "self" });
        walk.State.ShouldBe("CLOSED_DELIVERED");
        walk.Decisions.ShouldBe(["face_auth PASS", "eligibility PASS RULE_5Y_FINGERPRINT_PORTRAIT", "portrait USE_LAST_SUCCESSFUL", "materials PASS",
            "acceptance ACCEPT", "loss_report ACCEPT", "review PASS", "delivery DELIVERED"]);
        (walk.Fact("feeCny"), walk.Fact("newCardValidity"), walk.Closed).ShouldBe(("40", "20年", true));
        walk.Fact("card").ShouldBe("""{"new":"VALID","old":"INVALID_SUPERSEDED"}""");
        walk.Clocks.ShouldBe(["StartClock promise", "StartClock statutory", "ReachStage promise", "StopClock promise", "StopClock statutory"]);
        walk.Messages.ShouldBe(["accepted", "handed-over", "delivered"]);
        walk.Instance.Status.ShouldBe(Workflows.InstanceStatus.Finished);
    }

    [Fact]
    public void Who_does_not_qualify_is_told_every_reason_and_the_case_ends()
    {
        var walk = new Walk { Registry = { ["lastHandledOn"] = "2020-08-01", ["lastPortraitOn"] = "2020-08-01" } }.Apply(Online, "app");
        walk.Decisions.ShouldBe(["face_auth PASS", "eligibility FAIL LAST_HANDLED_TOO_OLD", "eligibility FAIL PORTRAIT_TOO_OLD"]);
        (walk.State, walk.Closed).ShouldBe(("PREQUAL_FAILED", true));
        walk.Messages.ShouldBe(["prequalification-failed"]);
        walk.Clocks.ShouldBeEmpty();
    }

    [Fact]
    public void Somebody_of_seventy_with_a_long_term_card_qualifies_by_the_second_rule() =>
        new Walk { Registry = { ["age"] = 72, ["lastHandledOn"] = "2014-03-03", ["lastPortraitOn"] = "2014-03-03", ["lastCardLongTerm"] = true } }
            .Apply(Online, "app")
            .Decisions.ShouldContain("eligibility PASS RULE_70PLUS_LONGTERM");

    [Fact]
    public void A_photo_asked_for_online_is_replaced_by_the_last_successful_one() =>
        new Walk().Apply(new { reason = "lost", delivery = "post", faceTicket = "good", requestedPhoto = "app" }, "app")
            .Decisions.ShouldContain("portrait USE_LAST_SUCCESSFUL PHOTO_NOT_USABLE_ONLINE");

    [Fact]
    public void Three_failed_face_checks_end_the_draft()
    {
        var attempt = new { reason = "lost", faceTicket = "bad", intent = "authenticate" };
        var walk = new Walk().Apply(attempt, "app");
        walk.State.ShouldBe("DRAFT");
        walk.Happen("reissue.authenticate", attempt).Happen("reissue.authenticate", attempt);
        (walk.State, walk.Closed).ShouldBe(("DRAFT_ABANDONED", true));
        walk.Decisions.ShouldBe(["face_auth FAIL FACE_AUTH_FAILED", "face_auth FAIL FACE_AUTH_FAILED", "face_auth BLOCK FACE_AUTH_FAILED"]);
    }

    [Fact]
    public void A_draft_takes_the_application_after_an_attempt()
    {
        var walk = new Walk().Apply(new { reason = "lost", faceTicket = "bad", intent = "authenticate" }, "app").Happen("reissue.apply", Online);
        walk.State.ShouldBe("PREQUAL_PASSED");
        walk.OpenTasks.ShouldBe(["accept"]);
    }

    [Fact]
    public void A_wrong_sms_code_leaves_the_draft_open() =>
        new Walk().Apply(new { reason = "lost", delivery = "post", faceTicket = "good", mobileVerified = false }, "app").Happen("reissue.apply", Online)
            .Decisions.ShouldBe(["face_auth PASS", "identity FAIL SMS_CODE_WRONG", "face_auth PASS", "eligibility PASS RULE_5Y_FINGERPRINT_PORTRAIT",
                "portrait USE_LAST_SUCCESSFUL", "materials PASS"]);

    [Fact]
    public void Missing_papers_are_asked_for_before_acceptance_and_start_no_clock()
    {
        var walk = new Walk { Registry = { ["age"] = 12 } }.Apply(new { reason = "first", delivery = "counter" },
            parties: new { guardian = Walk.Person(Walk.Guardian) });
        (walk.State, walk.Clocks.Count).ShouldBe(("CORRECTION_REQUESTED", 0));
        walk.Decisions.ShouldBe(["materials CORRECTION MISSING_GUARDIAN_PROOF"]);
        walk.Happen("materials.supply", new { materials = new[] { "居民户口簿" } });
        walk.OpenTasks.ShouldBe(["accept"]);
        walk.Accept().State.ShouldBe("PRODUCTION");
    }

    [Fact]
    public void By_post_without_an_address_is_no_complete_application()
    {
        var walk = new Walk { Registry = { ["deliverable"] = false } }.Apply(new { reason = "lost", delivery = "post" });
        walk.State.ShouldBe("CORRECTION_REQUESTED");
        walk.Happen("materials.supply").State.ShouldBe("CORRECTION_REQUESTED", "nothing was supplied");
        walk.Happen("materials.supply", null, new { applicant = Walk.Person(Walk.Applicant) }).OpenTasks.ShouldBe(["accept"]);
    }

    [Fact]
    public void A_clerk_may_ask_for_corrections_more_than_once()
    {
        var walk = new Walk().Apply(Lost);
        for (var round = 0; round < 3; round++)
        {
            walk.Complete("accept", "RequestCorrection", new { reasons = new[] { "MISSING_ID_PROOF" } }).State.ShouldBe("CORRECTION_REQUESTED");
            walk.Happen("materials.supply").State.ShouldBe("SUBMITTED");
        }
        walk.Accept().State.ShouldBe("PRODUCTION");
        walk.Decisions.Count(row => row == "materials CORRECTION MISSING_ID_PROOF").ShouldBe(3);
    }

    [Fact]
    public void A_rejected_application_ends_with_its_reason()
    {
        var walk = new Walk().Apply(Lost).Complete("accept", "Reject", new { reason = "NOT_IN_PERSON" });
        (walk.State, walk.Closed).ShouldBe(("REJECTED", true));
        walk.Decisions[^1].ShouldBe("acceptance REFUSE NOT_IN_PERSON");
        (walk.Papers.Single(), walk.Messages.Single()).ShouldBe(("rejection-notice", "rejected"));
    }

    [Fact]
    public void A_name_that_does_not_belong_to_the_number_stops_the_case() =>
        new Walk { Registry = { ["mismatch"] = true } }.Apply(Lost).State.ShouldBe("REJECTED");

    [Fact]
    public void A_renewal_is_too_early_three_months_and_a_day_before_expiry()
    {
        var walk = new Walk { Registry = { ["cardExpiresOn"] = "2026-06-24" } }.Apply(new { reason = "renewal", delivery = "counter" });
        (walk.State, walk.Decisions.Last()).ShouldBe(("REJECTED", "renewal_window REFUSE RENEWAL_TOO_EARLY"));
    }

    [Fact]
    public void A_loss_that_is_reported_already_is_not_reported_again() =>
        new Walk { Registry = { ["cardStatus"] = "LOST_REPORTED" } }.Apply(Lost).Accept().Decisions.ShouldNotContain("loss_report ACCEPT");

    [Fact]
    public void A_suspension_stops_the_promise_until_the_portrait_is_taken_again_and_the_card_is_ordered_anew()
    {
        var walk = new Walk().Apply(new { reason = "lost", delivery = "post" }).Accept().Happen("factory.reject", new { reason = "APPLICANT_RECAPTURE_PHOTO" });
        walk.OpenTasks.ShouldBe(["approve-suspension"]);
        walk.Complete("approve-suspension", "Approve", new { reason = "APPLICANT_RECAPTURE_PHOTO" }).State.ShouldBe("SUSPENDED");
        walk.Happen("portrait.recapture").State.ShouldBe("PRODUCTION");
        walk.Decisions.TakeLast(2).ShouldBe(["suspend APPROVED APPLICANT_RECAPTURE_PHOTO", "resume DONE"]);
        walk.Clocks.ShouldBe(["StartClock promise", "StartClock statutory", "PauseClock promise", "ResumeClock promise"]);
        walk.Orders.Count.ShouldBe(2);
        walk.Happen("post.handover", new { waybill = "1100000000091" }).Happen("post.event", new { code = "704", signer = "self" })
            .State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void A_second_suspension_and_a_refused_one_go_the_same_way()
    {
        var walk = new Walk().Apply(Lost).Accept();
        foreach (var outcome in new[] { "Refuse", "Approve", "Approve" })
        {
            walk.Happen("factory.reject", new { reason = "APPLICANT_RECAPTURE_PHOTO" }).Complete("approve-suspension", outcome);
            if (outcome == "Approve") walk.Happen("portrait.recapture");
        }
        walk.Orders.Count.ShouldBe(4);
        walk.Happen("card.arrive").State.ShouldBe("ARRIVED_AT_POINT");
    }
}
