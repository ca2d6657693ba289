namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>On its way by post: signatures, failures, returns, irregular events (R32–R36).</summary>
public sealed class PostWalks
{
    private static Walk Posted() => new Walk().Apply(new { reason = "lost", delivery = "post" }).Accept()
        .Happen("post.handover", new { waybill = "1100000000042" });

    [Fact]
    public void The_state_follows_the_events_of_the_post()
    {
        var walk = Posted();
        foreach (var (code, state) in new[] { (203, "HANDED_TO_EMS"), (389, "IN_TRANSIT"), (954, "IN_TRANSIT"), (306, "OUT_FOR_DELIVERY"),
            (702, "OUT_FOR_DELIVERY"), (708, "RETURNING") })
            walk.Happen("post.event", new { code }).State.ShouldBe(state, $"code {code}");
    }

    [Fact]
    public void A_proxy_signs_with_a_code_after_the_courier_confirmed()
    {
        var walk = Posted().Happen("post.event", new { code = 704, signer = "proxy", courierConfirmed = true, suishenCode = true });
        walk.Decisions.TakeLast(3).ShouldBe(["courier_confirm PASS", "proxy_code PASS", "delivery DELIVERED_PROXY"]);
        (walk.State, walk.Messages[^1]).ShouldBe(("CLOSED_DELIVERED", "delivered-by-proxy"));
    }

    [Fact]
    public void A_proxy_without_the_courier_s_question_and_without_a_code_is_refused_for_both_reasons()
    {
        var walk = Posted().Happen("post.event", new { code = 704, signer = "proxy", courierConfirmed = false, suishenCode = false });
        walk.Decisions.TakeLast(3)
            .ShouldBe(["courier_confirm REFUSE PROXY_NOT_CONFIRMED", "proxy_code REFUSE PROXY_WITHOUT_CODE", "delivery FAILED PROXY_NOT_CONFIRMED"]);
        (walk.State, walk.Clocks.Contains("RecordAttempt promise")).ShouldBe(("DELIVERY_FAILED", false));
        walk.Happen("post.event", new { code = 704, signer = "self" }).State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void The_receipt_stands_for_the_code_of_somebody_without_a_smartphone()
    {
        Posted().Happen("post.event", new { code = 704, signer = "self", receiptShown = true }).Decisions.TakeLast(2)
            .ShouldBe(["sign_method PASS RECEIPT_INSTEAD_OF_CODE", "delivery DELIVERED"]);
        Posted().Happen("post.event", new { code = 704, signer = "proxy", courierConfirmed = true, suishenCode = false, receiptShown = true })
            .Decisions.TakeLast(3).ShouldBe(["proxy_code PASS", "sign_method PASS RECEIPT_INSTEAD_OF_CODE", "delivery DELIVERED_PROXY"]);
    }

    [Fact]
    public void Only_a_guardian_on_file_signs_as_guardian()
    {
        Posted().Happen("post.event", new { code = 704, signer = "guardian" }).State.ShouldBe("DELIVERY_FAILED");
        var child = new Walk { Registry = { ["age"] = 12 } }
            .Apply(new { reason = "first", delivery = "post", guardianProof = "居民户口簿" }, parties: new { guardian = Walk.Person(Walk.Guardian) }).Accept();
        child.Happen("post.handover", new { waybill = "1100000000042" }).Happen("post.event", new { code = 704, signer = "guardian" })
            .State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void Attempts_are_counted_and_delivery_goes_on()
    {
        var walk = Posted();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            walk.Happen("post.event", new { code = 702 }).Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE" });
            (walk.State, walk.Fact("attempts")).ShouldBe(("DELIVERY_FAILED", $"{attempt}"));
        }
        walk.Clocks.Count(row => row == "RecordAttempt promise").ShouldBe(4);
        walk.Happen("post.event", new { code = 704, signer = "self" }).State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void After_a_return_only_the_applicant_collects_at_the_counter()
    {
        var walk = Posted().Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE" })
            .Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE" }).Happen("post.returned");
        walk.State.ShouldBe("AWAIT_PICKUP_AFTER_FAILURE");
        walk.Clocks.ShouldContain("StopClock promise");
        walk.Happen("card.collect", new { role = "agent", point = "ceshilu", idProof = true, receipt = true, letter = true },
            new { visitor = Walk.Person(Walk.Agent) });
        walk.Decisions.TakeLast(2).ShouldBe(["place PASS", "pickup REFUSE FALLBACK_IN_PERSON_ONLY"]);
        walk.State.ShouldBe("AWAIT_PICKUP_AFTER_FAILURE");
        walk.Happen("card.collect", new { role = "applicant", point = "ceshilu", idProof = true, receipt = true },
            new { visitor = Walk.Person(Walk.Applicant) });
        (walk.State, walk.Fact("feeCny")).ShouldBe(("CLOSED_COLLECTED_AFTER_FAILED_DELIVERY", "40"));
        walk.Decisions.ShouldContain("fallback COUNTER_PICKUP");
    }

    [Theory]
    [InlineData("747")]
    [InlineData("748")]
    [InlineData("207")]
    [InlineData("999")]
    public void A_locker_an_agent_point_or_an_unknown_code_needs_a_human(string code)
    {
        var walk = Posted().Happen("post.event", new { code });
        walk.State.ShouldBe("EXCEPTION");
        walk.Complete("post-exception", "Continue", new { note = "邮政已取回" }).Happen("post.event", new { code = 704, signer = "self" })
            .State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void A_card_lost_in_the_post_is_made_again_free_of_charge()
    {
        var walk = Posted().Happen("post.event", new { code = 207 }).Complete("post-exception", "Remake", new { note = "邮件丢失" });
        (walk.State, walk.Orders.Count).ShouldBe(("PRODUCTION", 2));
        walk.Wallet.Cards[^1].State.ShouldBe(IdCards.Cards.CardState.LostReported, "nobody may use the card that went astray");
        walk.Happen("post.handover", new { waybill = "1100000000059" }).Happen("post.event", new { code = 704, signer = "self" })
            .State.ShouldBe("CLOSED_DELIVERED");
        walk.Fact("feeCny").ShouldBe("40");
        walk.Wallet.Cards.Count(card => card.State == IdCards.Cards.CardState.Valid).ShouldBe(1);
    }
}
