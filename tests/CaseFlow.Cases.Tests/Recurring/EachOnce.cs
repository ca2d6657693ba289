using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Recurring;

namespace CaseFlow.Cases.Tests.Recurring;

/// <summary>What recurs at an hour is done once for it, however many nodes ask.</summary>
public sealed class EachOnce : IAsyncLifetime
{
    private readonly ErrandOffice office = new();

    private static DateTimeOffset Shanghai(string text) => DateTimeOffset.Parse($"{text}+08:00");

    public async ValueTask InitializeAsync()
    {
        await office.InitializeAsync();
        await office.Database.ExecuteAsync("""
            insert into account (id, login, name, kind, office_id, roles) values (gen_random_uuid(), 'manager.east', '吴静', 'person', 'east', '{manager}'), (gen_random_uuid(), 'manager.sh', '王平', 'person', 'sh', '{manager}')
            """);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_digest_of_nine_oclock_tells_each_manager_what_stands_in_the_offices_below()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        await office.AwaitingAsync();
        var paused = (await office.AwaitingAsync()).Number;
        await office.SendAsync(new SendCaseEvent(paused, "errand.pause"));
        await office.SendAsync(new ChainRecurring());
        await office.MoveClockAsync(Shanghai("2026-03-12T08:59:00"));
        (await office.SendAsync(new ReadDigest(), ErrandOffice.Manager())).Lines.Single().ShouldBe(new DigestLine("east", 0, 1, 0, 1, 0, 0), "yesterday was the last day");

        await office.MoveClockAsync(Shanghai("2026-03-12T09:00:00"));
        foreach (var manager in new[] { ErrandOffice.Manager(), ErrandOffice.Manager("manager.sh", "sh") })
        {
            var digest = await office.SendAsync(new ReadDigest(), manager with { OfficeId = manager.OfficePath == "sh" ? "sh" : "east" });
            (digest.Day, digest.MadeAt).ShouldBe((new DateOnly(2026, 3, 12), Shanghai("2026-03-12T09:00:00")));
            digest.Lines.Single().ShouldBe(new DigestLine("east", 1, 0, 0, 1, 1, 0));
        }
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ReadDigest(), ErrandOffice.Manager("manager.west", "west")))).Reasons.Single().Code.ShouldBe("digest-unknown");
    }

    [Fact]
    public async Task Two_nodes_that_ask_for_the_same_hour_have_it_done_once()
    {
        await using var second = office.BuildNode();
        var due = Shanghai("2026-03-02T09:00:00");
        office.Clock.Now = due;
        foreach (var node in new IServiceProvider[] { office.Services, second, office.Services })
        {
            await office.SendAsync(new QueueRecurring("digest", due), Actor.System, node: node);
            await office.DrainAsync();
        }
        (await office.Database.ScalarAsync<long>("select count(*) from recurring_run where work = 'digest'")).ShouldBe(1);
        (await office.Database.ScalarAsync<long>("select count(*) from digest")).ShouldBe(2, "one an office");
    }

    [Fact]
    public async Task A_calendar_that_ends_soon_is_told_of_once_until_its_next_year_is_published()
    {
        office.Clock.Now = Shanghai("2026-09-30T08:00:00");
        await office.SendAsync(new ChainRecurring());
        await office.MoveClockAsync(Shanghai("2026-09-30T12:00:00"));
        (await office.SendAsync(new ListNotices())).ShouldBeEmpty("more than sixty working days are left");
        await office.MoveClockAsync(Shanghai("2026-10-14T12:00:00"));
        var notice = (await office.SendAsync(new ListNotices())).Single();
        (notice.Kind, notice.Subject, notice.Detail.GetProperty("coveredUntil").GetString()).ShouldBe(("calendar-ends", "cn-mainland", "2026-12-31"));
        notice.Detail.GetProperty("workingDaysLeft").GetInt32().ShouldBeLessThanOrEqualTo(60);

        await office.SendAsync(new PublishCalendarYear("cn-mainland", 2027, JsonSerializer.SerializeToElement(new { published = true, holidays = new[] { new { date = "2027-01-01", name = "元旦" } }, workdays = Array.Empty<string>() })));
        await office.MoveClockAsync(Shanghai("2026-10-15T12:00:00"));
        (await office.SendAsync(new ListNotices())).ShouldBeEmpty();
    }
}
