namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>A portrait on its way into the photo store (R37–R52), and its use at a window.</summary>
public sealed class PhotoWalks
{
    private static readonly object Complete = new { mode = "self", teachingSeen = true, confirmed = true, photoRef = "photo-00000001" };

    private static Walk Submitted(params (string Fact, object? Value)[] facts)
    {
        var walk = new Walk("id-card-photo");
        foreach (var (fact, value) in facts)
            walk.Photo![fact] = value;
        return walk.Apply(Complete, "app");
    }

    [Fact]
    public void A_good_picture_is_reviewed_and_stored()
    {
        var walk = Submitted();
        (walk.State, walk.OpenTasks.Single()).ShouldBe(("PH_PENDING_REVIEW", "review-photo"));
        walk.Complete("review-photo", "Qualified");
        walk.Decisions.ShouldBe(["selfie PASS", "person_photo_match PASS", "review QUALIFIED_STORED"]);
        (walk.State, walk.Closed, walk.Orders.Single(), walk.Messages.Single()).ShouldBe(("PH_QUALIFIED_STORED", true, "store", "photo-stored"));
    }

    [Fact]
    public void A_selfie_never_reaches_a_reviewer_and_is_thrown_away()
    {
        var walk = Submitted(("selfie", true));
        walk.Decisions.ShouldBe(["selfie REJECT SELFIE_DETECTED", "person_photo_match PASS"]);
        (walk.State, walk.Closed, walk.Orders.Single(), walk.Messages.Single()).ShouldBe(("PH_REJECTED", true, "discard", "photo-rejected"));
        walk.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var walk = Submitted(("selfie", true), ("personMatch", false), ("findings", new[] { "light", "beautified" }), ("width", 300));
        walk.Decisions.ShouldBe(["selfie REJECT SELFIE_DETECTED", "person_photo_match FAIL PERSON_PHOTO_MISMATCH", "portrait REJECT PHOTO_LIGHT",
            "portrait REJECT PHOTO_BEAUTIFIED", "portrait REJECT PHOTO_SIZE"]);
        walk.Fact("photoReasons").ShouldBe("""["SELFIE_DETECTED","PERSON_PHOTO_MISMATCH","PHOTO_LIGHT","PHOTO_BEAUTIFIED","PHOTO_SIZE"]""");
    }

    [Fact]
    public void A_reviewer_rejects_with_reasons_one_row_each()
    {
        var walk = Submitted().Complete("review-photo", "Reject", new { reasons = new[] { "PHOTO_COVERED", "PHOTO_LIGHT" } });
        walk.Decisions.TakeLast(2).ShouldBe(["review REJECT PHOTO_COVERED", "review REJECT PHOTO_LIGHT"]);
        walk.State.ShouldBe("PH_REJECTED");
        Submitted().Complete("review-photo", "Reject").Decisions[^1].ShouldBe("review REJECT PHOTO_QUALITY");
    }

    [Fact]
    public void A_reference_that_the_photo_base_does_not_know_is_rejected()
    {
        var walk = new Walk("id-card-photo") { Photo = null }.Apply(Complete, "app");
        (walk.Decisions.Single(), walk.State, walk.Orders.Count).ShouldBe(("review REJECT PHOTO_NOT_FOUND", "PH_REJECTED", 0));
    }

    [Fact]
    public void A_picture_is_taken_again_until_the_citizen_confirms_that_it_cannot_be_seen_after_submission()
    {
        var walk = new Walk("id-card-photo").Apply(new { mode = "other", teachingSeen = true, photoRef = "photo-00000001", confirmed = false }, "app");
        walk.State.ShouldBe("PH_TEACHING");
        walk.Happen("photo.capture").State.ShouldBe("PH_CAPTURED");
        walk.Happen("photo.capture", new { retake = true }).State.ShouldBe("PH_CAPTURED");
        walk.Happen("photo.submit", new { teachingSeen = true, confirmed = true, photoRef = "photo-00000002" }).State.ShouldBe("PH_PENDING_REVIEW");
        walk.AwaitedEvents.ShouldBeEmpty();
    }

    [Fact]
    public void A_draft_that_is_never_submitted_ends_after_its_days_and_a_submitted_picture_does_not()
    {
        new Walk("id-card-photo").Apply(new { mode = "self" }, "app").Pass(TimeSpan.FromDays(7)).State.ShouldBe("DRAFT_ABANDONED");
        var late = new Walk("id-card-photo").Apply(new { mode = "self" }, "app").Happen("photo.submit", Complete).Pass(TimeSpan.FromDays(30));
        (late.State, late.Complete("review-photo", "Qualified").State).ShouldBe(("PH_PENDING_REVIEW", "PH_QUALIFIED_STORED"));
    }

    [Theory]
    [InlineData("2026-03-20", "counter PHOTO_FOUND", "PH_QUALIFIED_STORED")]
    [InlineData("2023-03-22", "counter FAIL PORTRAIT_TOO_OLD", "PH_NOT_FOUND")]
    [InlineData(null, "counter FAIL PHOTO_NOT_FOUND", "PH_NOT_FOUND")]
    public void A_window_finds_a_stored_picture_that_is_young_enough(string? takenOn, string decision, string state)
    {
        var walk = new Walk("id-card-photo-lookup") { StoredPhoto = takenOn }.Apply(new { });
        (walk.Decisions.Single(), walk.State, walk.Closed).ShouldBe((decision, state, true));
    }
}
