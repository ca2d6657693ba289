namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>好差评: rated once, a bad rating with a comment becomes a case of its own with 1, 5 and 15 working days; a malicious one may be appealed once.</summary>
public sealed class RatingWalks
{
    private static Walk Invited() => new Walk("service-rating").Begin(new() { ["case"] = Desk.DesignerDesk.Json(new { channel = "counter", reason = "lost" }) });

    private static Walk Complaint() => new Walk("service-complaint").Apply(new { stars = 1, comment = "等了两小时", ratedAt = "2026-03-23T09:00:00+08:00", follows = "310-SFZ-1" });

    [Theory]
    [InlineData(5, null, "rating PASS STARS_5", "rating-thanks")]
    [InlineData(3, "慢", "rating PASS STARS_3", "rating-thanks")]
    [InlineData(2, null, "rating FAIL STARS_2", "rating-thanks")]
    [InlineData(1, "态度差", "rating FAIL STARS_1", "complaint-accepted")]
    public void A_rating_is_counted_and_a_bad_one_with_a_comment_opens_a_case(int stars, string? comment, string decision, string message)
    {
        var walk = Invited().Happen("service.rate", comment is null ? new { stars } : new { stars, comment });
        (walk.Decisions.Single(), walk.Messages[^1], walk.Orders.Contains("open service-complaint")).ShouldBe((decision, message, message == "complaint-accepted"));
        walk.AwaitedEvents.ShouldBeEmpty("a case is rated once");
    }

    [Fact]
    public void A_rating_that_nobody_gives_in_its_days_does_not_count()
    {
        var walk = Invited().Pass(TimeSpan.FromDays(30));
        (walk.AwaitedEvents.Count(), walk.Decisions.Count, walk.Instance.Status).ShouldBe((0, 0, Workflows.InstanceStatus.Finished));
    }

    [Theory]
    [InlineData("Simple", "RC_SIMPLE")]
    [InlineData("Complex", "RC_COMPLEX")]
    public void The_citizen_is_contacted_and_answered_within_the_limits(string outcome, string state)
    {
        var walk = Complaint();
        (walk.State, walk.Clocks.Single()).ShouldBe(("RC_CONTACT", "StartClock contact"));
        walk.Complete("contact", outcome).State.ShouldBe(state);
        walk.Clocks.TakeLast(2).ShouldBe(["StopClock contact", "StartClock resolve"]);
        walk.Complete("resolve", "Resolved", new { measure = "增开窗口" });
        (walk.State, walk.Closed, walk.Messages[^1], walk.Clocks[^1]).ShouldBe(("RC_RESOLVED", true, "complaint-resolved", "StopClock resolve"));
    }

    [Fact]
    public void A_malicious_rating_is_set_aside_on_appeal_and_a_dismissed_appeal_is_the_last()
    {
        var upheld = Complaint().Complete("contact", "Appeal", new { evidence = "录像" }).Complete("review-appeal", "Uphold");
        (upheld.State, upheld.Fact("ratingCounts"), upheld.Closed).ShouldBe(("RC_MALICIOUS", "False", true));
        var dismissed = Complaint().Complete("contact", "Appeal").Complete("review-appeal", "Dismiss");
        dismissed.State.ShouldBe("RC_CONTACT");
        dismissed.Complete("contact", "Appeal").Decisions[^1].ShouldBe("rating REFUSE STATE");
        dismissed.Complete("contact", "Simple").State.ShouldBe("RC_SIMPLE");
    }
}
