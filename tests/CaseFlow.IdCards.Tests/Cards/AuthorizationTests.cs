using CaseFlow.IdCards.Pickup;

namespace CaseFlow.IdCards.Tests.Cards;

/// <summary>An agent's authorisation, re-verified at the counter (rulebook 2.3).</summary>
public sealed class AuthorizationTests
{
    private static readonly Guid Agent = Guid.Parse("00000000-0000-7000-8000-000000000010");
    private static readonly Guid Stranger = Guid.Parse("00000000-0000-7000-8000-000000000011");
    private static readonly DateOnly Day = new(2026, 4, 24);
    private static readonly CardAuthorization Letter = new(Guid.CreateVersion7(), null, Agent, new DateOnly(2026, 3, 23), null, "AUTH_ACTIVE");
    private static readonly CardAuthorization Remote = new(Guid.CreateVersion7(), "SQ-1", Agent, new DateOnly(2026, 4, 20), new DateOnly(2026, 5, 20),
        "AUTH_ACTIVE");

    [Fact]
    public void A_letter_on_file_for_this_agent_is_good() => Check([Letter], Agent, letter: true).ShouldBe(new AuthorizationFinding(true, null, Letter.Id));

    [Fact]
    public void A_letter_brought_only_to_the_counter_is_none() => Check([Remote], Agent, letter: true).Reason.ShouldBe("MISSING_AUTHORIZATION");

    [Fact]
    public void A_letter_for_somebody_else_is_refused() => Check([Letter], Stranger, letter: true).Reason.ShouldBe("AUTH_WRONG_AGENT");

    [Fact]
    public void Nobody_identified_is_nobody_authorised() => Check([Letter], null, letter: true).Reason.ShouldBe("AUTH_WRONG_AGENT");

    [Fact]
    public void A_remote_authorisation_in_term_is_good() => Check([Letter, Remote], Agent, number: "SQ-1").Valid.ShouldBeTrue();

    [Theory]
    [InlineData("2026-04-20")]
    [InlineData("2026-05-20")]
    public void Both_ends_of_the_term_belong_to_it(string day) => Check([Remote], Agent, number: "SQ-1", on: DateOnly.Parse(day)).Valid.ShouldBeTrue();

    [Theory]
    [InlineData("2026-04-19")]
    [InlineData("2026-05-21")]
    public void Outside_its_term_it_has_expired(string day) => Check([Remote], Agent, number: "SQ-1", on: DateOnly.Parse(day)).Reason.ShouldBe("AUTH_EXPIRED");

    [Fact]
    public void A_revoked_one_is_refused() => Check([Remote with { State = "AUTH_REVOKED" }], Agent, number: "SQ-1").Reason.ShouldBe("AUTH_REVOKED");

    [Fact]
    public void A_used_one_is_spent() => Check([Remote with { State = "AUTH_USED" }], Agent, number: "SQ-1").Reason.ShouldBe("AUTH_EXPIRED");

    [Fact]
    public void An_invented_number_is_not_found() => Check([Remote], Agent, number: "SQ-2").Reason.ShouldBe("AUTH_NOT_FOUND");

    [Fact]
    public void Neither_letter_nor_number_is_a_missing_authorisation() => Check([Letter, Remote], Agent).Reason.ShouldBe("MISSING_AUTHORIZATION");

    private static AuthorizationFinding Check(CardAuthorization[] onFile, Guid? agent, bool letter = false, string? number = null, DateOnly? on = null) =>
        Authorizations.Check(onFile, agent, letter, number, on ?? Day);
}
