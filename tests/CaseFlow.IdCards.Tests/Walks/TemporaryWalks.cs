namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>Temporary identity cards: who may have one, how long, and that they come back (rulebook 2.2).</summary>
public sealed class TemporaryWalks
{
    private static readonly object InProduction = new { number = "310-SFZ-20260323-000001-K", state = "PRODUCTION", parties = new { guardian = Walk.Guardian } };

    private static Walk Apply(object? data = null, object? parties = null, int age = 38, bool shanghai = true, object? underWay = null, bool cardOut = false) =>
        new Walk("id-card-temporary") { UnderWay = underWay ?? InProduction, TemporaryCardOut = cardOut, Registry = { ["age"] = age, ["isShanghaiHukou"] = shanghai } }
            .Apply(data ?? new { urgentNeed = true }, parties: parties);

    [Fact]
    public void It_is_issued_on_the_spot_for_three_months_and_ten_yuan()
    {
        var walk = Apply();
        (walk.State, walk.Fact("feeDue"), walk.Clocks.Single()).ShouldBe(("ACCEPTED", "10", "StartClock temporary"));
        walk.Complete("issue-temporary", "Issue");
        (walk.State, walk.Closed, walk.Fact("feeCny"), walk.Fact("validUntil")).ShouldBe(("TEMP_ISSUED", false, "10", "2026-06-23"));
        walk.Decisions.ShouldBe(["temp_id ACCEPT", "temp_id ISSUED", "temp_id_return REQUIRED TEMPORARY_CARD_MUST_BE_RETURNED"]);
        walk.Papers.ShouldBe(["temporary-application", "temporary-receipt"]);
    }

    [Fact]
    public void It_comes_back_at_its_window()
    {
        var walk = Apply().Complete("issue-temporary", "Issue").Happen("temporary.return");
        (walk.State, walk.Closed, walk.Decisions[^1], walk.TemporaryCardOut).ShouldBe(("TEMP_RETURNED", true, "temp_id_return RETURNED", false));
    }

    [Fact]
    public void Or_it_comes_back_when_the_card_itself_is_collected()
    {
        var walk = Apply().Complete("issue-temporary", "Issue").Happen("temporary.returned");
        (walk.State, walk.Closed).ShouldBe(("TEMP_RETURNED", true));
    }

    [Fact]
    public void Every_reason_against_it_is_told_at_once()
    {
        var walk = Apply(new { urgentNeed = false }, new { visitor = Walk.Person(Walk.Agent) }, shanghai: false, cardOut: true);
        walk.Decisions.ShouldBe(["temp_id REFUSE NOT_SH_HUKOU", "temp_id REFUSE STATE", "temp_id REFUSE STATE", "identity REFUSE NOT_IN_PERSON", "temp_id REFUSE NOT_SH_HUKOU"]);
        (walk.State, walk.Closed, walk.Papers.Single()).ShouldBe(("REJECTED", true, "loss-refused"));
    }

    [Fact]
    public void Without_an_application_under_way_there_is_none()
    {
        var walk = new Walk("id-card-temporary").Apply(new { urgentNeed = true });
        walk.Decisions.ShouldBe(["temp_id REFUSE STATE", "temp_id REFUSE STATE"]);
        walk.State.ShouldBe("REJECTED");
    }

    [Fact]
    public void The_guardian_applies_for_a_child() =>
        Apply(age: 12, parties: new { visitor = Walk.Person(Walk.Guardian) }).OpenTasks.ShouldBe(["issue-temporary"]);

    [Fact]
    public void A_child_alone_gets_none() => Apply(age: 12).Decisions.ShouldBe(["guardian_id REFUSE NOT_GUARDIAN", "temp_id REFUSE NOT_GUARDIAN"]);

    [Fact]
    public void Another_adult_gets_none_for_a_child() =>
        Apply(age: 12, parties: new { visitor = Walk.Person(Walk.Agent) }).Decisions.ShouldContain("guardian_id REFUSE NOT_GUARDIAN");

    [Fact]
    public void Who_changes_their_mind_pays_nothing()
    {
        var walk = Apply().Complete("issue-temporary", "Withdraw");
        (walk.State, walk.Closed, walk.Fact("feeCny"), walk.Clocks[^1]).ShouldBe(("WITHDRAWN", true, "", "StopClock temporary"));
    }
}
