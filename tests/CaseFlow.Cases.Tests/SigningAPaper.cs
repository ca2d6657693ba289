using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Timeline;

namespace CaseFlow.Cases.Tests;

public sealed class SigningAPaper(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private const string Drawn = "M12 30L60 90L120 20M130 40L180 44";

    [Fact]
    public async Task A_paper_that_asks_is_signed_once_in_all_its_languages_and_the_process_never_sees_what_was_drawn()
    {
        var accepted = await office.AcceptedAsync();
        var papers = await office.SendAsync(new ListPapers(accepted.Number));
        papers.ShouldAllBe(paper => paper.Signatures.Single().Signer == "applicant" && paper.Signatures[0].SignedAt == null);
        papers.Select(paper => paper.Signatures[0].Label).ShouldBe(["签名", "Signature"]);

        (await office.SendAsync(new SignPaper(accepted.Number, papers[0].Id, "applicant", Drawn))).ShouldAllBe(paper => paper.Signatures[0].SignedAt != null);
        foreach (var paper in papers)
            (await office.SendAsync(new GetPaper(accepted.Number, paper.Id))).Html.ShouldContain($"d=\"{Drawn}\"");
        (await CodesAsync(new SignPaper(accepted.Number, papers[1].Id, "applicant"))).ShouldBe(["signature-given"]);

        foreach (var (table, column) in new[] { ("workflow_instance", "state::text"), ("burst", "events::text"), ("paper", "body"), ("command_key", "coalesce(answer::text, '')") })
            (await office.Database.ScalarAsync<int>($"select count(*) from {table} where {column} like '%L60 90%'", new { })).ShouldBe(0, table);
        (await office.SendAsync(new ReadTimeline(accepted.Number))).Items.ShouldContain(entry => entry.What == "paper.signed" && entry.By == "clerk.east");
    }

    [Fact]
    public async Task Who_looks_at_a_signature_is_noted_and_who_may_not_sees_only_that_there_is_one()
    {
        var accepted = await office.AcceptedAsync();
        var paper = (await office.SendAsync(new ListPapers(accepted.Number)))[0];
        await office.SendAsync(new SignPaper(accepted.Number, paper.Id, "applicant", Drawn));
        (await office.SendAsync(new GetPaper(accepted.Number, paper.Id), ErrandOffice.Clerk() with { Kind = ActorKind.System, Roles = ["portal"] })).Html.ShouldContain("（已签名）");
        (await office.SendAsync(new GetPrivacyLedger(accepted.Number))).Entries.ShouldNotContain(entry => entry.Field == "signature");
        await office.SendAsync(new GetPaper(accepted.Number, paper.Id));
        (await office.SendAsync(new GetPrivacyLedger(accepted.Number))).Entries.ShouldContain(entry => entry.Field == "signature" && entry.Why == "paper receipt");
    }

    [Fact]
    public async Task What_is_no_drawing_or_was_not_asked_is_refused_and_a_printed_paper_may_be_signed_by_hand()
    {
        var accepted = await office.AcceptedAsync();
        var paper = (await office.SendAsync(new ListPapers(accepted.Number)))[0].Id;
        foreach (var wrong in new[] { "", "M1 1", "M1 1L2 2\"/><script>", "M1 1" + string.Concat(Enumerable.Repeat("L100 100", 3000)) })
            (await CodesAsync(new SignPaper(accepted.Number, paper, "applicant", wrong))).ShouldBe(["signature-invalid"]);
        (await CodesAsync(new SignPaper(accepted.Number, paper, "agent", Drawn))).ShouldBe(["signature-not-asked"]);
        (await CodesAsync(new SignPaper(accepted.Number, 0, "applicant", Drawn))).ShouldBe(["paper-unknown"]);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SignPaper(accepted.Number, paper, "applicant", Drawn), ErrandOffice.Clerk("clerk.west", "west")))).Reasons[0].Code.ShouldBe("case-unknown");
        await office.SendAsync(new SignPaper(accepted.Number, paper, "applicant"));
        (await office.SendAsync(new GetPaper(accepted.Number, paper))).Html.ShouldContain("（见纸质文书）");
    }

    private async Task<IEnumerable<string>> CodesAsync(SignPaper command) => (await Should.ThrowAsync<RefusedException>(office.SendAsync(command))).Reasons.Select(reason => reason.Code);
}
