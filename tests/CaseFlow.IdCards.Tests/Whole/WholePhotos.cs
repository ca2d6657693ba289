using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>Portraits on the database, with the photo store played over HTTP.</summary>
public sealed class WholePhotos(IdCardOffice office) : IClassFixture<IdCardOffice>
{
    private static readonly Actor Reviewer = new(Guid.CreateVersion7(), "reviewer", "reviewer", [Role.Reviewer], "sh", "sh", ActorKind.Person, ["reviewer"]);

    private async Task<string> SubmitAsync(object check)
    {
        var (reference, sha256) = await office.HandInPhotoAsync(check);
        var started = await office.SendAsync(new StartCase("id-card-photo", "ceshilu", "app", new() { ["applicant"] = IdCardOffice.Jiazi },
            Desk.DesignerDesk.Json(new { mode = "self", teachingSeen = true, confirmed = true, photoRef = reference, sha256 })), IdCardOffice.Portal);
        await office.SettleAsync();
        return started.Case.Number;
    }

    [Fact]
    public async Task A_picture_is_stored_after_review_and_a_window_finds_it_by_its_person()
    {
        await office.AtAsync("2026-05-25T19:10:00+08:00");
        var number = await SubmitAsync(new { idNumber = IdCardOffice.Jiazi.IdNumber, takenOn = "2026-05-25" });
        (await office.CaseAsync(number)).State.ShouldBe("PH_PENDING_REVIEW");
        await office.CompleteAsync(number, "review-photo", "Qualified", null, Reviewer);
        (await office.CaseAsync(number)).State.ShouldBe("PH_QUALIFIED_STORED");

        var lookup = await office.SendAsync(new StartCase("id-card-photo-lookup", "ceshilu", "counter", new() { ["applicant"] = IdCardOffice.Jiazi }));
        await office.SettleAsync();
        (await office.DecisionsAsync(lookup.Case.Number)).ShouldContain("counter PHOTO_FOUND");
    }

    [Fact]
    public async Task Nothing_that_is_stored_of_a_picture_is_the_picture_and_its_number_is_nowhere_in_clear()
    {
        await office.AtAsync("2026-06-01T10:00:00+08:00");
        var number = await SubmitAsync(new { idNumber = IdCardOffice.Jiazi.IdNumber, selfie = true });
        var view = await office.CaseAsync(number);
        (view.State, view.Incidents.Count).ShouldBe(("PH_REJECTED", 0));
        foreach (var table in new[] { "workflow_instance", "journal", "job", "paper", "message", "decision" })
            (await office.Database.QueryAsync<string>($"select t::text from {table} t")).ShouldNotContain(row => row.Contains(IdCardOffice.Jiazi.IdNumber));
    }

    [Fact]
    public async Task A_photo_base_that_loses_its_answer_is_asked_again_and_the_picture_is_stored_once()
    {
        await office.AtAsync("2026-06-02T10:00:00+08:00");
        var number = await SubmitAsync(new { idNumber = IdCardOffice.Jiazi.IdNumber });
        await office.MisbehaveAsync("photos", "lose");
        (await office.CompleteAsync(number, "review-photo", "Qualified", null, Reviewer)).State.ShouldBe("PH_QUALIFIED_STORED");
        (await office.DecisionsAsync(number)).Count(row => row == "review QUALIFIED_STORED").ShouldBe(1);
    }
}
