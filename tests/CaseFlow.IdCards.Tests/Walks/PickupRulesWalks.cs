namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Pickup beyond the papers: hand-over checks, reminders, late letters, drafted authorisations (rulebook 2.3).</summary>
public sealed class PickupRulesWalks
{
    private static readonly object InPerson = new { visitor = Walk.Person(Walk.Applicant) };
    private static readonly object ByAgent = new { visitor = Walk.Person(Walk.Agent) };

    private static Walk Arrived(Walk? walk = null) => (walk ?? new Walk()).Apply(new { reason = "lost", delivery = "counter" }).Accept().Happen("card.arrive");

    [Fact]
    public void An_uncollected_card_is_recalled_on_the_days_of_the_setting_and_then_kept()
    {
        var walk = Arrived();
        foreach (var (days, count) in new[] { (6, 0), (1, 1), (22, 1), (1, 2), (60, 3), (300, 3) })
            walk.Pass(TimeSpan.FromDays(days)).Messages.Count(message => message == "pickup-reminder").ShouldBe(count);
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true }, InPerson).State.ShouldBe("CLOSED_COLLECTED");
    }

    [Fact]
    public void A_collected_card_is_recalled_no_more() =>
        Arrived().Happen("card.collect", new { role = "applicant", idProof = true, receipt = true }, InPerson).Pass(TimeSpan.FromDays(100)).Messages
            .ShouldNotContain("pickup-reminder");

    [Fact]
    public void A_card_that_is_wrong_is_not_handed_over_but_made_again_free_of_charge()
    {
        var walk = Arrived().Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, chipReadable = false, dataConfirmed = false }, InPerson);
        walk.Decisions.Where(row => row.StartsWith("card_presented")).ShouldBe(["card_presented FAIL CHIP_UNREADABLE", "card_presented FAIL CARD_DATA_WRONG"]);
        (walk.State, walk.Orders.Count, walk.Messages[^1]).ShouldBe(("PRODUCTION", 2, "remake"));
        walk.Happen("card.arrive").Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, chipReadable = true }, InPerson);
        (walk.State, walk.Fact("feeCny"), walk.Clocks.Count(clock => clock == "StartClock promise")).ShouldBe(("CLOSED_COLLECTED", "40", 1));
    }

    [Fact]
    public void A_finger_that_does_not_match_keeps_the_card_at_the_point()
    {
        var walk = Arrived().Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, fingerprintMatch = false }, InPerson);
        (walk.State, walk.Decisions[^1]).ShouldBe(("ARRIVED_AT_POINT", "pickup REFUSE FINGERPRINT_MISMATCH"));
    }

    [Fact]
    public void A_letter_brought_later_counts_only_where_the_switch_says_so()
    {
        object visit = new { role = "agent", idProof = true, receipt = true, letter = true };
        Arrived().Happen("card.collect", visit, ByAgent).Decisions.ShouldContain("authorization REFUSE MISSING_AUTHORIZATION");
        Arrived(new Walk { Settings = { ["letterAfterApplication"] = true } }).Happen("card.collect", visit, ByAgent).State.ShouldBe("CLOSED_COLLECTED");
    }

    [Fact]
    public void An_authorisation_whose_term_is_over_is_expired()
    {
        var walk = Arrived().Happen("authorization.grant", new { number = "SQ-1", validFrom = "2026-03-20", validTo = "2026-03-25", faceTicket = "good" },
            new { agent = Walk.Person(Walk.Agent) }).Pass(TimeSpan.FromDays(5));
        walk.Happen("card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-1" }, ByAgent).Decisions.ShouldContain("authorization REFUSE AUTH_EXPIRED");
    }

    [Fact]
    public void A_temporary_card_that_is_out_must_come_back_whether_or_not_anybody_speaks_of_it()
    {
        var walk = Arrived(new Walk { TemporaryCardOut = true });
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true }, InPerson).Decisions
            .ShouldContain("temp_id_return REQUIRED TEMPORARY_CARD_MUST_BE_RETURNED");
        walk.Happen("card.collect", new { role = "applicant", idProof = true, receipt = true, returnsTemporaryCard = true }, InPerson);
        (walk.State, walk.Decisions[^1], walk.TemporaryCardOut).ShouldBe(("CLOSED_COLLECTED", "temp_id_return RETURNED", false));
    }

    [Fact]
    public void Only_the_named_agent_counts_whoever_shows_the_number() =>
        Arrived().Happen("authorization.grant", new { number = "SQ-1", validFrom = "2026-03-20", validTo = "2026-04-25", faceTicket = "good" },
            new { agent = Walk.Person(Walk.Guardian) }).Happen("card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-1" }, ByAgent)
            .Decisions.ShouldContain("authorization REFUSE AUTH_WRONG_AGENT");
}
