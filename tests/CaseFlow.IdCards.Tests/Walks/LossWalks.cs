using CaseFlow.IdCards.Cards;

namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Loss reports and how they end: lifted, superseded, refused (R1–R11).</summary>
public sealed class LossWalks
{
    private static readonly object SomebodyElse = new { visitor = Walk.Person(Walk.Agent) };

    private static Walk Report(object? parties = null, string? cardStatus = "VALID", object? data = null)
    {
        var walk = new Walk("id-card-loss") { Registry = { ["cardStatus"] = cardStatus } };
        return walk.Apply(data ?? new { matter = "report", kind = "lost", letter = true }, parties: parties);
    }

    private static Walk Lift(string cardStatus = "LOST_REPORTED", string? previous = null, object? data = null, object? parties = null)
    {
        var walk = new Walk("id-card-loss") { Registry = { ["cardStatus"] = cardStatus, ["previousCardStatus"] = previous } };
        return walk.Apply(data ?? new { matter = "lift", bringsReportedCard = true }, parties: parties);
    }

    [Fact]
    public void The_holder_reports_a_loss_in_one_visit()
    {
        var walk = Report().Complete("identity-check", "Done", new { fingerprintMatch = true }).Complete("accept-loss", "Accept");
        walk.Decisions.ShouldBe(["identity PASS", "loss_report ACCEPT"]);
        (walk.State, walk.Closed).ShouldBe(("LR_REPORTED", false));
        walk.Papers.ShouldBe(["loss-register", "loss-receipt"]);
        walk.Messages.ShouldBe(["loss-reported"]);
        walk.Wallet.InForce!.State.ShouldBe(CardState.LostReported);
    }

    [Fact]
    public void Nobody_else_may_report_not_even_with_a_letter()
    {
        var walk = Report(SomebodyElse);
        walk.Decisions.ShouldBe(["identity REFUSE NOT_IN_PERSON", "loss_report REFUSE NOT_IN_PERSON"]);
        (walk.State, walk.Closed, walk.Papers.Single()).ShouldBe(("LR_REJECTED", true, "loss-refused"));
        walk.Wallet.Cards.ShouldBeEmpty();
    }

    [Fact]
    public void Every_reason_against_a_report_is_told_at_once() =>
        Report(SomebodyElse, cardStatus: "EXPIRED").Decisions.ShouldBe(["identity REFUSE NOT_IN_PERSON", "loss_report REFUSE STATE", "loss_report REFUSE NOT_IN_PERSON"]);

    [Fact]
    public void Fingerprints_that_differ_end_the_report()
    {
        var walk = Report().Complete("identity-check", "Done", new { fingerprintMatch = false, portraitMatch = false });
        walk.Decisions.ShouldBe(["identity FAIL FINGERPRINT_MISMATCH", "identity FAIL NOT_IN_PERSON", "identity REFUSE FINGERPRINT_MISMATCH", "loss_report REFUSE FINGERPRINT_MISMATCH"]);
        walk.State.ShouldBe("LR_REJECTED");
    }

    [Fact]
    public void A_name_that_does_not_belong_to_the_number_ends_the_report()
    {
        var walk = new Walk("id-card-loss") { Registry = { ["mismatch"] = true } }.Apply(new { matter = "report" });
        (walk.State, walk.Decisions.Single(), walk.Closed).ShouldBe(("LR_REJECTED", "identity FAIL", true));
    }

    [Fact]
    public void The_visitor_may_change_their_mind() =>
        Report().Complete("identity-check", "Done").Complete("accept-loss", "Withdraw").State.ShouldBe("WITHDRAWN");

    [Fact]
    public void A_new_card_supersedes_the_report()
    {
        var walk = Report().Complete("identity-check", "Done").Complete("accept-loss", "Accept").Happen("card.superseded");
        (walk.State, walk.Closed, walk.Decisions[^1]).ShouldBe(("LR_SUPERSEDED", true, "loss_report DONE SUPERSEDED_CARD"));
    }

    [Fact]
    public void A_lift_elsewhere_ends_the_report()
    {
        var walk = Report().Complete("identity-check", "Done").Complete("accept-loss", "Accept").Happen("loss.lifted");
        (walk.State, walk.Closed).ShouldBe(("LR_LIFTED", true));
    }

    [Fact]
    public void A_found_card_is_lifted_when_it_is_there_and_its_chip_can_be_read()
    {
        var walk = Lift().Complete("lift-check", "Done", new { chipReadable = true }).Complete("accept-lift", "Accept");
        walk.Decisions.ShouldBe(["not_reissued PASS", "card_presented PASS", "identity PASS", "lift ACCEPT"]);
        (walk.State, walk.Closed, walk.Wallet.InForce!.State).ShouldBe(("LR_LIFTED", true, CardState.Valid));
        walk.Papers.ShouldBe(["lift-register", "lift-receipt"]);
    }

    [Fact]
    public void Without_the_card_nothing_is_lifted()
    {
        var walk = Lift(data: new { matter = "lift", bringsReportedCard = false });
        walk.Decisions.ShouldBe(["card_presented REFUSE CARD_NOT_PRESENTED", "lift REFUSE CARD_NOT_PRESENTED"]);
        (walk.State, walk.Closed).ShouldBe(("LR_LIFT_REFUSED", true));
    }

    [Fact]
    public void An_unreadable_chip_and_wrong_fingerprints_are_told_together()
    {
        var walk = Lift().Complete("lift-check", "Done", new { chipReadable = false, fingerprintMatch = false });
        walk.Decisions.ShouldBe(["not_reissued PASS", "card_presented REFUSE CHIP_UNREADABLE", "identity FAIL FINGERPRINT_MISMATCH", "identity REFUSE FINGERPRINT_MISMATCH",
            "lift REFUSE CHIP_UNREADABLE"]);
        walk.State.ShouldBe("LR_LIFT_REFUSED");
    }

    [Fact]
    public void A_superseded_card_is_collected_and_destroyed()
    {
        var walk = Lift("VALID", previous: "INVALID_SUPERSEDED").Complete("lift-check", "Done", new { chipReadable = true });
        walk.Decisions.ShouldBe(["not_reissued REFUSE ALREADY_REISSUED", "card_presented PASS", "identity PASS", "old_card COLLECT_AND_DESTROY SUPERSEDED_CARD",
            "lift REFUSE ALREADY_REISSUED"]);
        (walk.State, walk.Papers.Count(paper => paper == "old-card-collected")).ShouldBe(("LR_LIFT_REFUSED", 1));
    }

    [Fact]
    public void The_card_in_use_is_given_back_to_its_holder()
    {
        var walk = Lift("VALID", previous: "INVALID_SUPERSEDED").Complete("lift-check", "Done", new { chipReadable = true, currentCard = true });
        walk.Decisions.ShouldContain("lift REFUSE STATE");
        walk.Papers.ShouldNotContain("old-card-collected");
    }

    [Fact]
    public void Nobody_lifts_for_somebody_else() =>
        Lift(parties: SomebodyElse).Decisions.ShouldBe(["identity REFUSE NOT_IN_PERSON", "lift REFUSE NOT_IN_PERSON"]);

    [Fact]
    public void A_loss_reported_elsewhere_stops_a_lift_that_is_being_handled()
    {
        var walk = Lift().Complete("lift-check", "Done", new { chipReadable = true }).Happen("loss.synced");
        (walk.State, walk.Closed, walk.Decisions[^1]).ShouldBe(("LR_LIFT_REFUSED", true, "lift REFUSE STATE"));
        walk.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_card_stops_a_lift_that_is_being_handled()
    {
        var walk = Lift().Happen("card.superseded");
        walk.Decisions.ShouldBe(["not_reissued REFUSE ALREADY_REISSUED", "old_card COLLECT_AND_DESTROY SUPERSEDED_CARD", "lift REFUSE ALREADY_REISSUED"]);
        (walk.State, walk.OpenTasks.Any()).ShouldBe(("LR_LIFT_REFUSED", false));
    }

    [Fact]
    public void A_call_from_elsewhere_is_guided_to_the_station_there()
    {
        var walk = Report(data: new { matter = "consult", currentPlace = "浙江省杭州市" }).Complete("answer-consult", "Answer");
        walk.Decisions.ShouldBe(["place GUIDE REPORT_AT_LOCAL_STATION", "channel GUIDE REPORT_AT_LOCAL_STATION", "loss_report GUIDE REPORT_AT_LOCAL_STATION"]);
        (walk.State, walk.Closed, walk.Messages.Single()).ShouldBe(("CONSULT_CLOSED", true, "loss-guide"));
    }

    [Fact]
    public void Whether_a_lift_is_handled_here_while_the_holder_is_elsewhere_is_a_switch()
    {
        LiftFromElsewhere("guide").Complete("answer-consult", "Answer").State.ShouldBe("CONSULT_CLOSED");
        LiftFromElsewhere("on-notice").Complete("lift-check", "Done", new { chipReadable = true, localNotice = "杭公核〔2026〕12号" }).Complete("accept-lift", "Accept").State.ShouldBe("LR_LIFTED");
        var refused = LiftFromElsewhere("on-notice").Complete("lift-check", "Done", new { chipReadable = true });
        (refused.State, refused.Decisions).ShouldSatisfyAllConditions(end => end.State.ShouldBe("LR_LIFT_REFUSED"), end => end.Decisions.ShouldContain("local_notice REFUSE LOCAL_NOTICE_MISSING"));
    }

    private static Walk LiftFromElsewhere(string setting)
    {
        var walk = new Walk("id-card-loss") { Registry = { ["cardStatus"] = "LOST_REPORTED" } };
        walk.Settings["liftElsewhere"] = setting;
        return walk.Apply(new { matter = "consult", about = "lift", currentPlace = "浙江省杭州市" });
    }

    [Fact]
    public void A_loss_reported_elsewhere_counts_here()
    {
        var walk = Report(data: new Dictionary<string, object> { ["event"] = "loss.sync", ["reportedAt"] = "2026-03-20T10:00:00+08:00" });
        (walk.State, walk.Closed, walk.Decisions.Single()).ShouldBe(("LR_REPORTED", false, "sync ACCEPT_EXTERNAL_LOSS"));
        walk.Wallet.InForce!.State.ShouldBe(CardState.LostReported);
    }

    [Fact]
    public void A_late_report_of_the_old_card_never_concerns_the_new_one()
    {
        var walk = new Walk("id-card-loss") { Registry = { ["cardIssuedOn"] = "2026-03-22" } };
        walk.Apply(new Dictionary<string, object> { ["event"] = "loss.sync", ["reportedAt"] = "2026-03-20T10:00:00+08:00" });
        (walk.State, walk.Closed).ShouldBe(("LR_SUPERSEDED", true));
        walk.Wallet.Cards.ShouldBeEmpty();
    }

    [Fact]
    public void A_found_card_goes_back_to_its_holder_and_works_again()
    {
        var walk = Report(cardStatus: "LOST_REPORTED", data: new { matter = "found" });
        (walk.State, walk.Messages.Single(), walk.Papers.Single()).ShouldBe(("LR_REPORTED", "card-found", "found-card-register"));
        walk.Complete("return-found", "Return", new { fingerprintMatch = false }).OpenTasks.ShouldBe(["return-found"]);
        walk.Complete("return-found", "Return", new { fingerprintMatch = true, photographed = true });
        (walk.State, walk.Closed, walk.Wallet.InForce!.State, walk.Decisions[^1]).ShouldBe(("LR_LIFTED", true, CardState.Valid, "lift ACCEPT"));
    }

    [Fact]
    public void A_found_card_that_was_replaced_is_destroyed()
    {
        var walk = new Walk("id-card-loss") { Registry = { ["previousCardStatus"] = "INVALID_SUPERSEDED" } }.Apply(new { matter = "found" });
        (walk.State, walk.Closed, walk.Decisions.Single()).ShouldBe(("LR_SUPERSEDED", true, "old_card COLLECT_AND_DESTROY SUPERSEDED_CARD"));
    }
}
