using System.Text.Json;
using CaseFlow.Cases.Calendars;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests;

/// <summary>Publishing a year recounts in batches: each is stored whole, and what dies is taken up where it stood.</summary>
public sealed class RecountsOfAYear(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private const int Cases = RecountRunner.Batch + 7;

    private static readonly JsonElement Table =
        JsonSerializer.SerializeToElement(new { published = true, holidays = new[] { new { date = "2027-01-01", name = "元旦" } }, workdays = Array.Empty<string>() });

    [Fact]
    public async Task It_previews_by_pages_goes_on_after_a_death_and_tells_every_applicant_once()
    {
        office.Clock.Now = DateTimeOffset.Parse("2026-12-28T10:00:00+08:00");
        for (var i = 0; i < Cases; i++)
            await office.AcceptedAsync();

        var (pages, seen, after) = (0, new HashSet<string>(), (string?)null);
        do
        {
            var page = await office.SendAsync(new PreviewCalendarYear("cn-mainland", 2027, Table, after, 25));
            (page.Counts?.Moved).ShouldBe(after is null ? Cases : null);
            page.Moved.ShouldAllBe(change => seen.Add(change.Case));
            (pages, after) = (pages + 1, page.Next);
        } while (after is not null);
        (pages, seen.Count).ShouldBe((3, Cases));
        (await office.SendAsync(new PreviewCalendarYear("cn-mainland", 2027, Table), ErrandOffice.Manager("manager.west", "west"))).Moved.ShouldBeEmpty("cases of another office are counted, not shown");

        var recount = (await office.SendAsync(new PublishCalendarYear("cn-mainland", 2027, Table))).Recount!;
        // The first worker dies after its first batch: nothing but that batch is stored.
        await using (var scope = office.Services.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<RecountBatch>().RunAsync(recount.Id, CancellationToken.None)).ShouldBeTrue();
        (await office.SendAsync(new GetRecount(recount.Id))).Done.ShouldBe(RecountRunner.Batch);

        await office.DrainAsync();
        var done = await office.SendAsync(new GetRecount(recount.Id));
        (done.Total, done.Done, done.Moved, done.EndedAt is not null).ShouldBe((Cases, Cases, Cases, true));
        office.Outside.Messages.Count(message => message.Text.Contains("2027-01-07")).ShouldBe(Cases);
        (await office.SendAsync(new ListRecountChanges(recount.Id, Limit: 200))).Items.Count.ShouldBe(Cases);
        (await office.Database.ScalarAsync<long>("select count(*) from decision where step = 'deadline' and decision = 'RECOMPUTED'")).ShouldBe(Cases);
    }
}
