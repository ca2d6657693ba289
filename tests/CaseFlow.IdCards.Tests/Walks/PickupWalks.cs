namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Who collects a card at the acceptance point, and what they must bring (R25–R31).</summary>
public sealed class PickupWalks
{
    private static readonly object ByAgent = new { visitor = Walk.Person(Walk.Agent) };
    private static readonly object InPerson = new { visitor = Walk.Person(Walk.Applicant) };

    private static Walk Arrived(object? parties = null, string reason = "lost") => new Walk().Apply(new { reason, delivery = "counter" }, parties: parties)
        .Accept().Happen("card.arrive");

    private static Walk WithLetter() => Arrived(new { agent = Walk.Person(Walk.Agent) });

    [Fact]
    public void The_applicant_collects_with_card_and_receipt()
    {
        var walk = Arrived();
        (walk.State, walk.Clocks.Contains("StopClock promise"), walk.Messages[^1]).ShouldBe(("ARRIVED_AT_POINT", true, "ready-for-pickup"));
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true }, InPerson);
        (walk.State, walk.Closed, walk.Papers[^1]).ShouldBe(("CLOSED_COLLECTED", true, "pickup-register"));
        walk.Messages.ShouldNotContain("collected-by-other");
        walk.Instance.Status.ShouldBe(Workflows.InstanceStatus.Finished);
    }

    [Fact]
    public void The_applicant_without_a_receipt_is_identified_by_the_population_data() =>
        Arrived().Happen("card.collect", new { role = "applicant", idProof = true }, InPerson).Decisions.TakeLast(4)
            .ShouldBe(["identity PASS", "identity PASS", "place PASS", "pickup ACCEPT"]);

    [Fact]
    public void An_agent_with_all_papers_collects_and_the_applicant_is_told()
    {
        var walk = WithLetter().Happen("card.collect", new { role = "agent", point = "ceshilu", idProof = true, receipt = true, letter = true }, ByAgent);
        walk.Decisions.TakeLast(5).ShouldBe(["agent_id PASS", "receipt PASS", "authorization PASS", "place PASS", "pickup ACCEPT"]);
        (walk.State, walk.Messages[^1]).ShouldBe(("CLOSED_COLLECTED", "collected-by-other"));
    }

    [Fact]
    public void Every_missing_paper_is_named_at_once_and_nothing_changes()
    {
        var walk = WithLetter().Happen("card.collect", new { role = "agent", point = "shililu", idProof = false, receipt = false }, ByAgent);
        walk.Decisions.TakeLast(5)
            .ShouldBe(["agent_id REFUSE MISSING_ID_PROOF", "receipt REFUSE MISSING_RECEIPT", "authorization REFUSE MISSING_AUTHORIZATION",
                "place REFUSE WRONG_POINT",
            "pickup REFUSE MISSING_ID_PROOF"]);
        (walk.State, walk.Papers[^1]).ShouldBe(("ARRIVED_AT_POINT", "one-time-notice"));
    }

    [Fact]
    public void Refused_again_and_again_the_counter_stays_open()
    {
        var walk = WithLetter();
        for (var visit = 0; visit < 5; visit++)
            walk.Happen("card.collect", new { role = "agent", point = "ceshilu", idProof = true, receipt = false, letter = true }, ByAgent).Decisions[^1]
                .ShouldBe("pickup REFUSE MISSING_RECEIPT");
        walk.Happen("card.collect", new { role = "agent", point = "ceshilu", idProof = true, receipt = true, letter = true }, ByAgent)
            .State.ShouldBe("CLOSED_COLLECTED");
    }

    [Fact]
    public void A_remote_authorisation_may_come_while_the_card_is_being_made()
    {
        var walk = new Walk().Apply(new { reason = "lost", delivery = "counter" }).Accept();
        walk.Happen("authorization.grant", new { number = "SQ-1", validFrom = "2026-03-20", validTo = "2026-04-20", faceTicket = "good" },
            new { agent = Walk.Person(Walk.Agent) });
        walk.Happen("card.arrive").Happen("card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-1" }, ByAgent);
        (walk.State, walk.Decisions.Contains("authorization PASS")).ShouldBe(("CLOSED_COLLECTED", true));
    }

    [Fact]
    public void A_remote_authorisation_can_be_revoked_until_the_hand_over()
    {
        var walk = Arrived();
        walk.Happen("authorization.grant", new { number = "SQ-1", validFrom = "2026-03-20", validTo = "2026-04-20", faceTicket = "good" },
            new { agent = Walk.Person(Walk.Agent) });
        walk.Happen("authorization.revoke", new { number = "SQ-1" });
        walk.Happen("card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-1" }, ByAgent)
            .Decisions.ShouldContain("authorization REFUSE AUTH_REVOKED");
        walk.AwaitedEvents.ShouldBe(["application.withdraw", "application.reject", "authorization.grant", "authorization.revoke", "card.collect"], ignoreOrder: true);
    }

    [Fact]
    public void Granting_needs_the_applicant_s_own_face() =>
        Arrived().Happen("authorization.grant", new { number = "SQ-1", validFrom = "2026-03-20", validTo = "2026-04-20", faceTicket = "bad" },
            new { agent = Walk.Person(Walk.Agent) })
            .Happen("card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-1" }, ByAgent)
                .Decisions.ShouldContain("authorization REFUSE AUTH_NOT_FOUND");

    [Fact]
    public void Somebody_without_full_capacity_authorises_nobody()
    {
        var walk = new Walk { Registry = { ["capacity"] = "limited" } }
            .Apply(new { reason = "lost", delivery = "counter" }, parties: new { agent = Walk.Person(Walk.Agent) }).Accept().Happen("card.arrive");
        walk.Happen("card.collect", new { role = "agent", idProof = true, receipt = true, letter = true }, ByAgent)
            .Decisions.ShouldContain("authorization REFUSE PRINCIPAL_WITHOUT_CAPACITY");
    }

    [Fact]
    public void A_child_s_guardian_collects_without_a_letter()
    {
        var child = new { guardian = Walk.Person(Walk.Guardian) };
        var walk = new Walk { Registry = { ["age"] = 12, ["capacity"] = "limited" } };
        walk.Apply(new { reason = "first", delivery = "counter", guardianProof = "居民户口簿" }, parties: child).Accept().Happen("card.arrive");
        walk.Happen("card.collect", new { role = "guardian", idProof = true, receipt = true }, new { visitor = Walk.Person(Walk.Guardian) });
        walk.Decisions.TakeLast(5).ShouldBe(["guardian_id PASS", "guardian_id PASS", "receipt PASS", "place PASS", "pickup ACCEPT"]);
        (walk.Fact("feeCny"), walk.Fact("newCardValidity"), walk.Fact("card")).ShouldBe(("0", "5年", """{"new":"VALID"}"""));
    }

    [Fact]
    public void Another_adult_is_no_guardian()
    {
        var walk = new Walk { Registry = { ["age"] = 12 } };
        walk.Apply(new { reason = "first", delivery = "counter", guardianProof = "居民户口簿" }, parties: new { guardian = Walk.Person(Walk.Guardian) }).Accept()
            .Happen("card.arrive");
        walk.Happen("card.collect", new { role = "guardian", idProof = true, receipt = true }, ByAgent)
            .Decisions.ShouldContain("guardian_id REFUSE NOT_GUARDIAN");
    }

    [Fact]
    public void At_an_exchange_the_new_card_is_given_for_the_old_one_only()
    {
        var walk = new Walk { Registry = { ["cardExpiresOn"] = "2026-04-20", ["age"] = 50 } };
        walk.Apply(new { reason = "renewal", delivery = "counter", oldCardKeptByHolder = true }).Accept().Happen("card.arrive");
        walk.Fact("card").ShouldBe("""{"old":"VALID"}""");
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, returnsOldCard = false }, InPerson)
            .Decisions.ShouldContain("old_card REFUSE OLD_CARD_NOT_RETURNED");
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, returnsOldCard = true }, InPerson);
        walk.Decisions.TakeLast(2).ShouldBe(["pickup ACCEPT", "old_card RETURNED"]);
        (walk.State, walk.Fact("feeCny"), walk.Fact("card")).ShouldBe(("CLOSED_COLLECTED", "20", """{"new":"VALID","old":"RETURNED"}"""));
    }

    [Fact]
    public void A_damaged_card_is_handed_in_with_the_application()
    {
        var walk = Arrived(reason: "damaged").Happen("card.collect", new { role = "applicant", idProof = true, receipt = true }, InPerson);
        (walk.State, walk.Fact("card")).ShouldBe(("CLOSED_COLLECTED", """{"new":"VALID","old":"RETURNED"}"""));
    }

    [Fact]
    public void A_temporary_card_must_come_back()
    {
        var walk = Arrived().Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, returnsTemporaryCard = false }, InPerson);
        walk.Decisions.TakeLast(2).ShouldBe(["temp_id_return REQUIRED TEMPORARY_CARD_MUST_BE_RETURNED", "pickup REFUSE TEMPORARY_CARD_MUST_BE_RETURNED"]);
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, returnsTemporaryCard = true }, InPerson)
            .State.ShouldBe("CLOSED_COLLECTED");
    }
}
