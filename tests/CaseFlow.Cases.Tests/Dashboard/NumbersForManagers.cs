using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Dashboard;
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
