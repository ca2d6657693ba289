using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>Whole cases on the database, with the outside world played over HTTP. The paths themselves are walked in <c>Walks</c>; here their rows, jobs and
/// calls are real.</summary>
public sealed class WholeCases(IdCardOffice office) : IClassFixture<IdCardOffice>
{
    private static Dictionary<string, PartyInput> Visitor(PartyInput who) => new() { ["visitor"] = who };

    [Fact]
    public async Task A_reissue_by_post_fails_twice_and_is_handed_over_at_the_counter()
    {
        await office.AtAsync("2026-06-15T09:00:00+08:00");
        await office.RegistryAsync(IdCardOffice.Jiazi.IdNumber, new { name = IdCardOffice.Jiazi.Name, reset = true });
        var number = await office.OpenAsync(IdCardOffice.Jiazi, new { reason = "lost", delivery = "post", photo = "new" });
        (await office.AcceptAsync(number)).State.ShouldBe("PRODUCTION");
        (await office.AskSandboxAsync($"/factory/orders?caseNumber={number}")).GetArrayLength().ShouldBe(1);

        await office.AtAsync("2026-06-22T15:00:00+08:00");
        (await office.WebhookAsync("factory", "post.handover", $"case:{number}", new { waybill = "1100000000075" })).Accepted.ShouldBeTrue();
        (await office.CaseAsync(number)).State.ShouldBe("HANDED_TO_EMS");
        foreach (var instant in new[] { "2026-06-23T14:00:00+08:00", "2026-06-24T15:30:00+08:00" })
        {
            await office.AtAsync(instant);
            await office.WebhookAsync("ems", "post.event", "waybill:1100000000075", new { code = 705, reason = "RECIPIENT_UNREACHABLE" });
        }
        await office.AtAsync("2026-06-26T10:00:00+08:00");
        (await office.HappenAsync(number, "post.returned")).State.ShouldBe("AWAIT_PICKUP_AFTER_FAILURE");
        await office.AtAsync("2026-06-27T10:00:00+08:00");
        await office.HappenAsync(number, "card.collect", new { role = "agent", point = "ceshilu", idProof = true, receipt = true, letter = true },
            Visitor(IdCardOffice.Guiyou));
        (await office.DecisionsAsync(number)).ShouldContain("pickup REFUSE FALLBACK_IN_PERSON_ONLY");
        await office.AtAsync("2026-06-29T09:20:00+08:00");
        var closed = await office.HappenAsync(number, "card.collect", new { role = "applicant", point = "ceshilu", idProof = true, receipt = true },
            Visitor(IdCardOffice.Jiazi));

        (closed.State, closed.Closed).ShouldBe(("CLOSED_COLLECTED_AFTER_FAILED_DELIVERY", true));
        closed.Facts["feeCny"].GetInt32().ShouldBe(40);
        closed.Incidents.ShouldBeEmpty();
        closed.Clocks.Single(clock => clock.Name == "promise").Outcome.ShouldBe("MET_BY_ATTEMPT");
        (await office.CardsAsync(IdCardOffice.Jiazi.IdNumber)).ShouldBe(("VALID", "INVALID_SUPERSEDED"));
        (await office.Database.QueryAsync<string>(
            "select code from shipment_event join shipment on shipment.id = shipment_id where case_id = @Id order by shipment_event.id", new { closed.Id }))
                .ShouldBe(["705", "705"]);
        (await office.Database.ScalarAsync<string>("select handed_to from id_card where state = 'VALID' and case_id = @Id", new { closed.Id }))
            .ShouldBe("applicant");
        (await office.SendAsync(new ListPapers(number))).Select(paper => paper.Template).Distinct()
            .ShouldBe(["acceptance-notice", "collection-receipt", "return-register", "one-time-notice", "pickup-register"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_renewal_gives_the_new_card_for_the_old_one_and_the_registry_knows_both()
    {
        await office.AtAsync("2026-11-16T10:00:00+08:00");
        await office.RegistryAsync(IdCardOffice.Jimao.IdNumber, new { name = IdCardOffice.Jimao.Name, reset = true, cardExpiry = "2026-12-20" });
        var number = await office.OpenAsync(IdCardOffice.Jimao, new { reason = "renewal", delivery = "counter", oldCardKeptByHolder = true });
        await office.AcceptAsync(number);
        await office.AtAsync("2026-11-23T15:00:00+08:00");
        await office.HappenAsync(number, "card.arrive");
        (await office.CardsAsync(IdCardOffice.Jimao.IdNumber)).Current.ShouldBe("VALID", "the old card is in force until the new one is handed over");
        (await office.Database.QueryAsync<string>("select card.state from id_card card join case_file on case_file.id = card.case_id where number = @number",
            new { number })).ShouldBe(["MADE"]);
        await office.AtAsync("2026-11-24T09:10:00+08:00");
        var closed = await office.HappenAsync(number, "card.collect", new { role = "applicant", receipt = true, idProof = true, returnsOldCard = true },
            Visitor(IdCardOffice.Jimao));

        closed.State.ShouldBe("CLOSED_COLLECTED");
        (closed.Facts["feeCny"].GetInt32(), closed.Facts["newCardValidity"].GetString()).ShouldBe((20, "长期"));
        (await office.CardsAsync(IdCardOffice.Jimao.IdNumber)).ShouldBe(("VALID", "RETURNED"));
        (await office.DecisionsAsync(number)).TakeLast(2).ShouldBe(["pickup ACCEPT", "old_card RETURNED"]);
    }

    [Fact]
    public async Task A_remote_authorisation_is_granted_while_the_card_is_made_and_used_once()
    {
        var who = new PartyInput("测试戊辰", "310100198501319955", "19000000005");
        await office.AtAsync("2027-01-11T10:00:00+08:00");
        await office.RegistryAsync(who.IdNumber, new { name = who.Name, reset = true });
        var number = await office.OpenAsync(who, new { reason = "lost", delivery = "counter" });
        await office.AcceptAsync(number);
        await office.HappenAsync(number, "authorization.grant",
            new { number = "SQ-TEST-0020", validFrom = "2027-01-11", validTo = "2027-02-11", faceTicket = await office.FaceTicketAsync(who.IdNumber) },
            new() { ["agent"] = IdCardOffice.Guiyou }, IdCardOffice.Portal);
        await office.HappenAsync(number, "card.arrive");
        var closed = await office.HappenAsync(number, "card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-TEST-0020" },
            Visitor(IdCardOffice.Guiyou));

        closed.State.ShouldBe("CLOSED_COLLECTED");
        (await office.Database.ScalarAsync<string>("select state from card_authorization where number = 'SQ-TEST-0020'")).ShouldBe("AUTH_USED");
        (await office.SendAsync(new ListMessages(number))).Select(message => message.Template).ShouldBe(["accepted", "ready-for-pickup", "collected-by-other", "rating-invitation"]);
    }

    [Fact]
    public async Task A_suspension_moves_the_deadline_and_the_card_is_ordered_again()
    {
        var who = new PartyInput("测试丁卯", "310100197905209942", "19000000004", "上海市静安区示例路1号");
        await office.AtAsync("2027-03-08T10:00:00+08:00");
        await office.RegistryAsync(who.IdNumber, new { name = who.Name, reset = true });
        var number = await office.OpenAsync(who, new { reason = "lost", delivery = "post" });
        await office.AcceptAsync(number);
        await office.AtAsync("2027-03-10T15:00:00+08:00");
        await office.WebhookAsync("factory", "factory.reject", $"case:{number}", new { reason = "APPLICANT_RECAPTURE_PHOTO" });
        (await office.CompleteAsync(number, "approve-suspension", "Approve", new { reason = "APPLICANT_RECAPTURE_PHOTO" }, IdCardOffice.Manager))
            .State.ShouldBe("SUSPENDED");
        await office.AtAsync("2027-03-15T10:20:00+08:00");
        (await office.HappenAsync(number, "portrait.recapture")).State.ShouldBe("PRODUCTION");

        (await office.DecisionsAsync(number)).TakeLast(3).ShouldBe(["suspend APPROVED APPLICANT_RECAPTURE_PHOTO", "resume DONE", "deadline MOVED"]);
        (await office.AskSandboxAsync($"/factory/orders?caseNumber={number}")).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_online_application_needs_the_applicant_s_own_face()
    {
        var who = new PartyInput("测试乙丑", "31010019920708992X", "19000000002", "上海市静安区示例路2号");
        await office.AtAsync("2027-04-12T10:00:00+08:00");
        await office.RegistryAsync(who.IdNumber, new { name = who.Name, reset = true });
        var number = await office.OpenAsync(who, new
        {
            reason = "lost", delivery = "post",
            faceTicket = await office.FaceTicketAsync(IdCardOffice.Guiyou.IdNumber)
        }, "app");
        (await office.CaseAsync(number)).State.ShouldBe("DRAFT");
        var view = await office.HappenAsync(number, "reissue.apply",
            new { reason = "lost", delivery = "post", faceTicket = await office.FaceTicketAsync(who.IdNumber) }, actor: IdCardOffice.Portal);
        view.State.ShouldBe("PREQUAL_PASSED");
    }

    [Fact]
    public async Task A_name_that_the_registry_knows_otherwise_stops_the_case()
    {
        var who = new PartyInput("样例甲戌", "330100199810109925", "19000000011");
        await office.AtAsync("2027-05-10T10:00:00+08:00");
        await office.RegistryAsync(who.IdNumber, new { name = "样例乙亥", reset = true });
        (await office.CaseAsync(await office.OpenAsync(who, new { reason = "lost", delivery = "counter" }))).State.ShouldBe("REJECTED");
    }
}
