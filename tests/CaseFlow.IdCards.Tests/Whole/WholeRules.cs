using CaseFlow.Cases.Messages;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Settings;
using CaseFlow.IdCards.Tests.Desk;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>Rows behind the rules of version 2: the life of authorisations, traces of two sources, settings a case keeps, complaints opened once.</summary>
public sealed class WholeRules(IdCardOffice office) : IClassFixture<IdCardOffice>
{
    private static readonly PartyInput Agent = IdCardOffice.Guiyou;

    private static Dictionary<string, PartyInput> Visitor(PartyInput who) => new() { ["visitor"] = who };

    private async Task<string> ArrivedAsync(string at, PartyInput? who = null, object? data = null)
    {
        await office.AtAsync(at);
        var applicant = who ?? IdCardOffice.Jiazi;
        await office.RegistryAsync(applicant.IdNumber, new { name = applicant.Name, reset = true });
        var number = await office.OpenAsync(applicant, data ?? new { reason = "lost", delivery = "counter" });
        await office.AcceptAsync(number);
        await office.HappenAsync(number, "card.arrive");
        return number;
    }

    private async Task GrantAsync(string number, string authorization, string from, string to, bool passes = true) => await office.HappenAsync(number, "authorization.grant",
        new { number = authorization, validFrom = from, validTo = to, faceTicket = await office.FaceTicketAsync(IdCardOffice.Jiazi.IdNumber, passes) },
        new() { ["agent"] = Agent }, IdCardOffice.Portal);

    private Task<IReadOnlyList<string>> StatesAsync(string number) => office.Database.QueryAsync<string>("""
        select a.number || ' ' || a.state from card_authorization a join case_file c on c.id = a.case_id where c.number = @number order by a.number
        """, new { number });

    [Fact]
    public async Task An_authorisation_is_drafted_activated_used_revoked_or_expired()
    {
        var number = await ArrivedAsync("2027-03-01T10:00:00+08:00");
        await GrantAsync(number, "SQ-1", "2027-03-01", "2027-03-31", passes: false);
        await GrantAsync(number, "SQ-2", "2027-03-01", "2027-03-02");
        await GrantAsync(number, "SQ-3", "2027-03-01", "2027-04-30");
        await GrantAsync(number, "SQ-4", "2027-03-01", "2027-04-30");
        await office.HappenAsync(number, "authorization.revoke", new { number = "SQ-4" }, null, IdCardOffice.Portal);
        (await StatesAsync(number)).ShouldBe(["SQ-1 AUTH_DRAFT", "SQ-2 AUTH_ACTIVE", "SQ-3 AUTH_ACTIVE", "SQ-4 AUTH_REVOKED"]);

        await office.AtAsync("2027-03-05T10:00:00+08:00");
        await office.HappenAsync(number, "card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-2" }, Visitor(Agent));
        (await StatesAsync(number))[1].ShouldBe("SQ-2 AUTH_EXPIRED", "whoever shows it on the counter learns that its term is over");
        (await office.HappenAsync(number, "card.collect", new { role = "agent", idProof = true, receipt = true, authorization = "SQ-3" }, Visitor(Agent))).State
            .ShouldBe("CLOSED_COLLECTED");
        (await StatesAsync(number)).ShouldBe(["SQ-1 AUTH_EXPIRED", "SQ-2 AUTH_EXPIRED", "SQ-3 AUTH_USED", "SQ-4 AUTH_REVOKED"]);
    }

    [Fact]
    public async Task Traces_of_both_sources_are_kept_with_their_own_times_and_what_was_odd_about_them()
    {
        await office.AtAsync("2027-04-06T09:00:00+08:00");
        await office.RegistryAsync(IdCardOffice.Jimao.IdNumber, new { name = IdCardOffice.Jimao.Name, reset = true });
        var number = await office.OpenAsync(IdCardOffice.Jimao with { Address = "上海市黄浦区测试路1号" }, new { reason = "lost", delivery = "post" });
        await office.AcceptAsync(number);
        await office.WebhookAsync("factory", "post.handover", $"case:{number}", new { waybill = "1100000005011" });
        const string Subject = "waybill:1100000005011";
        foreach (var data in new object[] { new { code = 702, opTime = "2027-04-07T09:00:00+08:00" }, new { code = 389, opTime = "2027-04-07T02:00:00+08:00" },
            new { code = 702, opTime = "2027-04-07T09:00:00+08:00" } })
            (await office.WebhookAsync("ems", "post.event", Subject, data)).Accepted.ShouldBeTrue();
        await office.WebhookAsync("kuaidi100", "post.trace", Subject, new { code = "3", opTime = "2027-04-07T09:30:00+08:00" });
        (await office.Database.QueryAsync<string>("""
            select e.source || ' ' || e.code || ' ' || coalesce(e.note, '-') from shipment_event e join shipment s on s.id = e.shipment_id where s.waybill = '1100000005011' order by e.id
            """)).ShouldBe(["ems 702 -", "ems 389 late", "ems 702 repeated", "kuaidi100 3 -"]);
        var view = await office.CaseAsync(number);
        (view.State, view.Facts["traceSources"].GetProperty("contradict").GetBoolean()).ShouldBe(("OUT_FOR_DELIVERY", true));
    }

    [Fact]
    public async Task A_case_keeps_the_settings_it_started_with_and_the_next_one_takes_the_new_ones()
    {
        var before = await ArrivedAsync("2027-05-10T09:00:00+08:00");
        await office.SendAsync(new ChangeSetting("id-card-reissue", "reminderDays", DesignerDesk.Json(new[] { 3 }), "试行"));
        var after = await ArrivedAsync("2027-05-10T10:00:00+08:00", IdCardOffice.Jimao);
        await office.AtAsync("2027-05-14T09:00:00+08:00");
        (await Reminders(before), await Reminders(after)).ShouldBe((0, 1));
        await office.AtAsync("2027-05-18T09:00:00+08:00");
        (await Reminders(before), await Reminders(after)).ShouldBe((1, 1));
        await office.SendAsync(new ChangeSetting("id-card-reissue", "reminderDays", DesignerDesk.Json(new[] { 7, 30, 90 }), "恢复"));

        async Task<int> Reminders(string number) => (await office.SendAsync(new ListMessages(number))).Count(message => message.Template == "pickup-reminder");
    }

    [Fact]
    public async Task A_bad_rating_opens_one_case_of_its_own_that_knows_whose_it_is()
    {
        var number = await ArrivedAsync("2027-06-07T09:00:00+08:00");
        await office.HappenAsync(number, "card.collect", new { role = "applicant", idProof = true, receipt = true }, Visitor(IdCardOffice.Jiazi));
        var rated = await office.HappenAsync(number, "service.rate", new { stars = 1, comment = "等了两小时" }, null, IdCardOffice.Portal);
        var complaint = await office.CaseAsync(rated.Facts["complaint"].GetString()!);
        (complaint.Process, complaint.State, complaint.Facts["follows"].GetString(), complaint.Office).ShouldBe(("service-complaint", "RC_CONTACT", number, "ceshilu"));
        complaint.Applicant.Name.ShouldBe(rated.Applicant.Name);
        complaint.Clocks.Single().Name.ShouldBe("contact");
        (await office.Database.ScalarAsync<long>("select count(*) from case_file where process = 'service-complaint'")).ShouldBe(1);
        (await Should.ThrowAsync<Exception>(() => office.HappenAsync(number, "service.rate", new { stars = 5 }, null, IdCardOffice.Portal))).Message.ShouldNotBeEmpty();
    }
}
