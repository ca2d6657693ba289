using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Searching;

namespace CaseFlow.Cases.Tests.Searching;

/// <summary>One box for all: what a clerk knows of a case finds it, and nothing of another office.</summary>
public sealed class FindingCases(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private const string Li = "310100199003075542";

    private Task<CaseChange> OpenAsync(string name, string id, string mobile, string process = "errand", string at = "east", string? reason = null) =>
        office.SendAsync(new StartCase(process, at, "counter", new() { ["applicant"] = new PartyInput(name, id, mobile) }, JsonSerializer.SerializeToElement(new { question = "where" }), DuplicateReason: reason),
            ErrandOffice.Clerk($"clerk.{at}", at));

    private async Task<IReadOnlyList<(string By, string Number)>> FindAsync(string q, string at = "east") =>
        [.. (await office.SendAsync(new SearchCases(q), ErrandOffice.Clerk($"clerk.{at}", at))).Hits.Select(hit => (hit.By, hit.Case.Number))];

    [Fact]
    public async Task A_case_is_found_by_whatever_is_known_of_it()
    {
        var opened = (await OpenAsync("欧阳修文", Li, "19000000077")).Case;
        await office.Database.ExecuteAsync("insert into case_key (key, case_id) values ('waybill:1100000001014', @Id)", new { opened.Id });
        foreach (var (q, by) in new[]
                 {
                     (opened.Number, "number"), (opened.Number[^8..], "number"), (opened.QueryCode, "queryCode"), (opened.QueryCode.ToLowerInvariant(), "queryCode"), (Li, "idNumber"), ("310100900307554", "idNumber"), ("+86 190 0000 0077", "mobile"),
                     ("１９０００００００７７", "mobile"), ("1100000001014", "key"), ("欧阳修文", "name"), ("修文", "name"), (" 阳 修 ", "name"),
                 })
            (await FindAsync(q)).ShouldContain((by, opened.Number), $"by «{q}»");
        foreach (var q in (string[])["欧阳文修", "修欧", "310100199003075543", "19000000078"])
            (await FindAsync(q)).ShouldNotContain(hit => hit.Number == opened.Number, $"by «{q}»");
    }

    [Fact]
    public async Task What_belongs_to_another_office_is_not_found()
    {
        var opened = (await OpenAsync("诸葛孔明", "310100200307219352", "19000000103")).Case;
        foreach (var q in (string[])[opened.Number, opened.QueryCode, "310100200307219352", "19000000103", "孔明"])
        {
            (await FindAsync(q)).ShouldContain(hit => hit.Number == opened.Number);
            (await FindAsync(q, "west")).ShouldBeEmpty($"by «{q}»");
        }
    }

    [Fact]
    public async Task Too_little_finds_nothing_and_says_so() =>
        (await Should.ThrowAsync<RefusedException>(FindAsync("王"))).Reasons.Single().Code.ShouldBe("search-too-short");

    [Fact]
    public async Task The_database_alone_tells_no_name()
    {
        await OpenAsync("王小明", ErrandOffice.Wang, "19000000001");
        var grams = await office.Database.ScalarAsync<int[]>("select name_grams from person where name_grams is not null limit 1");
        grams!.ShouldAllBe(gram => gram >= 0 && gram < 1 << 24);
        (await office.Database.QueryAsync<string>("select row_to_json(p)::text from person p")).ShouldAllBe(row => !row.Contains('王'));
    }

    [Fact]
    public async Task People_of_earlier_versions_are_made_findable_in_batches()
    {
        var opened = (await OpenAsync("司马相如", "310100197905209942", "19000000031")).Case;
        await office.Database.ExecuteAsync("update person set name_grams = null");
        (await FindAsync("相如")).ShouldBeEmpty();
        while (await office.SendAsync(new IndexNames(2), Actor.System) > 0)
        {
        }
        (await FindAsync("相如")).ShouldContain(("name", opened.Number));
    }

    [Fact]
    public async Task A_duplicate_is_refused_with_the_number_of_the_other_case_and_opened_for_a_reason()
    {
        await office.PublishAsync(Draft.Workflow("once-only", Draft.HumanTask("work")));
        var first = (await OpenAsync("王小明", ErrandOffice.Wang, "19000000001", "once-only")).Case;
        var refused = (await Should.ThrowAsync<RefusedException>(OpenAsync("王小明", ErrandOffice.Wang, "19000000001", "once-only"))).Reasons.Single();
        (refused.Code, refused.En.Contains(first.Number)).ShouldBe(("duplicate", true));
        (await Should.ThrowAsync<RefusedException>(OpenAsync("王小明", ErrandOffice.Wang, "19000000001", "once-only", "west"))).Reasons.Single().En.ShouldContain("at another office");

        var second = await OpenAsync("王小明", ErrandOffice.Wang, "19000000001", "once-only", reason: "the first is for his old name");
        second.Decisions.Select(row => $"{row.Step} {row.Decision}").ShouldBe(["duplicate OVERRIDDEN"]);
        (await office.Database.ScalarAsync<string>("select reason from intervention where case_id = @Id", new { second.Case.Id })).ShouldBe("the first is for his old name");
    }

    [Fact]
    public async Task Where_the_house_only_warns_the_log_of_the_new_case_says_so()
    {
        await office.PublishAsync(Draft.Workflow("told-twice", Draft.HumanTask("work")));
        (await OpenAsync("王小明", ErrandOffice.Wang, "19000000001", "told-twice")).Decisions.ShouldBeEmpty();
        (await OpenAsync("王小明", ErrandOffice.Wang, "19000000001", "told-twice")).Decisions.Select(row => $"{row.Step} {row.Decision} {row.Reason}").ShouldBe(["duplicate WARNED DUPLICATE"]);
    }

    [Fact]
    public async Task Two_intakes_at_the_same_moment_do_not_pass_each_other()
    {
        await office.PublishAsync(Draft.Workflow("once-only", 2, null, Draft.HumanTask("work")));
        const string zhao = "310100198501319955";
        Task<CaseChange>[] both = [OpenAsync("赵子龙", zhao, "19000000055", "once-only"), OpenAsync("赵子龙", zhao, "19000000055", "once-only", "west")];
        await Task.WhenAll(both.Select(async one => { try { await one; } catch (RefusedException) { } }));
        both.Count(one => one.IsCompletedSuccessfully).ShouldBe(1);
    }
}
