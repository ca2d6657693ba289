using System.Net.Http.Json;
using CaseFlow.Cases.Messages;
using CaseFlow.IdCards.Outside;

namespace CaseFlow.IdCards.Tests.Outside;

/// <summary>Each client says to its system what the product means, and understands the answer.</summary>
public sealed class ClientsTests : OutsideWorld
{
    private const string Adult = "310100198803159918";
    private const string Case = "310-SFZ-20260928-000001-5";
    private const string Parcel = "1100000000018";

    [Fact]
    public async Task The_registry_tells_facts_as_of_a_business_day_without_naming_the_person()
    {
        var facts = new { name = "测试甲子", cardStatus = "LOST_REPORTED", fingerprintRegistered = false };
        using var set = await Control.PutAsJsonAsync($"/registry/persons/{Adult}", facts);
        var person = await Client<IRegistry>().ReadAsync(Adult, new DateOnly(2026, 9, 27), default);
        person.Name.ShouldBe("测试甲子");
        person.Facts.Card!.Status.ShouldBe("LOST_REPORTED");
        person.Facts.FingerprintRegistered.ShouldBeFalse();
        person.Facts.LastHandledAt.ShouldBe(new DateOnly(2026, 3, 27));
        person.Facts.Capacity.ShouldBe("full");
        person.Facts.PreviousCard.ShouldBeNull();
        System.Text.Json.JsonSerializer.Serialize(person.Facts).ShouldNotContain(Adult);
    }

    [Fact]
    public async Task A_loss_report_then_a_new_card_then_the_old_one_handed_back()
    {
        var registry = Client<IRegistry>();
        var day = new DateOnly(2026, 9, 28);
        (await registry.ReportLossAsync(new LossReport(Adult, "lost", day, Case), "job-1", default)).ShouldStartWith("LR");
        (await registry.ReadAsync(Adult, day, default)).Facts.Card!.Status.ShouldBe("LOST_REPORTED");

        var card = await registry.IssueCardAsync(new NewCard(Adult, "20年", day, Case), "job-2", default);
        card.Expiry.ShouldBe(new DateOnly(2046, 9, 28));
        (await registry.ReadAsync(Adult, day, default)).Facts.PreviousCard!.Status.ShouldBe("INVALID_SUPERSEDED");

        await registry.ReturnOldCardAsync(new ReturnedCard(Adult, Case, WithApplication: false, day), "job-3", default);
        (await registry.ReadAsync(Adult, day, default)).Facts.PreviousCard!.Status.ShouldBe("RETURNED");
    }

    [Fact]
    public async Task The_police_at_home_are_asked_before_and_after_acceptance()
    {
        using var set = await Control.PutAsJsonAsync($"/registry/home-police/{Adult}", new { check = new { outcome = "refused", reasons = new[] { "IDENTITY_UNCLEAR" } } });
        var police = Client<IHomePolice>();
        (await police.AskAsync(Adult, "check", Case, "job-1", default)).Reasons.ShouldBe(["IDENTITY_UNCLEAR"]);
        (await police.AskAsync(Adult, "issue", Case, "job-2", default)).Outcome.ShouldBe("approved");
    }

    [Fact]
    public async Task A_picture_is_spoken_of_by_reference_until_it_is_stored_and_found()
    {
        using var answer = await Control.PostAsJsonAsync("/photos", new { idNumber = Adult, mode = "self", takenOn = "2026-05-25" });
        var reference = (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("reference").GetString()!;
        var photos = Client<IPhotoStore>();
        var day = new DateOnly(2026, 5, 27);
        var facts = await photos.ReadAsync(reference, Adult, default);
        (facts!.Selfie, facts.PersonMatch, facts.Width, facts.TakenOn).ShouldBe((false, true, 358, new DateOnly(2026, 5, 25)));
        (await photos.ReadAsync(reference, "31010019920708992X", default))!.PersonMatch.ShouldBeFalse();
        (await photos.ReadAsync("photo-of-nobody", Adult, default)).ShouldBeNull();

        (await photos.FindAsync(Adult, day, default)).ShouldBeNull();
        await photos.SettleAsync(reference, true, [], "job-1", default);
        await photos.SettleAsync(reference, true, [], "job-1", default);
        (await photos.FindAsync(Adult, day, default))!.Reference.ShouldBe(reference);
    }

    [Theory]
    [InlineData("pass", Adult, true, null)]
    [InlineData("fail", Adult, false, "face-mismatch")]
    [InlineData("pass", "31010019920708992X", false, "other-person")]
    public async Task A_face_ticket_counts_for_the_person_who_was_checked(string simulate, string asked, bool passed, string? failure)
    {
        using var answer = await Control.PostAsJsonAsync("/face/checks", new { idNumber = Adult, simulate });
        var ticket = (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("ticket").GetString()!;
        var result = await Client<IFaceCheck>().ReadAsync(ticket, asked, default);
        result.Passed.ShouldBe(passed);
        result.Failure.ShouldBe(failure);
        result.At.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("invented")]
    [InlineData("../../control/reset")]
    public async Task An_invented_face_ticket_is_an_ordinary_no(string ticket) =>
        (await Client<IFaceCheck>().ReadAsync(ticket, Adult, default)).ShouldBe(new FaceCheckResult(false, null, "unknown-ticket"));

    [Fact]
    public async Task A_text_message_arrives_as_it_was_written()
    {
        await Client<ISmsSender>().SendAsync("19000000001", "您好，您的身份证补领申请已受理。", "message-1", default);
        (await Ask("/sms/messages?to=19000000001"))[0].GetProperty("text").GetString().ShouldBe("您好，您的身份证补领申请已受理。");
    }

    [Fact]
    public async Task An_order_reaches_the_factory_once_and_again_after_a_rejection()
    {
        var factory = Client<ICardFactory>();
        var order = new CardOrder(Case, "a1", "20年", "last", "post", "ceshilu");
        await factory.OrderAsync("o/1", order, "job-1", default);
        await factory.OrderAsync("o/1", order, "job-1", default);
        (await Ask($"/factory/orders?caseNumber={Case}")).GetArrayLength().ShouldBe(1);

        using var rejected = await Control.PostAsJsonAsync($"/factory/orders/by-case/{Case}/reject", new { reason = "APPLICANT_RECAPTURE_PHOTO" });
        await factory.OrderAsync("o/1", order with { Portrait = "new" }, "job-2", default);
        (await Ask($"/factory/orders?caseNumber={Case}"))[0].GetProperty("state").GetString().ShouldBe("IN_PRODUCTION");
    }

    [Fact]
    public async Task A_manifest_is_announced_and_the_trace_can_be_read()
    {
        var post = Client<IPostOffice>();
        await Client<ICardFactory>().OrderAsync("o1", new CardOrder(Case, "a1", "20年"), "job-1", default);
        using var handedOver = await Control.PostAsJsonAsync($"/factory/orders/by-case/{Case}/hand-over", new { waybill = Parcel });
        await post.AnnounceAsync(new Manifest(Parcel, "测试甲子", "19000000001", "上海市黄浦区测试路1号", "A7K2"), "job-2", default);
        var trace = await post.TraceAsync(Parcel, default);
        trace.Single().OpCode.ShouldBe(203);
        trace.Single().OpName.ShouldBe("收寄计费信息");
    }

    [Fact]
    public async Task No_log_line_of_any_level_holds_an_id_number()
    {
        await Client<IRegistry>().ReadAsync(Adult, new DateOnly(2026, 9, 27), default);
        await Client<IRegistry>().ReportLossAsync(new LossReport(Adult, "lost", new DateOnly(2026, 9, 27), Case), "job-1", default);
        await Misbehave("registry", "fail", 100);
        await Should.ThrowAsync<OutsideUnavailableException>(() => Client<IRegistry>().ReadAsync(Adult, new DateOnly(2026, 9, 27), default));
        Log.Lines.ShouldNotContain(line => line.Contains(Adult));
    }
}
