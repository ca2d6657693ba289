using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;
using CaseFlow.IdCards.Cards;
using CaseFlow.IdCards.Tests.Desk;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>Loss reports, lifts and temporary cards on the database: cases that hear of one another through the person's card, and a registry that is kept in step.</summary>
public sealed class WholeCards(IdCardOffice office) : IClassFixture<IdCardOffice>
{
    private static readonly Actor Yangbanjie = IdCardOffice.Clerk with { Login = "clerk.yangbanjie", OfficeId = "yangbanjie", OfficePath = "sh/yangbanjie" };

    private async Task<string> VisitAsync(PartyInput holder, object data, string process = "id-card-loss", Actor? clerk = null, PartyInput? visitor = null)
    {
        var parties = new Dictionary<string, PartyInput> { ["applicant"] = holder };
        if (visitor is not null)
            parties["visitor"] = visitor;
        var started = await office.SendAsync(new StartCase(process, (clerk ?? IdCardOffice.Clerk).OfficeId, "counter", parties, DesignerDesk.Json(data)), clerk);
        await office.SettleAsync();
        return started.Case.Number;
    }

    private async Task<PartyInput> ResidentAsync(string name, string idNumber, object? facts = null)
    {
        var who = new PartyInput(name, idNumber, "19000000777");
        await office.RegistryAsync(idNumber, facts ?? new { name, reset = true });
        await office.Database.ExecuteAsync("insert into office (id, parent_id, name_zh, name_en, kind, path) values ('yangbanjie', 'sh', '样板街派出所', 'Yangban', 'station', 'sh/yangbanjie') on conflict do nothing");
        return who;
    }

    private async Task<string> ReportedAsync(PartyInput who)
    {
        var number = await VisitAsync(who, new { matter = "report", kind = "stolen" });
        await office.CompleteAsync(number, "identity-check", "Done", new { fingerprintMatch = true });
        await office.CompleteAsync(number, "accept-loss", "Accept");
        return number;
    }

    [Fact]
    public async Task A_report_here_ends_with_the_lift_at_another_station()
    {
        await office.AtAsync("2026-03-23T10:00:00+08:00");
        var who = await ResidentAsync("测试甲子", "310100198803159918");
        var report = await ReportedAsync(who);
        var reported = await office.CaseAsync(report);
        (reported.State, reported.Closed, reported.Facts["offers"].GetProperty("temporaryCard").GetBoolean()).ShouldBe(("LR_REPORTED", false, true));
        (await office.CardsAsync(who.IdNumber)).Current.ShouldBe("LOST_REPORTED");
        (await office.SendAsync(new ListPapers(report))).Select(paper => paper.Template).Distinct().ShouldBe(["loss-register", "loss-receipt"]);
        (await office.SendAsync(new ListMessages(report))).Single().Template.ShouldBe("loss-reported");

        var lift = await VisitAsync(who, new { matter = "lift", bringsReportedCard = true }, clerk: Yangbanjie);
        var check = (await office.SendAsync(new GetCase(lift), Yangbanjie)).Tasks.Single();
        await office.SendAsync(new Cases.Tasks.CompleteTask(check.Id, "Done", DesignerDesk.Json(new { chipReadable = true })), Yangbanjie);
        await office.SettleAsync();
        var accept = (await office.SendAsync(new GetCase(lift), Yangbanjie)).Tasks.Single();
        await office.SendAsync(new Cases.Tasks.CompleteTask(accept.Id, "Accept", null), Yangbanjie);
        await office.SettleAsync();
        var lifted = await office.SendAsync(new GetCase(lift), Yangbanjie);
        (lifted.State, lifted.Closed, lifted.Incidents.Count).ShouldBe(("LR_LIFTED", true, 0));
        (await office.CaseAsync(report)).State.ShouldBe("LR_LIFTED", "the report that was lifted hears of it");
        (await office.CardsAsync(who.IdNumber)).Current.ShouldBe("VALID");
    }

    [Fact]
    public async Task The_issue_of_the_new_card_ends_the_report_and_stops_a_lift_that_waits()
    {
        await office.AtAsync("2026-04-01T10:00:00+08:00");
        var who = await ResidentAsync("测试丙寅", "31010019920506987X");
        var report = await ReportedAsync(who);
        var reissue = await office.OpenAsync(who, new { reason = "lost", delivery = "counter", photo = "new" });
        await office.AcceptAsync(reissue);
        (await office.DecisionsAsync(reissue)).ShouldNotContain("loss_report ACCEPT", "the report of the same visit is found");
        var lift = await VisitAsync(who, new { matter = "lift", bringsReportedCard = true });
        await office.HappenAsync(reissue, "card.arrive");

        (await office.CaseAsync(report)).State.ShouldBe("LR_SUPERSEDED");
        var stopped = await office.CaseAsync(lift);
        (stopped.State, stopped.Closed, stopped.Tasks.Count).ShouldBe(("LR_LIFT_REFUSED", true, 0));
        (await office.DecisionsAsync(lift)).ShouldContain("not_reissued REFUSE ALREADY_REISSUED");
        (await office.CardsAsync(who.IdNumber)).ShouldBe(("VALID", "INVALID_SUPERSEDED"));
    }

    [Fact]
    public async Task The_national_system_opens_a_case_once_and_stops_a_lift()
    {
        await office.AtAsync("2026-05-06T10:00:00+08:00");
        var who = await ResidentAsync("测试丁卯", "310100199001019774", new { name = "测试丁卯", reset = true, cardStatus = "LOST_REPORTED" });
        var lift = await VisitAsync(who, new { matter = "lift", bringsReportedCard = true });
        var told = new { holder = new { name = who.Name, idNumber = who.IdNumber }, reportedAt = "2026-05-06T09:50:00+08:00", kind = "stolen" };
        var first = await office.WebhookAsync("national", "loss.sync", "NLR-1", told, "sync-1");
        (await office.WebhookAsync("national", "loss.sync", "NLR-1", told, "sync-1")).Duplicate.ShouldBeTrue();

        var opened = await office.SendAsync(new GetCase(first.Case!), IdCardOffice.Portal with { Roles = [Role.Administrator] });
        (opened.State, opened.Office, opened.Channel).ShouldBe(("LR_REPORTED", "sh", "outside"));
        (await office.CaseAsync(lift)).State.ShouldBe("LR_LIFT_REFUSED");
        (await office.Database.ScalarAsync<string>("select data::text from webhook_event where event_id = 'sync-1'", new { }))!.ShouldNotContain(who.IdNumber);
        (await office.Database.ScalarAsync<long>("select count(*) from case_file where process = 'id-card-loss' and channel = 'outside'", new { })).ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_national_system_may_tell_of_such_losses()
    {
        var told = new { holder = new { name = "测试甲子", idNumber = "310100198803159918" } };
        (await Should.ThrowAsync<Cases.Pipeline.RefusedException>(() => office.WebhookAsync("ems", "loss.sync", "NLR-2", told))).Reasons[0].Code.ShouldBe("subject-unknown");
        (await Should.ThrowAsync<Cases.Pipeline.RefusedException>(() => office.WebhookAsync("national", "loss.sync", "NLR-3", new { }))).Reasons[0].Code.ShouldBe("person-missing");
    }

    [Fact]
    public async Task Nobody_can_tell_a_case_by_hand_that_its_report_was_lifted()
    {
        var who = await ResidentAsync("测试庚午", "310100199107079556");
        var report = await ReportedAsync(who);
        (await Should.ThrowAsync<Cases.Pipeline.RefusedException>(() => office.SendAsync(new SendCaseEvent(report, "loss.lifted")))).Reasons[0].Code.ShouldBe("event-not-yours");
    }

    [Fact]
    public async Task A_temporary_card_is_out_once_and_comes_back_when_it_is_taken_back()
    {
        await office.AtAsync("2026-06-08T10:00:00+08:00");
        var who = await ResidentAsync("测试辛未", "310100198909099431");
        await office.AcceptAsync(await office.OpenAsync(who, new { reason = "lost", delivery = "counter", photo = "new" }));
        var temporary = await VisitAsync(who, new { urgentNeed = true }, "id-card-temporary");
        var issued = await office.CompleteAsync(temporary, "issue-temporary", "Issue");
        (issued.State, issued.Facts["feeCny"].GetInt32(), issued.Facts["validUntil"].GetString()).ShouldBe(("TEMP_ISSUED", 10, "2026-09-08"));
        issued.Clocks.Single(clock => clock.Name == "temporary").Outcome.ShouldBe("MET");
        (await office.CaseAsync(await VisitAsync(who, new { urgentNeed = true }, "id-card-temporary"))).State.ShouldBe("REJECTED", "one is out already");

        var back = await office.HappenAsync(temporary, "temporary.return");
        (back.State, back.Closed).ShouldBe(("TEMP_RETURNED", true));
        (await office.CaseAsync(await VisitAsync(who, new { urgentNeed = true }, "id-card-temporary"))).State.ShouldBe("ACCEPTED", "the next may be had");
    }

    [Fact]
    public async Task A_damaged_card_that_was_handed_in_is_returned_at_the_registry_before_the_new_one_is_made()
    {
        await office.AtAsync("2026-06-22T10:00:00+08:00");
        var who = await ResidentAsync("测试癸未", "31010019830505921X");
        var number = await office.OpenAsync(who, new { reason = "damaged", delivery = "counter", photo = "new", returnsOldCard = true });
        (await office.AcceptAsync(number)).State.ShouldBe("PRODUCTION");
        (await office.CardsAsync(who.IdNumber)).ShouldBe(("RETURNED", null));
        await office.HappenAsync(number, "card.arrive");
        (await office.CardsAsync(who.IdNumber)).ShouldBe(("VALID", "RETURNED"));
    }

    [Fact]
    public async Task Cards_expire_by_night()
    {
        await office.AtAsync("2026-07-06T10:00:00+08:00");
        var who = await ResidentAsync("测试壬申", "310100198707079328");
        await ReportedAsync(who);
        await office.Database.ExecuteAsync("update id_card set state = 'VALID', expires_on = '2026-07-05' from person where person.id = person_id and mobile_hash is not null and card_no = 1 and state = 'LOST_REPORTED'");
        (await office.SendAsync(new ExpireCards())).ShouldBeGreaterThan(0);
        (await office.SendAsync(new ExpireCards())).ShouldBe(0, "doing it twice changes nothing");
    }
}
