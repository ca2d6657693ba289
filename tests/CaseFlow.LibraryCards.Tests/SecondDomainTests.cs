using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Supervision;
using CaseFlow.Cases.Tasks;
using CaseFlow.Testing;

namespace CaseFlow.LibraryCards.Tests;

/// <summary>docs/domain.md holds what it promises: a domain of one task and one clock lives in its own room, and no other room hears of it.</summary>
public sealed class SecondDomainTests(Library library) : IClassFixture<Library>
{
    private Task<CaseChange> ApplyAsync() => library.SendAsync(new StartCase("library-card", "branch", "counter",
        new() { ["applicant"] = new PartyInput("王小明", "310100198803159918", "19000000001") }, JsonSerializer.SerializeToElement(new { child = false })));

    [Fact]
    public async Task A_card_is_applied_for_numbered_and_handed_out_within_its_promise()
    {
        library.Clock.Now = DateTimeOffset.Parse("2026-03-02T09:00:00+08:00");
        var applied = (await ApplyAsync()).Case;
        applied.Number.ShouldContain("-LIB-");
        (applied.Clocks.Single().Budget, applied.Clocks.Single().DeadlineDate).ShouldBe((3, new DateOnly(2026, 3, 5)));

        var done = (await library.SendAsync(new CompleteTask(applied.Tasks.Single().Id, "Done"))).Case;
        (done.State, done.Closed, done.Clocks.Single().Outcome).ShouldBe(("HANDED_OUT", true, "MET"));
        var number = await library.Database.ScalarAsync<long>("select number from library_card where case_id = @Id", new { done.Id });
        done.Facts["cardNumber"].GetInt64().ShouldBe(number);
        await library.DrainAsync();
        library.Messages.ShouldContain($"王**您好，您的借书证已发放，证号{number}。");
    }

    [Fact]
    public async Task What_is_late_gets_its_cards_without_a_line_of_the_domain()
    {
        library.Clock.Now = DateTimeOffset.Parse("2026-03-09T09:00:00+08:00");
        var number = (await ApplyAsync()).Case.Number;
        await library.MoveClockAsync(DateTimeOffset.Parse("2026-03-13T00:00:00+08:00"));
        (await library.SendAsync(new ListRedCards())).Items.ShouldContain(card => card.CaseNumber == number);
    }

    [Fact]
    public void No_other_room_knows_of_library_cards()
    {
        foreach (var folder in new[] { "src", "workflows", "templates" })
            Directory.EnumerateFiles(Repository.Path(folder), "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}") && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
                .Where(file => File.ReadAllText(file).Contains("LibraryCard", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }
}
