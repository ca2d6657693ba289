namespace CaseFlow.Sandbox.Tests;

public sealed class RegistryTests : Playground
{
    private const string Adult = "310100198803159918";
    private const string Child = "310100201409019962";
    private const string Elder = "310100195312019909";

    [Fact]
    public async Task An_unknown_valid_number_is_an_unremarkable_resident_relative_to_the_day_asked_about()
    {
        var answer = await Get($"/registry/persons/{Adult}?asOf=2026-03-09");
        answer.Status.ShouldBe(200);
        answer.Text("card.status").ShouldBe("VALID");
        answer.Text("isShanghaiHukou").ShouldBe("true");
        answer.Text("hukou").ShouldBe("上海市");
        answer.Text("capacity").ShouldBe("full");
        answer.Text("fingerprintRegistered").ShouldBe("true");
        answer.Text("lastHandledAt").ShouldBe("2025-09-09");
        answer.Text("lastPortraitAt").ShouldBe("2025-09-09");
        answer.Text("lastCardLongTerm").ShouldBe("false");
        answer.At("previousCards").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_question_may_be_posted_so_that_no_address_holds_the_number() =>
        (await Post("/registry/queries", new { idNumber = Adult, asOf = "2026-03-09" })).Text("card.expiry").ShouldBe("2045-09-09");

    [Theory]
    [InlineData(Child, "limited", "false")]
    [InlineData(Elder, "full", "true")]
    public async Task Capacity_and_a_long_term_card_follow_from_the_age(string number, string capacity, string longTerm)
    {
        var answer = await Get($"/registry/persons/{number}?asOf=2026-03-09");
        answer.Text("capacity").ShouldBe(capacity);
        answer.Text("lastCardLongTerm").ShouldBe(longTerm);
    }

    [Fact]
    public async Task Facts_are_set_in_the_words_of_scenario_files_and_the_rest_stays_unremarkable()
    {
        var facts = new
        {
            cardStatus = "LOST_REPORTED", fingerprintRegistered = false, lastHandledAt = "2024-05-10", isShanghaiHukou = false,
            inAppPhoto = true, today = "2026-09-27",
        };
        (await Put($"/registry/persons/{Adult}", facts)).Status.ShouldBe(200);

        var answer = await Get($"/registry/persons/{Adult}");
        answer.Text("card.status").ShouldBe("LOST_REPORTED");
        answer.Text("fingerprintRegistered").ShouldBe("false");
        answer.Text("lastHandledAt").ShouldBe("2024-05-10");
        answer.Text("lastPortraitAt").ShouldBe("2026-03-27");
        answer.Text("isShanghaiHukou").ShouldBe("false");
        answer.Text("hukou").ShouldBe("外省市");
        answer.Text("inAppPhoto").ShouldBe("true");
    }

    [Fact]
    public async Task A_loss_report_is_lifted_unless_a_newer_card_was_issued()
    {
        await Put($"/registry/persons/{Adult}", new { cardStatus = "LOST_REPORTED" });
        (await Post("/registry/loss-lifts", new { idNumber = Adult, on = "2026-03-20", cardNo = 1 })).Text("card.status").ShouldBe("VALID");
        (await Post("/registry/loss-lifts", new { idNumber = Adult, on = "2026-03-20" })).Text("code").ShouldBe("not-reported");
        await Post("/registry/cards", new { idNumber = Adult, validity = "20年", issuedOn = "2026-03-21" });
        (await Post("/registry/loss-lifts", new { idNumber = Adult, on = "2026-03-22", cardNo = 1 })).Text("code").ShouldBe("newer-card");
        (await Post("/registry/loss-reports", new { idNumber = Adult, kind = "lost", on = "2026-03-22", cardNo = 1 })).Text("code").ShouldBe("newer-card");
    }

    [Fact]
    public async Task A_card_handed_in_with_the_application_is_returned_before_the_new_one_is_made()
    {
        (await Post("/registry/card-returns", new { idNumber = Adult, withApplication = true, on = "2026-03-20" })).Text("card.status").ShouldBe("RETURNED");
        (await Post("/registry/cards", new { idNumber = Adult, validity = "20年", issuedOn = "2026-03-27" })).Text("previousCards.0.status").ShouldBe("RETURNED");
    }

    [Fact]
    public async Task A_person_who_already_got_a_newer_card_shows_it_and_the_superseded_one()
    {
        await Put($"/registry/persons/{Adult}", new { cardStatus = "INVALID_SUPERSEDED", reissued = true, newCardIssuedOn = "2026-04-08" });
        for (var i = 0; i < 2; i++)
        {
            var answer = await Get($"/registry/persons/{Adult}");
            answer.Text("card.status").ShouldBe("VALID");
            answer.Text("card.issuedOn").ShouldBe("2026-04-08");
            answer.At("previousCards").GetArrayLength().ShouldBe(1);
            answer.Text("previousCards.0.status").ShouldBe("INVALID_SUPERSEDED");
        }
    }

    [Fact]
    public async Task A_card_whose_validity_has_passed_is_expired()
    {
        await Put($"/registry/persons/{Adult}", new { cardExpiry = "2026-12-20" });
        (await Get($"/registry/persons/{Adult}?asOf=2026-12-20")).Text("card.status").ShouldBe("VALID");
        (await Get($"/registry/persons/{Adult}?asOf=2026-12-21")).Text("card.status").ShouldBe("EXPIRED");
    }

    [Fact]
    public async Task A_card_that_nobody_gave_an_end_is_valid_however_long_ago_it_was_made()
    {
        await Put("/registry/persons/310100200002299873", new { lastHandledAt = "2014-03-03" });
        (await Get("/registry/persons/310100200002299873?asOf=2026-03-09")).Text("card.status").ShouldBe("VALID");
    }

    [Fact]
    public async Task A_loss_report_marks_the_card_and_a_second_report_finds_the_first()
    {
        var first = await Post("/registry/loss-reports", new { idNumber = Adult, kind = "stolen" });
        first.Status.ShouldBe(201);
        first.Text("card.status").ShouldBe("LOST_REPORTED");
        (await Post("/registry/loss-reports", new { idNumber = Adult, kind = "lost" })).Text("report").ShouldBe(first.Text("report"));
        (await Get($"/registry/persons/{Adult}")).Text("card.status").ShouldBe("LOST_REPORTED");
    }

    [Fact]
    public async Task A_new_card_supersedes_the_old_one_and_a_new_loss_report_concerns_the_new_card_only()
    {
        await Post("/registry/loss-reports", new { idNumber = Adult });
        var issued = await Post("/registry/cards", new { idNumber = Adult, validity = "20年", issuedOn = "2026-10-08", caseNumber = "c1" });
        issued.Status.ShouldBe(201);
        issued.Text("card.cardNo").ShouldBe("2");
        issued.Text("card.issuedHere").ShouldBe("true");
        issued.Text("card.expiry").ShouldBe("2046-10-08");
        issued.Text("previousCards.0.status").ShouldBe("INVALID_SUPERSEDED");

        await Post("/registry/loss-reports", new { idNumber = Adult });
        var answer = await Get($"/registry/persons/{Adult}");
        answer.Text("card.status").ShouldBe("LOST_REPORTED");
        answer.Text("card.cardNo").ShouldBe("2");
        answer.Text("previousCard.status").ShouldBe("INVALID_SUPERSEDED");
        answer.Text("card.validity").ShouldBe("20年");
        answer.Text("lastHandledAt").ShouldBe("2026-10-08");
    }

    [Fact]
    public async Task A_long_term_card_has_no_expiry_and_an_old_card_can_be_handed_back_at_issue_or_later()
    {
        var atIssue = await Post("/registry/cards", new { idNumber = Elder, validity = "长期", oldCard = "RETURNED" });
        atIssue.Text("card.longTerm").ShouldBe("true");
        atIssue.Text("previousCards.0.status").ShouldBe("RETURNED");

        await Post("/registry/cards", new { idNumber = Adult, validity = "20年" });
        (await Post("/registry/card-returns", new { idNumber = Adult })).Text("previousCards.0.status").ShouldBe("RETURNED");
    }

    [Fact]
    public async Task Somebody_without_a_card_can_get_a_first_one_but_cannot_lose_one()
    {
        await Put($"/registry/persons/{Child}", new { cardStatus = "NONE" });
        (await Get($"/registry/persons/{Child}")).At("card").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await Post("/registry/loss-reports", new { idNumber = Child })).Text("code").ShouldBe("no-card-to-report");
        (await Post("/registry/card-returns", new { idNumber = Child })).Text("code").ShouldBe("no-old-card");
        (await Post("/registry/cards", new { idNumber = Child, validity = "5年" })).Text("card.cardNo").ShouldBe("1");
    }

    [Theory]
    [InlineData("310100198803159917", "id-number-check-digit")]
    [InlineData("31010019880315991", "id-number-shape")]
    [InlineData("3101001988O3159918", "id-number-shape")]
    [InlineData("310100198802309918", "id-number-date")]
    [InlineData("310100299903159918", "id-number-future")]
    public async Task A_wrong_number_is_refused_with_its_reason(string number, string code)
    {
        var answer = await Get($"/registry/persons/{number}");
        answer.Status.ShouldBe(400);
        answer.ReasonCodes.ShouldContain(code);
    }

    [Fact]
    public async Task The_test_vectors_of_the_standard_are_valid_numbers()
    {
        (await Get("/registry/persons/11010519491231002x")).Status.ShouldBe(200);
        (await Get("/registry/persons/440524188001010014")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task All_mistakes_of_a_call_are_named_at_once()
    {
        var answer = await Post("/registry/cards", new { idNumber = "1", validity = "30年", oldCard = "LOST" });
        answer.Status.ShouldBe(400);
        answer.ReasonCodes.ShouldBe(["unknown-word", "unknown-word", "id-number-shape"]);
    }

    [Fact]
    public async Task An_unknown_property_is_a_mistake_not_ignored()
    {
        var answer = await Put($"/registry/persons/{Adult}", new { cardStatsu = "VALID" });
        answer.Status.ShouldBe(400);
        answer.Text("code").ShouldBe("unreadable-body");
        answer.Text("detail")!.ShouldContain("cardStatsu");
    }

    [Fact]
    public async Task A_reset_forgets_everybody_and_sets_the_day_that_facts_are_relative_to()
    {
        await Put($"/registry/persons/{Adult}", new { isShanghaiHukou = false });
        await Post("/control/reset", new { today = "2024-09-30" });
        var answer = await Get($"/registry/persons/{Adult}");
        answer.Text("isShanghaiHukou").ShouldBe("true");
        answer.Text("lastHandledAt").ShouldBe("2024-03-30");
    }
}
