namespace CaseFlow.Sandbox.Tests;

public sealed class PhotoStoreTests : Playground
{
    private const string Adult = "310100198803159918";

    [Fact]
    public async Task A_picture_gets_a_reference_and_a_hash_and_no_answer_ever_holds_the_picture()
    {
        var handedIn = await Post("/photos", new { idNumber = Adult, mode = "other", personMatch = false, findings = new[] { "light" } });
        handedIn.Status.ShouldBe(201);
        var photo = await Get($"/photos/{handedIn.Text("reference")}");
        (photo.Text("personMatch"), photo.Text("findings.0"), photo.Text("sha256")).ShouldBe(("false", "light", handedIn.Text("sha256")));
        photo.Body.EnumerateObject().Select(member => member.Name).ShouldNotContain(name => name.Contains("image") || name.Contains("data"));
    }

    [Fact]
    public async Task Only_a_stored_picture_is_found_and_what_was_settled_stays_settled()
    {
        var reference = (await Post("/photos", new { idNumber = Adult })).Text("reference");
        (await Post("/photos/queries", new { idNumber = Adult })).Body.TryGetProperty("photo", out _).ShouldBeFalse();
        (await Put($"/photos/{reference}/outcome", new { stored = true })).Text("state").ShouldBe("STORED");
        (await Post("/photos/queries", new { idNumber = Adult })).Text("photo.reference").ShouldBe(reference);
        (await Put($"/photos/{reference}/outcome", new { stored = false })).Text("code").ShouldBe("photo-settled");
    }

    [Fact]
    public async Task Facts_of_the_registry_may_say_that_a_picture_is_stored()
    {
        await Put($"/registry/persons/{Adult}", new { inAppPhoto = true });
        (await Post("/photos/queries", new { idNumber = Adult, asOf = "2026-05-27" })).Text("photo.takenOn").ShouldBe("2025-11-27");
    }

    [Fact]
    public async Task Mistakes_are_named_together() =>
        (await Post("/photos", new { idNumber = "1", mode = "third", findings = new[] { "ugly" } })).ReasonCodes
            .ShouldBe(["unknown-word", "unknown-word", "id-number-shape"]);
}
