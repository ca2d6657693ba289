using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Retention;

namespace CaseFlow.Cases.Tests.Privacy;

/// <summary>Masks, clear reads with a reason, and what the citizen is told of them (PIPL 6, 19, 44, 47; rulebook 5).</summary>
public sealed class WhoSawMyCase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private const string Mobile = "19000000007";
    private static readonly Actor Portal = ErrandOffice.Clerk("portal", "sh") with { Roles = [Role.Portal], OfficePath = "sh", Kind = ActorKind.System };

    private async Task<string> OpenAsync()
    {
        await office.Database.ExecuteAsync("insert into account (id, login, name, kind, office_id, roles) values (gen_random_uuid(), 'clerk.east', '陈立', 'person', 'east', '{clerk}') on conflict do nothing");
        return (await office.SendAsync(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("李小红", "310100199003075542", Mobile, "上海市黄浦区测试路100弄1号101室") },
            JsonSerializer.SerializeToElement(new { question = "where" })))).Case.Number;
    }

    [Fact]
    public async Task Staff_and_portal_see_the_person_through_different_masks()
    {
        var number = await OpenAsync();
        var (staff, citizen) = ((await office.CaseAsync(number)).Applicant, (await office.SendAsync(new GetCase(number), Portal)).Applicant);
        (staff.Name, staff.IdNumber, staff.Mobile, staff.Address).ShouldBe(("李小红", "310100********5542", "190****0007", "上海市黄浦区测试路****"));
        (citizen.Name, citizen.IdNumber, citizen.Mobile, citizen.Address).ShouldBe(("李**", "3****************2", "190****0007", "上海市黄浦区****"));
        (await office.SendAsync(new ListCases(Number: number), Portal)).Items.Single().ApplicantName.ShouldBe("李**");
    }

    [Fact]
    public async Task A_field_is_shown_in_clear_for_a_reason_and_the_citizen_reads_who_saw_it()
    {
        var number = await OpenAsync();
        await office.CaseAsync(number);
        await office.CaseAsync(number);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new RevealField(number, "applicant", "shoeSize", "")))).Reasons.Select(reason => reason.Code).ShouldBe(["field-unknown", "reason-missing"]);
        (await office.SendAsync(new RevealField(number, "applicant", "idNumber", "compare with the card"))).Value.ShouldBe("310100199003075542");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new RevealField(number, "applicant", "idNumber", "curious"), ErrandOffice.Clerk("clerk.west", "west")))).Reasons.Single().Code.ShouldBe("case-unknown");

        var ledger = await LedgerAsync(number);
        var revealed = ledger.Entries.Single(entry => entry.What == "revealed");
        (revealed.Who.Name, revealed.Who.OfficeEn, revealed.Who.Role, revealed.Field, revealed.Why).ShouldBe(("陈*", "East", "clerk", "idNumber", "compare with the card"));
        ledger.Entries.Single(entry => entry.What == "opened").Times.ShouldBe(2, "the portal's own looks do not count");
        ledger.DataLeaves.Select(leave => leave.What).ShouldBe(["case", "journal", "address", "artefacts", "photo"]);
    }

    [Fact]
    public async Task Who_is_not_the_applicant_reads_nothing()
    {
        var number = await OpenAsync();
        await office.CaseAsync(number);
        (await office.SendAsync(new ReadPrivacyLedger(number, Mobile, "000000"), Portal)).Entries.ShouldBeEmpty("a wrong code");
        (await office.SendAsync(new ReadPrivacyLedger(number, "19000000999", await CodeAsync("19000000999")), Portal)).Entries.ShouldBeEmpty("a phone that is not the applicant's");
        (await office.SendAsync(new GetPrivacyLedger(number))).Entries.ShouldNotBeEmpty("staff may see the ledger of their case");
    }

    [Fact]
    public async Task The_ledger_says_on_which_day_the_data_leave()
    {
        var number = await OpenAsync();
        await office.Database.ExecuteAsync("update case_file set closed_at = '2026-03-02T01:00:00Z' where number = @number", new { number });
        await office.SendAsync(new SetRetention("errand", 365, 180), ErrandOffice.Operator());
        (await office.SendAsync(new GetPrivacyLedger(number))).DataLeaves.Take(3).Select(leave => (leave.What, leave.On)).ShouldBe(
            [("case", new DateOnly(2027, 3, 2)), ("journal", new DateOnly(2026, 8, 29)), ("address", new DateOnly(2026, 5, 31))]);
        await office.Database.ExecuteAsync("delete from retention_rule");
    }

    [Fact]
    public async Task A_delivery_address_leaves_ninety_days_after_the_last_case_and_a_code_once_it_has_ended()
    {
        var number = await OpenAsync();
        await CodeAsync(Mobile);
        await office.Database.ExecuteAsync("update case_file set closed_at = @now where applicant_id = (select applicant_id from case_file where number = @number)", new { now = office.Clock.Now, number });
        var start = office.Clock.Now;

        office.Clock.Now = start.AddMinutes(4);
        await ForgetAsync();
        (await CountAsync("mobile_code")).ShouldBeGreaterThan(0);
        office.Clock.Now = start.AddMinutes(6);
        await ForgetAsync();
        (await CountAsync("mobile_code")).ShouldBe(0);

        office.Clock.Now = start.AddDays(90).AddMinutes(-1);
        await ForgetAsync();
        (await CountAsync("person where address is not null")).ShouldBe(1);
        office.Clock.Now = start.AddDays(90);
        await ForgetAsync();
        (await CountAsync("person where address is not null")).ShouldBe(0);
        (await office.CaseAsync(number)).Applicant.Address.ShouldBeNull();
        office.Clock.Now = start;
    }

    private Task<int> ForgetAsync() => office.SendAsync(new ForgetPersonalData(), Actor.System);

    private Task<long> CountAsync(string what) => office.Database.ScalarAsync<long>($"select count(*) from {what}");

    private async Task<PrivacyLedger> LedgerAsync(string number) => await office.SendAsync(new ReadPrivacyLedger(number, Mobile, await CodeAsync(Mobile)), Portal);

    private async Task<string> CodeAsync(string mobile)
    {
        office.Clock.Now = office.Clock.Now.AddMinutes(2);
        await office.SendAsync(new SendMobileCode(mobile), Portal);
        return new string([.. office.Outside.Messages.Last(message => message.Mobile == mobile && message.Key.StartsWith("mobile-code")).Text.Where(char.IsDigit)])[..6];
    }
}
