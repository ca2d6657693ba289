using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Messages;
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
    public async Task Managers_with_a_mobile_number_get_it_as_a_message_once_a_day_in_their_language()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var (east, bureau, silent) = (await office.AccountAsync("east", "manager"), await office.AccountAsync("sh", "manager"), await office.AccountAsync("east", "manager"));
        (await office.SendAsync(new SetMyMobile("+86 190 0000 0007"), east)).ShouldBe(new AccountMobile("190****0007", "zh-CN"));
        (await office.SendAsync(new SetAccountMobile(bureau.AccountId, "19000000008", "en"), ErrandOffice.Operator())).Mobile.ShouldBe("190****0008");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SetMyMobile("123", "fr"), silent))).Reasons.Select(reason => reason.Code).ShouldBe(["mobile-invalid", "locale-unknown"]);
        (await office.SendAsync(new ListAccounts(Text: bureau.Login), ErrandOffice.Operator())).Items.Single().Mobile.ShouldBe("190****0008");
        (await office.Database.ScalarAsync<bool>("select exists (select from account where position('19000000008' in encode(mobile, 'escape')) > 0)")).ShouldBeFalse("it stands encrypted");
        (await office.SendAsync(new GetMyMobile(), silent)).Mobile.ShouldBeNull();
        await office.AwaitingAsync();
        await office.AwaitingAsync();
        await office.MoveClockAsync(Shanghai("2026-03-12T09:00:00"));
        office.Outside.Messages.Clear();

        foreach (var due in new[] { office.Clock.Now, office.Clock.Now.AddMinutes(1) })
        {
            await office.SendAsync(new QueueRecurring("digest", due), Actor.System);
            await office.MoveClockAsync(due);
        }
        office.Outside.Messages.OrderBy(message => message.Mobile).Select(message => (message.Mobile, message.Text)).ShouldBe(
        [
            ("19000000007", "【督办摘要】东所 3月12日9时：超期2件，最后一日0件，黄牌0件，挂起0件；待处置红牌2张，逾期督办0件。详见 https://desk.example.org/supervision/digest?day=2026-03-12"),
            ("19000000008", "[Digest] Shanghai, 12 March, 9 a.m.: over 2, final day 0, amber 0, paused 0; open red cards 2, late orders 0. More: https://desk.example.org/supervision/digest?day=2026-03-12"),
        ], "once, although the hour was done twice");
        var log = (await office.SendAsync(new ListMessageLog(Template: "digest"), ErrandOffice.Operator())).Items;
        log.Select(message => message.Account).ShouldBe([east.Login, bureau.Login], ignoreOrder: true);
        log.ShouldAllBe(message => message.CaseNumber == null && message.SentAt != null);
        (await office.SendAsync(new ListMessageLog(Template: "digest"), ErrandOffice.Manager())).Items.Single().Account.ShouldBe(east.Login);

        await office.SendAsync(new SetMyMobile(null), east);
        await office.Database.ExecuteAsync("update account set active = false where id = @AccountId", new { bureau.AccountId });
        office.Clock.Now = Shanghai("2026-03-13T09:00:00");
        await office.SendAsync(new QueueRecurring("digest", office.Clock.Now), Actor.System);
        office.Outside.Messages.Clear();
        await office.DrainAsync();
        office.Outside.Messages.ShouldBeEmpty("who took the number away or has left hears nothing more");
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
