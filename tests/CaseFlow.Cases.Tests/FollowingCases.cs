using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;

namespace CaseFlow.Cases.Tests;

/// <summary>A process may open a case that follows from its own, for the same person at the same office, with a number, tasks and an end of its own.</summary>
public sealed class FollowingCases(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private static readonly JsonElement Data = JsonSerializer.SerializeToElement(new { question = "why" });

    [Fact]
    public async Task A_following_case_is_about_the_same_person_at_the_same_office()
    {
        var first = (await office.StartAsync()).Case;
        var opened = await office.SendAsync(new FollowCase(first.Id, "errand", Data), Actor.System);
        var second = await office.CaseAsync(opened.Number);
        (second.Number == first.Number, second.Office, second.Applicant.Id).ShouldBe((false, first.Office, first.Applicant.Id));
        second.Tasks.ShouldNotBeEmpty();
        (await office.Database.ScalarAsync<long>("select count(*) from access_log where purpose = 'open errand'")).ShouldBeGreaterThan(0, "the read in clear is logged");
    }

    [Fact]
    public async Task A_crash_after_its_commit_and_before_the_answer_opens_no_second_one()
    {
        var first = (await office.StartAsync()).Case;
        var command = new FollowCase(first.Id, "errand", Data);
        var opened = await office.SendAsync(command, Actor.System, "open-case/1");
        (await office.SendAsync(command, Actor.System, "open-case/1")).Number.ShouldBe(opened.Number);
    }

    [Fact]
    public async Task A_process_that_does_not_exist_is_refused() =>
        (await Should.ThrowAsync<Pipeline.RefusedException>(async () => await office.SendAsync(new FollowCase((await office.StartAsync()).Case.Id, "nothing", Data), Actor.System)))
            .Reasons[0].Code.ShouldBe("process-unknown");
}
