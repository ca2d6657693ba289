using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests.Dashboard;

/// <summary>What managers are shown in numbers: counted by a job, the same as the lists behind them, and only of offices one sees.</summary>
public sealed class NumbersForManagers : IAsyncLifetime
{
    private readonly ErrandOffice office = new();

    private static Accounts.Actor Bureau => ErrandOffice.Manager("manager.sh", "sh") with { OfficeId = "sh" };

    private static Accounts.Actor East => ErrandOffice.Manager();

    private static DateTimeOffset Shanghai(string text) => DateTimeOffset.Parse($"{text}+08:00");

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task CountAsync()
    {
        await office.SendAsync(new RefreshDashboard(), East);
        await office.DrainAsync();
    }

    [Fact]
    public async Task What_stands_is_counted_by_lamp_for_an_office_and_those_above_it()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        (await office.SendAsync(new GetDashboard(), Bureau)).ShouldSatisfyAllConditions(view => view.MadeAt.ShouldBeNull(), view => view.Stale.ShouldBeTrue(), view => view.All.ShouldBe(new LampCounts("", 0, 0, 0, 0, 0)));
        var accepted = await office.AcceptedAsync();
        await office.SendAsync(new ClaimTask(accepted.Tasks.Single().Id));
        await office.AwaitingAsync();
        var paused = (await office.AwaitingAsync()).Number;
        await office.SendAsync(new SendCaseEvent(paused, "errand.pause"));
        await CountAsync();

        foreach (var reader in new[] { East, Bureau })
        {
            var view = await office.SendAsync(new GetDashboard(), reader);
            (view.MadeAt, view.Stale, view.All).ShouldBe((Shanghai("2026-03-02T09:00:00"), false, new LampCounts("", 0, 0, 0, 2, 1)));
            view.Processes.Single().ShouldBe(new LampCounts("errand", 0, 0, 0, 2, 1));
            view.People.Single().ShouldBe(new LampCounts("clerk.east", 0, 0, 0, 1, 0));
            view.States.Sum(state => state.Green + state.Paused).ShouldBe(3);
        }
        (await office.SendAsync(new GetDashboard(), Bureau)).Offices.Single().ShouldBe(new LampCounts("east", 0, 0, 0, 2, 1));
        (await office.SendAsync(new GetDashboard("east"), Bureau)).Office.ShouldBe("east");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new GetDashboard("east"), ErrandOffice.Manager("manager.west", "west") with { OfficeId = "west" }))).Reasons.Single().Code.ShouldBe("office-unknown");

        office.Clock.Now = Shanghai("2026-03-02T09:06:00");
        (await office.SendAsync(new GetDashboard(), East)).Stale.ShouldBeTrue("the house wants numbers no older than five minutes");
        await CountAsync();
        (await office.SendAsync(new GetDashboard(), East)).All.ShouldBe(new LampCounts("", 0, 0, 0, 2, 1), "counted anew and not on top");
    }

    [Fact]
    public async Task Numbers_of_a_later_day_do_not_stand_in_the_way_when_the_clock_goes_back()
    {
        office.Clock.Now = Shanghai("2026-06-01T09:00:00");
        await CountAsync();
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        (await office.SendAsync(new GetDashboard(), East)).Stale.ShouldBeTrue("they are of a day that has not come");
        await office.AwaitingAsync();
        await CountAsync();
        await office.MoveClockAsync(Shanghai("2026-03-03T09:00:00"));
        await office.AwaitingAsync();
        await CountAsync();
        (await office.SendAsync(new ListTrends(From: new DateOnly(2026, 3, 1)), East)).Days.Select(day => (day.Day.Day, day.Opened)).ShouldBe([(1, 0), (2, 1), (3, 1)]);
    }

    [Fact]
    public async Task Work_is_shown_by_person_and_group_with_the_days_it_is_promised_for_and_the_places_where_it_waits()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var mine = await office.AcceptedAsync();
        await office.SendAsync(new ClaimTask(mine.Tasks.Single().Id));
        var free = await office.AcceptedAsync();
        await CountAsync();
        var work = await office.SendAsync(new ListWorkload(), East);
        work.People.Single().ShouldSatisfyAllConditions(row => row.Value.ShouldBe("clerk.east"), row => row.Total.ShouldBe(1), row => row.Days.ShouldBe([new DueCount(new DateOnly(2026, 3, 11), 1)]));
        work.Groups.Single().ShouldSatisfyAllConditions(row => row.Value.ShouldBe(free.Tasks.Single().CandidateGroups[0]), row => row.Total.ShouldBe(1), row => row.Late.ShouldBe(0));

        (await office.SendAsync(new ListWaitingPlaces(), East)).Places.ShouldContain(place => place.Definition == "errand" && place.Count == 2 && place.Late == 0);
        office.Clock.Now = Shanghai("2026-03-12T09:00:00");
        (await office.SendAsync(new ListWorkload(), East)).People.Single().Late.ShouldBe(1, "what is late is a matter of today");
    }

    [Fact]
    public async Task A_day_tells_what_was_opened_kept_and_broken_and_how_many_working_hours_it_took()
    {
        office.Clock.Now = Shanghai("2026-03-02T10:00:00");
        var quick = (await office.AwaitingAsync()).Number;
        var slow = (await office.AwaitingAsync()).Number;
        await office.MoveClockAsync(Shanghai("2026-03-03T11:00:00"));
        await office.SendAsync(new SendCaseEvent(quick, "errand.done"));
        await office.MoveClockAsync(Shanghai("2026-03-12T12:00:00"));
        await office.SendAsync(new SendCaseEvent(slow, "errand.done"));
        await CountAsync();

        var trends = await office.SendAsync(new ListTrends(From: new DateOnly(2026, 3, 2), To: new DateOnly(2026, 3, 12)), Bureau);
        trends.Days.Count.ShouldBe(11, "a day without anything is a day, too");
        trends.Days.Where(day => day.Opened + day.Met + day.Breached + day.RedCards > 0).Select(day => (day.Day.Day, day.Opened, day.Met, day.Breached, day.RedCards)).ShouldBe([(2, 2, 0, 0, 0), (3, 0, 1, 0, 0), (12, 0, 0, 1, 1)]);
        await CountAsync();
        (await office.SendAsync(new ListTrends(From: new DateOnly(2026, 3, 12), To: new DateOnly(2026, 3, 12)), Bureau)).Days.Single().Breached.ShouldBe(1, "a day that is counted again is not counted twice");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ListTrends(From: new DateOnly(2026, 3, 12), To: new DateOnly(2026, 3, 2)), Bureau))).Reasons.Single().Code.ShouldBe("days-reversed");
    }

    [Fact]
    public async Task Percentiles_of_whole_cases_and_their_states_are_in_working_hours()
    {
        office.Clock.Now = Shanghai("2026-03-02T10:00:00");
        var number = (await office.AwaitingAsync()).Number;
        await office.MoveClockAsync(Shanghai("2026-03-03T11:00:00"));
        await office.SendAsync(new SendCaseEvent(number, "errand.done"));
        await office.SendAsync(new SendCaseEvent(number, "errand.hurry"), Accounts.Actor.System with { Roles = ["courier"] });
        (await office.CaseAsync(number)).Closed.ShouldBeTrue();
        await CountAsync();
        var durations = await office.SendAsync(new ListDurations(From: new DateOnly(2026, 3, 1), To: new DateOnly(2026, 3, 4)), East);
        var whole = durations.Single(row => row.State is null);
        whole.Count.ShouldBe(1);
        whole.P50.ShouldBeInRange(9, 9.5, "from ten on Monday to eleven on Tuesday, eight hours a day");
        durations.Where(row => row.State is not null).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_list_behind_each_number_has_as_many_rows_as_the_number_says()
    {
        office.Clock.Now = Shanghai("2026-03-02T10:00:00");
        var ended = new List<string>();
        for (var i = 0; i < 4; i++)
            ended.Add((await office.AwaitingAsync()).Number);
        foreach (var (number, at) in ended.Zip(["2026-03-03T11:00:00", "2026-03-04T16:00:00", "2026-03-06T09:30:00", "2026-03-12T12:00:00"]))
        {
            await office.MoveClockAsync(Shanghai(at));
            await office.SendAsync(new SendCaseEvent(number, "errand.done"));
            await office.SendAsync(new SendCaseEvent(number, "errand.hurry"), Accounts.Actor.System with { Roles = ["courier"] });
        }
        await office.AwaitingAsync();
        await office.Database.ExecuteAsync("insert into decision (case_id, step, decision, rules, at, by) select id, 'delivery', case when id % 2 = 0 then 'DELIVERED' else 'FAILED' end, '{}', opened_at, 'test' from case_file");
        await CountAsync();
        var (from, to) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 12));

        async Task<int> RowsAsync(ListCounted list, Accounts.Actor? reader = null)
        {
            var (count, after) = (0, (string?)null);
            do
            {
                var page = await office.SendAsync(list with { After = after, Limit = 2 }, reader ?? Bureau);
                (count, after) = (count + page.Items.Count, page.Next);
            } while (after is not null);
            return count;
        }
        var trends = await office.SendAsync(new ListTrends(From: from, To: to), Bureau);
        foreach (var (measure, count) in new (string, Func<TrendDay, int>)[] { ("opened", day => day.Opened), ("closed", day => day.Closed), ("met", day => day.Met), ("breached", day => day.Breached), ("red", day => day.RedCards) }
                     .Concat(trends.Shares.SelectMany(share => new (string, Func<TrendDay, int>)[] { ($"share.{share.Code}.part", day => day.Shares[share.Code].Part), ($"share.{share.Code}.of", day => day.Shares[share.Code].Of) })))
        {
            (await RowsAsync(new ListCounted(measure, From: from, To: to))).ShouldBe(trends.Days.Sum(count), measure);
            foreach (var day in trends.Days)
                (await RowsAsync(new ListCounted(measure, From: day.Day, To: day.Day))).ShouldBe(count(day), $"{measure} on {day.Day:yyyy-MM-dd}");
        }
        (trends.Days.Sum(day => day.Opened), trends.Days.Sum(day => day.Met), trends.Days.Sum(day => day.Breached), trends.Days.Sum(day => day.RedCards)).ShouldBe((5, 3, 1, 1), "there is something to count");
        trends.Shares.ShouldNotBeEmpty();
        (await RowsAsync(new ListCounted("opened", From: from, To: to), ErrandOffice.Manager("manager.west", "west") with { OfficeId = "west" })).ShouldBe(0, "not of offices one does not see");

        foreach (var row in await office.SendAsync(new ListDurations(From: from, To: to), Bureau))
        {
            (await RowsAsync(new ListCounted("stay", Process: row.Process, State: row.State, From: from, To: to))).ShouldBe((int)row.Count, row.State);
            (await RowsAsync(new ListCounted("stay", Process: row.Process, State: row.State, From: from, To: to, Beyond: 0.5))).ShouldBeLessThanOrEqualTo((int)row.Count / 2, row.State);
        }
        var slowest = (await office.SendAsync(new ListCounted("stay", Process: "errand", From: from, To: to, Beyond: 0.5), Bureau)).Items;
        slowest.Select(row => row.CaseNumber).ShouldBe([ended[3], ended[2]], "the slower half, the newest first");
        slowest[0].Hours.ShouldBe(64 + 2, "nine o'clock to five, eight working days, and two hours");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ListCounted("nothing"), Bureau))).Reasons.Single().Code.ShouldBe("measure-unknown");
    }

    [Fact]
    public async Task A_place_tells_how_long_its_cases_have_waited_in_working_hours_and_which_they_are()
    {
        office.Clock.Now = Shanghai("2026-03-02T10:00:00");
        await office.AcceptedAsync();
        office.Clock.Now = Shanghai("2026-03-06T16:00:00");
        var second = await office.AcceptedAsync();
        office.Clock.Now = Shanghai("2026-03-09T11:00:00");
        await CountAsync();
        var place = (await office.SendAsync(new ListWaitingPlaces(), Bureau)).Places.Single(one => one.Count == 2);
        place.P50.ShouldBeInRange(3, 3.2, "an hour on Friday and two on Monday");
        place.P90.ShouldBeInRange(41, 43.1, "seven hours, four days, and two hours");

        var list = new ListWaitingCases(place.Definition, place.Version, place.Activity, Limit: 1);
        var first = await office.SendAsync(list, Bureau);
        first.Items.Single().ShouldSatisfyAllConditions(one => one.CaseNumber.ShouldBe(second.Number), one => one.Hours.ShouldBe(3), one => one.Since.ShouldBe(Shanghai("2026-03-06T16:00:00")), one => one.Late.ShouldBeFalse());
        (await office.SendAsync(list with { After = first.Next }, Bureau)).ShouldSatisfyAllConditions(page => page.Items.Single().Hours.ShouldBe(41), page => page.Next.ShouldBeNull());
        (await office.SendAsync(list with { Late = true }, Bureau)).Items.Count.ShouldBe(place.Late);
        (await office.SendAsync(list, ErrandOffice.Manager("manager.west", "west"))).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_is_once_at_a_place_whatever_it_waits_for_there_and_has_waited_since_it_came()
    {
        await office.PublishAsync(JsonSerializer.SerializeToElement(new
        {
            definitionId = "visit", id = "visit-v1", name = "Visit", version = 1,
            root = new
            {
                type = "Elsa.Flowchart", id = "flow",
                activities = new object[]
                {
                    new { type = "Elsa.Start", id = "start" },
                    new { type = "CaseFlow.AwaitEvent", id = "call", name = "call", events = Told("call") },
                    new
                    {
                        type = "Elsa.Parallel", id = "door", metadata = new { displayText = "At the door" },
                        activities = new object[]
                        {
                            new { type = "CaseFlow.AwaitEvent", id = "letter", name = "letter", events = Told("letter") },
                            new
                            {
                                type = "Elsa.Sequence", id = "visitors",
                                activities = new object[] { new { type = "CaseFlow.AwaitEvent", id = "first", name = "first", events = Told("visitor") }, new { type = "CaseFlow.AwaitEvent", id = "second", name = "second", events = Told("second") } },
                            },
                        },
                    },
                },
                connections = new object[]
                {
                    new { source = new { activity = "start", port = "Done" }, target = new { activity = "call" } },
                    new { source = new { activity = "start", port = "Done" }, target = new { activity = "door" } },
                },
            },
        }));
        office.Clock.Now = Shanghai("2026-03-02T10:00:00");
        var number = (await office.SendAsync(new StartCase("visit", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }))).Case.Number;
        office.Clock.Now = Shanghai("2026-03-02T12:00:00");
        await office.SendAsync(new SendCaseEvent(number, "visitor"));
        office.Clock.Now = Shanghai("2026-03-02T13:00:00");
        await CountAsync();

        var places = (await office.SendAsync(new ListWaitingPlaces(Definition: "visit"), East)).Places;
        places.Select(place => (place.Activity, place.Name, place.Count)).ShouldBe([("Workflow1:flow:call", "call", 1), ("Workflow1:flow:door", "At the door", 1)], ignoreOrder: true);
        foreach (var place in places)
        {
            place.P50.ShouldBeInRange(3, 3.2, "since ten, though the second visitor is awaited since noon");
            (await office.SendAsync(new ListWaitingCases("visit", 1, place.Activity), East)).Items.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(one => one.CaseNumber.ShouldBe(number), one => one.Since.ShouldBe(Shanghai("2026-03-02T10:00:00")), one => one.Hours.ShouldBe(3));
        }

        static string[] Told(string name) => [name];
    }

    [Fact]
    public async Task The_inbox_behind_each_number_of_the_workload_has_as_many_rows()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var mine = await office.AcceptedAsync();
        await office.SendAsync(new ClaimTask(mine.Tasks.Single().Id));
        await office.AcceptedAsync();
        await office.StartAsync();
        // The errand ends by itself before it is late.
        await office.Database.ExecuteAsync("update clock set deadline = '2026-03-01'");
        await office.AcceptedAsync();
        await CountAsync();
        var work = await office.SendAsync(new ListWorkload(), Bureau);
        async Task<int> RowsAsync(InboxFilter filter) => (await office.SendAsync(new ListInbox(filter with { View = "all" }, Limit: 200), Bureau)).Items.Count;
        foreach (var (row, filter) in work.People.Select(row => (row, new InboxFilter(Assignee: row.Value))).Concat(work.Groups.Select(row => (row, new InboxFilter(Group: row.Value)))))
        {
            (await RowsAsync(filter)).ShouldBe(row.Total, row.Value);
            (await RowsAsync(filter with { Promised = "late" })).ShouldBe(row.Late, row.Value);
            (await RowsAsync(filter with { Promised = "none" })).ShouldBe(row.Unpromised, row.Value);
            foreach (var due in row.Days)
                (await RowsAsync(filter with { Promised = $"{due.Day:yyyy-MM-dd}" })).ShouldBe(due.Count, row.Value);
        }
        var all = work.Groups.Concat(work.People).ToList();
        (all.Sum(row => row.Late), all.Sum(row => row.Unpromised), all.Sum(row => row.Days.Count)).ShouldBe((2, 1, 1), "there is something to count");
    }

    [Fact]
    public async Task It_is_counted_every_night_without_anybody_asking()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        await office.AwaitingAsync();
        office.Clock.Now = Shanghai("2026-03-03T00:20:00");
        await office.SendAsync(new QueueRecurring("statistics", office.Clock.Now), Accounts.Actor.System);
        await office.DrainAsync();
        (await office.SendAsync(new GetDashboard(), East)).ShouldSatisfyAllConditions(view => view.MadeAt.ShouldBe(Shanghai("2026-03-03T00:20:00")), view => view.All.Green.ShouldBe(1));
    }
}
