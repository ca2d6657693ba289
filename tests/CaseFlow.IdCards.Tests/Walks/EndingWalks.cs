namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Ways a reissue ends without a card: withdrawal before production, rejection with ground and remedy, the police of another province (rulebook 2.2).</summary>
public sealed class EndingWalks
{
    private static readonly object Lost = new { reason = "lost", delivery = "post" };

    private static Walk FromElsewhere(string? issue = null) => new() { Registry = { ["isShanghaiHukou"] = false }, Home = { ["issue"] = (issue, null) } };

    [Fact]
    public void A_withdrawal_before_acceptance_costs_nothing()
    {
        var walk = new Walk().Apply(Lost).Happen("application.withdraw");
        (walk.State, walk.Closed, walk.Decisions[^1]).ShouldBe(("WITHDRAWN", true, "cancel DONE WITHDRAWN"));
        (walk.Fact("refundCny"), walk.Fact("feeCny"), walk.Papers[^1], walk.Messages[^1]).ShouldBe(("0", "0", "withdrawal-receipt", "withdrawn"));
        walk.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void A_withdrawal_after_acceptance_gives_the_fee_back_and_abandons_the_promise()
    {
        var walk = FromElsewhere("Pending").Apply(Lost).Accept();
        walk.State.ShouldBe("REVIEW");
        walk.Happen("application.withdraw");
        (walk.State, walk.Fact("refundCny"), walk.Orders.Count).ShouldBe(("WITHDRAWN", "40", 0));
        walk.Clocks.TakeLast(2).ShouldBe(["StopClock promise", "StopClock statutory"]);
    }

    [Fact]
    public void A_draft_may_be_withdrawn_too() =>
        new Walk().Apply(new { reason = "lost", faceTicket = "bad", intent = "authenticate" }, "app").Happen("application.withdraw").State.ShouldBe("WITHDRAWN");

    [Fact]
    public void What_is_in_production_cannot_be_withdrawn_or_rejected_and_goes_on()
    {
        var walk = new Walk().Apply(Lost).Accept().Happen("application.withdraw");
        walk.Decisions[^1].ShouldBe("cancel REFUSE STATE");
        walk.Happen("application.reject", new { ground = "ID_CARD_LAW", reason = "STATE" }).Decisions[^1].ShouldBe("acceptance REFUSE STATE");
        walk.Happen("post.handover", new { waybill = "1100000000018" }).Happen("post.event", new { code = 704, signer = "self" }).State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void A_rejection_after_acceptance_names_ground_and_reason_and_gives_the_fee_back()
    {
        var walk = FromElsewhere("Pending").Apply(Lost).Accept().Happen("application.reject", new { ground = "ID_CARD_LAW", reason = "IDENTITY_UNCLEAR" });
        (walk.State, walk.Closed, walk.Decisions[^1], walk.Fact("refundCny")).ShouldBe(("REJECTED", true, "acceptance REFUSE IDENTITY_UNCLEAR", "40"));
        (walk.Papers[^1], walk.Messages[^1]).ShouldBe(("rejection-notice", "rejected"));
    }

    [Fact]
    public void Somebody_of_another_province_is_issued_by_the_police_at_home()
    {
        var walk = FromElsewhere().Apply(Lost).Accept();
        (walk.State, walk.Decisions[^1]).ShouldBe(("PRODUCTION", "review PASS"));
    }

    [Fact]
    public void The_police_at_home_may_answer_later_and_either_way()
    {
        FromElsewhere("Pending").Apply(Lost).Accept().Happen("home-police.answer", new { approved = true }).State.ShouldBe("PRODUCTION");
        var no = FromElsewhere("Pending").Apply(Lost).Accept().Happen("home-police.answer", new { approved = false });
        (no.State, no.Decisions[^1], no.Fact("refundCny")).ShouldBe(("REJECTED", "review REFUSE IDENTITY_UNCLEAR", "40"));
        FromElsewhere("Refused").Apply(Lost).Accept().State.ShouldBe("REJECTED");
    }

    [Fact]
    public void An_unclear_identity_and_the_dishonesty_list_are_both_named_before_acceptance()
    {
        var walk = new Walk { Registry = { ["isShanghaiHukou"] = false }, Home = { ["check"] = ("Refused", ["IDENTITY_UNCLEAR", "DISHONESTY_LIST"]) } }.Apply(Lost);
        walk.Decisions.ShouldBe(["identity REFUSE IDENTITY_UNCLEAR", "eligibility REFUSE DISHONESTY_LIST", "acceptance REFUSE IDENTITY_UNCLEAR"]);
        (walk.State, walk.Closed, walk.Clocks.Count(clock => clock.StartsWith("Start"))).ShouldBe(("REJECTED", true, 0));
    }
}
