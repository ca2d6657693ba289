using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Privacy;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>What must not be kept is nowhere (rulebook 5: face artefacts, the result only, at most 24 hours).</summary>
public sealed class WholePrivacy(IdCardOffice office) : IClassFixture<IdCardOffice>
{
    [Fact]
    public async Task The_ticket_of_a_face_check_is_asked_for_and_stands_in_no_row_and_what_was_set_aside_leaves_within_half_a_day()
    {
        var who = new PartyInput("测试戊辰", "310100198501319955", "19000000005");
        await office.AtAsync("2027-01-11T10:00:00+08:00");
        await office.RegistryAsync(who.IdNumber, new { name = who.Name, reset = true });
        var number = await office.OpenAsync(who, new { reason = "lost", delivery = "counter" });
        await office.AcceptAsync(number);
        var ticket = await office.FaceTicketAsync(who.IdNumber);
        await office.HappenAsync(number, "authorization.grant", new { number = "SQ-TEST-0021", validFrom = "2027-01-11", validTo = "2027-02-11", faceTicket = ticket },
            new() { ["agent"] = IdCardOffice.Guiyou }, IdCardOffice.Portal);
        (await office.DecisionsAsync(number)).ShouldNotContain("face_auth BLOCK FACE_AUTH_FAILED", "the face check was asked with the real ticket");

        (await TablesThatHoldAsync("artefact:")).ShouldContain("burst", "the journal has the reference: the look finds what there is");
        (await TablesThatHoldAsync(ticket)).ShouldBeEmpty();
        (await office.Database.ScalarAsync<long>("select count(*) from artefact")).ShouldBe(1);
        await office.AtAsync("2027-01-11T22:00:00+08:00");
        await office.SendAsync(new ForgetPersonalData(), Actor.System);
        (await office.Database.ScalarAsync<long>("select count(*) from artefact")).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_applies_is_told_first_what_happens_with_their_data_and_the_case_keeps_which_text_that_was()
    {
        var processes = await office.SendAsync(new ListProcesses());
        processes.Select(process => process.Id).ShouldContain("id-card-reissue");
        processes.Where(process => process.PrivacyNotice is null).ShouldBeEmpty();
        var number = await office.OpenAsync(new PartyInput("测试戊辰", "310100198501319955", "19000000005"), new { reason = "lost", delivery = "counter" });
        (await office.SendAsync(new GetPrivacyLedger(number))).Notice!.Version.ShouldBe(processes.Single(process => process.Id == "id-card-reissue").PrivacyNotice!.Version);
    }

    private async Task<IReadOnlyList<string>> TablesThatHoldAsync(string text)
    {
        var found = new List<string>();
        foreach (var table in await office.Database.QueryAsync<string>("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition"))
            if (await office.Database.ScalarAsync<bool>($"select exists (select from {table} t where t::text like '%' || @text || '%')", new { text }))
                found.Add(table);
        return found;
    }
}
