using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.Cases.Timeline;

namespace CaseFlow.Cases.Tests.Operating;

public sealed class TimelineOfACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task It_tells_the_whole_story_in_order_and_in_both_languages()
    {
        var number = await StoryAsync();
        var told = (await office.SendAsync(new ReadTimeline(number, Newest: false, Limit: 200))).Items;
        told.Select(entry => entry.What).ShouldBe(
        [
            "case.opened", "task.opened", "task.claimed", "task.completed", "decision", "clock.started", "message.queued", "paper.issued", "message.sent", "timer.armed", "task.opened",
            "timer.fired", "task.cancelled", "decision", "clock.paused", "event.arrived", "clock.resumed", "event.arrived", "repair.MoveToActivity", "task.opened", "task.completed", "event.arrived",
            "case.closed", "clock.met",
        ], ignoreOrder: true);
        told.Select(entry => entry.At).ShouldBeInOrder();
        told[0].What.ShouldBe("case.opened");
        Text(told, "task.claimed").ShouldBe(("clerk.east 认领了任务“受理”", "clerk.east took the task «Accept»"));
        Text(told, "repair.MoveToActivity").ShouldBe(("clerk.east 干预：流程移至 work，原因：not done after all", "clerk.east intervened: moved the process to work, because: not done after all"));
        Text(told, "message.sent").ShouldBe(("短信“受理告知”已发送", "The message «Accepted» was sent"), "codes are said in the words of the process");
        Text(told, "timer.fired").En.ShouldBe("The time of «timeout» came");
        told.ShouldAllBe(entry => !entry.Text["zh-CN"].Contains('{') && entry.Text["en"] != entry.What);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 4)]
    [InlineData(false, 3)]
    [InlineData(false, 7)]
    public async Task Page_by_page_it_is_the_same_as_at_once(bool newest, int limit)
    {
        var number = await StoryAsync();
        var whole = (await office.SendAsync(new ReadTimeline(number, TimelineKind.All, newest, Limit: 200))).Items;
        whole.ShouldContain(entry => entry.Kind == "step");
        var paged = new List<TimelineEntry>();
        for (string? after = null; ;)
        {
            var page = await office.SendAsync(new ReadTimeline(number, TimelineKind.All, newest, after, limit));
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            paged.AddRange(page.Items);
            if ((after = page.Next) is null)
                break;
        }
        paged.Select(entry => (entry.At, entry.What, entry.Text["en"])).ShouldBe(whole.Select(entry => (entry.At, entry.What, entry.Text["en"])));
    }

    [Fact]
    public async Task It_is_filtered_by_kind_and_seen_by_those_who_may_see_the_case()
    {
        var number = await StoryAsync();
        (await office.SendAsync(new ReadTimeline(number, ["message"]))).Items.Select(entry => entry.What).ShouldBe(["message.sent", "message.queued"]);
        (await office.SendAsync(new ReadTimeline(number, ["timer"], Newest: false))).Items.Select(entry => entry.What).ShouldBe(["timer.armed", "timer.fired"]);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ReadTimeline(number), ErrandOffice.Clerk("clerk.west", "west")))).Reasons[0].Code.ShouldBe("case-unknown");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ReadTimeline(number, ["gossip"])))).Reasons[0].Code.ShouldBe("kind-unknown");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ReadTimeline(number, Instance: "nobody")))).Reasons[0].Code.ShouldBe("instance-unknown");
    }

    [Fact]
    public void Both_languages_have_the_same_sentences_with_the_same_names_in_them()
    {
        var (zh, en) = (TimelineTexts.Sentences["zh-CN"], TimelineTexts.Sentences["en"]);
        zh.Keys.ShouldBe(en.Keys);
        foreach (var (key, sentence) in zh)
            Names(sentence).ShouldBe(Names(en[key]), ignoreOrder: true, key);

        static IEnumerable<string> Names(string sentence) => TimelineTexts.Name().Matches(sentence).Select(match => match.Value);
    }

    /// <summary>Accepted, timed out, paused, resumed, moved back by an operator, done.</summary>
    private async Task<string> StoryAsync()
    {
        var started = await office.StartAsync();
        var task = started.Case.Tasks.Single().Id;
        office.Clock.Now += TimeSpan.FromMinutes(1);
        await office.SendAsync(new ClaimTask(task));
        office.Clock.Now += TimeSpan.FromMinutes(1);
        await office.SendAsync(new CompleteTask(task, "Accept"));
        office.Clock.Now += TimeSpan.FromMinutes(1);
        await office.DrainAsync();
        await office.MoveClockAsync(office.Clock.Now.AddDays(3));
        var number = started.Case.Number;
        foreach (var name in new[] { "errand.pause", "errand.resume" })
        {
            office.Clock.Now += TimeSpan.FromMinutes(1);
            await office.SendAsync(new SendCaseEvent(number, name));
        }
        office.Clock.Now += TimeSpan.FromMinutes(1);
        var moved = await office.SendAsync(new MoveToActivity(number, "work", "not done after all", From: "await"));
        office.Clock.Now += TimeSpan.FromMinutes(1);
        await office.SendAsync(new CompleteTask(moved.Case.Tasks.Single().Id, "Done"));
        office.Clock.Now += TimeSpan.FromMinutes(1);
        await office.SendAsync(new SendCaseEvent(number, "errand.done"));
        return number;
    }

    private static (string Zh, string En) Text(IReadOnlyList<TimelineEntry> told, string what)
    {
        var entry = told.Single(one => one.What == what);
        return (entry.Text["zh-CN"], entry.Text["en"]);
    }
}
