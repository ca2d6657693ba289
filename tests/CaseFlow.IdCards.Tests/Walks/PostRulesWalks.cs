namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>The post and what goes wrong on the way: order, repetition, second source, silence, change of address, loss (rulebook 2.4, 3.7).</summary>
public sealed class PostRulesWalks
{
    private static Walk Posted(Walk? walk = null) => (walk ?? new Walk()).Apply(new { reason = "lost", delivery = "post" }).Accept()
        .Happen("post.handover", new { waybill = "1100000000042" });

    [Fact]
    public void A_repeated_event_is_kept_and_changes_nothing()
    {
        var walk = Posted();
        foreach (var _ in new[] { 1, 2 })
            walk.Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE", opTime = "2026-03-24T10:00:00+08:00" });
        (walk.Decisions[^1], walk.Fact("attempts")).ShouldBe(("delivery DONE EVENT_REPEATED", "1"));
        walk.Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE", opTime = "2026-03-25T10:00:00+08:00" }).Fact("attempts").ShouldBe("2");
    }

    [Fact]
    public void A_late_event_does_not_turn_the_state_back_but_a_late_signature_counts()
    {
        var walk = Posted().Happen("post.event", new { code = 702, opTime = "2026-03-24T10:00:00+08:00" })
            .Happen("post.event", new { code = 389, opTime = "2026-03-24T02:00:00+08:00" });
        (walk.State, walk.Decisions[^1]).ShouldBe(("OUT_FOR_DELIVERY", "delivery DONE EVENT_LATE"));
        walk.Happen("post.event", new { code = 705, reason = "OTHER", opTime = "2026-03-24T12:00:00+08:00" })
            .Happen("post.event", new { code = 704, signer = "self", opTime = "2026-03-24T11:00:00+08:00" }).State.ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public void The_second_source_stands_beside_the_post_and_never_delivers_a_card()
    {
        var walk = Posted().Happen("post.event", new { code = 702 }).Happen("post.trace", new { code = "5" });
        walk.Fact("traceSources").ShouldBe("""{"ems":"out","second":"out","contradict":false}""");
        walk.Happen("post.trace", new { code = "3" });
        (walk.State, walk.Decisions[^1]).ShouldBe(("OUT_FOR_DELIVERY", "delivery RAISED SOURCES_CONTRADICT"));
        walk.Happen("post.event", new { code = 704, signer = "self" });
        (walk.State, walk.Fact("traceSources")).ShouldBe(("CLOSED_DELIVERED", """{"ems":"signed","second":"signed","contradict":false}"""));
    }

    [Fact]
    public void A_locker_is_no_place_for_a_card_and_the_next_event_of_the_post_may_settle_it()
    {
        var walk = Posted().Happen("post.event", new { code = 748 });
        (walk.State, walk.OpenTasks.Single()).ShouldBe(("EXCEPTION", "post-exception"));
        walk.Happen("post.event", new { code = 704, signer = "self" }).State.ShouldBe("CLOSED_DELIVERED");
        walk.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void A_lost_card_is_invalidated_and_made_again_free_of_charge()
    {
        var walk = Posted().Happen("post.event", new { code = 705, reason = "LOST_IN_TRANSIT" });
        (walk.State, walk.Decisions[^1]).ShouldBe(("EXCEPTION", "delivery FAILED LOST_IN_TRANSIT"));
        walk.Complete("post-exception", "Remake");
        (walk.State, walk.Orders.Count, walk.Messages[^1], walk.Fact("remakes")).ShouldBe(("PRODUCTION", 2, "remake", "1"));
        walk.Wallet.InForce!.State.ShouldBe(global::CaseFlow.IdCards.Cards.CardState.LostReported);
        walk.Happen("post.handover", new { waybill = "1100000000018" }).Happen("post.event", new { code = 704, signer = "self" });
        (walk.State, walk.Fact("feeCny"), walk.Wallet.InForce!.State).ShouldBe(("CLOSED_DELIVERED", "40", global::CaseFlow.IdCards.Cards.CardState.Valid));
    }

    [Fact]
    public void Attempts_beyond_the_agreed_number_are_noted()
    {
        var walk = Posted();
        foreach (var _ in new[] { 1, 2 })
            walk.Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE" });
        walk.Fact("returnExpected").ShouldBe("True");
        walk.Happen("post.event", new { code = 702 }).Decisions[^1].ShouldBe("delivery RAISED ATTEMPTS_EXCEEDED");
    }

    [Theory]
    [InlineData("RECIPIENT_REFUSED", true)]
    [InlineData("COURIER_DELAYED", false)]
    public void Only_a_failure_on_the_recipient_s_side_counts_for_the_promise(string reason, bool counts) =>
        Posted().Happen("post.event", new { code = 705, reason }).Clocks.Contains("RecordAttempt promise").ShouldBe(counts);

    [Fact]
    public void An_address_is_changed_after_the_identity_was_checked_and_not_before()
    {
        var walk = Posted();
        walk.Happen("delivery.change", new { faceTicket = "bad" }).Decisions[^1].ShouldBe("identity REFUSE FACE_AUTH_FAILED");
        walk.AwaitedEvents.ShouldNotContain("delivery.address");
        walk.Happen("delivery.change", new { faceTicket = "good" }).Happen("delivery.address", null, new { applicant = Walk.Person(Walk.Applicant) });
        (walk.Orders[^1], walk.Decisions[^1], walk.Messages[^1]).ShouldBe(("redirect", "delivery DONE ADDRESS_CHANGED", "address-changed"));
        walk.Happen("post.event", new { code = 702 }).Happen("delivery.change", new { identityChecked = true }).Decisions[^1].ShouldBe("delivery REFUSE STATE");
    }

    [Fact]
    public void The_post_may_say_that_it_is_too_late_for_another_address()
    {
        var walk = Posted(new Walk { RedirectTooLate = true });
        walk.Happen("delivery.change", new { identityChecked = true }).Happen("delivery.address").Decisions[^1].ShouldBe("delivery REFUSE STATE");
    }

    [Fact]
    public void A_silent_trace_asks_the_point_to_call_the_post_once_until_that_is_done()
    {
        var walk = Posted().Pass(TimeSpan.FromHours(20)).Happen("post.event", new { code = 389 }).Pass(TimeSpan.FromHours(23));
        walk.OpenTasks.ShouldBeEmpty("the last trace is not a day old");
        walk.Pass(TimeSpan.FromHours(2));
        (walk.OpenTasks.Single(), walk.Decisions[^1]).ShouldBe(("chase-post", "delivery RAISED TRACE_SILENT"));
        walk.Pass(TimeSpan.FromDays(3)).Decisions.Count(row => row == "delivery RAISED TRACE_SILENT").ShouldBe(1);
        walk.Complete("chase-post", "Asked").Pass(TimeSpan.FromHours(25)).OpenTasks.ShouldBe(["chase-post"]);
        walk.Happen("post.event", new { code = 704, signer = "self" }).OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void A_returned_letter_is_registered_at_the_point_and_an_agent_may_come_only_where_the_switch_says_so()
    {
        Walk Agent(bool allowed)
        {
            var walk = new Walk { Settings = { ["fallbackAllowsDelegate"] = allowed } };
            walk.Apply(new { reason = "lost", delivery = "post" }, parties: new { agent = Walk.Person(Walk.Agent) }).Accept().Happen("post.handover", new { waybill = "1100000000042" })
                .Happen("post.event", new { code = 705, reason = "RECIPIENT_UNREACHABLE" }).Happen("post.returned").Papers[^1].ShouldBe("return-register");
            return walk.Happen("card.collect", new { role = "agent", idProof = true, receipt = true, letter = true }, new { visitor = Walk.Person(Walk.Agent) });
        }
        Agent(false).State.ShouldBe("AWAIT_PICKUP_AFTER_FAILURE");
        Agent(true).State.ShouldBe("CLOSED_COLLECTED_AFTER_FAILED_DELIVERY");
    }
}
