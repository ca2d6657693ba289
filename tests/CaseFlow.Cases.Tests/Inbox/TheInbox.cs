using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests.Inbox;

/// <summary>What waits for whom, and how it changes hands.</summary>
public sealed class TheInbox(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task A_page_shows_what_matters_of_the_case_and_goes_on_by_key_in_every_order()
    {
        var cases = new List<CaseChange>();
        for (var i = 0; i < 5; i++)
            cases.Add(await office.StartAsync());
        var (colleague, numbers) = (await AccountAsync("east"), cases.Select(one => one.Case.Number).ToHashSet());
        foreach (var sort in new[] { "urgency", "deadline", "opened" })
        {
            var seen = new List<InboxRow>();
            for (string? after = null; ;)
            {
                var page = await office.SendAsync(new ListInbox(new InboxFilter("all", Sort: sort), after, 2), colleague);
                seen.AddRange(page.Items);
                if ((after = page.Next) is null)
                    break;
            }
            seen.Select(row => row.Task.Id).ShouldBeUnique();
            numbers.IsSubsetOf(seen.Select(row => row.Task.CaseNumber)).ShouldBeTrue(sort);
        }
        var row = (await office.SendAsync(new ListInbox(new InboxFilter("all", Sort: "opened"), null, 1), colleague)).Items.ShouldHaveSingleItem();
        row.ShouldSatisfyAllConditions(one => one.Unread.ShouldBeTrue(), one => one.Applicant.ShouldNotBeEmpty(), one => one.State.ShouldBe(cases[^1].Case.State));
        await office.SendAsync(new SeeTask(row.Task.Id), colleague);
        (await office.SendAsync(new ListInbox(new InboxFilter("all", Sort: "opened"), null, 1), colleague)).Items.Single().Unread.ShouldBeFalse();
        (await office.SendAsync(new ListInbox(new InboxFilter("all", Unread: true), null, 200), colleague)).Items.ShouldNotContain(one => one.Task.Id == row.Task.Id);
    }

    [Fact]
    public async Task A_filter_holds_wholly_and_rights_stand_in_the_query()
    {
        var waiting = await office.AcceptedAsync();
        var (east, west) = (await AccountAsync("east"), await AccountAsync("west"));
        var found = await office.SendAsync(new ListInbox(new InboxFilter("all", Process: ["errand"], State: [waiting.State], Colour: ["green"]), null, 200), east);
        found.Items.ShouldContain(row => row.Task.CaseNumber == waiting.Number);
        found.Items.ShouldAllBe(row => row.State == waiting.State && row.Limit!.Colour == "green" && row.Limit.RemainingDays > 0);
        (await office.SendAsync(new ListInbox(new InboxFilter("all", Process: ["errand"], Colour: ["red"]), null, 200), east)).Items.ShouldNotContain(row => row.Task.CaseNumber == waiting.Number);
        (await office.SendAsync(new ListInbox(new InboxFilter("all"), null, 200), west)).Items.ShouldNotContain(row => row.Task.CaseNumber == waiting.Number);
        (await office.SendAsync(new CountInbox(new InboxFilter()), west)).All.ShouldBeLessThan((await office.SendAsync(new CountInbox(new InboxFilter()), east)).All);

        var wrong = await Should.ThrowAsync<RefusedException>(office.SendAsync(new ListInbox(new InboxFilter("theirs", Colour: ["blue"], Sort: "luck")), east));
        wrong.Reasons.Select(reason => reason.Code).ShouldBe(["view-unknown", "sort-unknown", "colour-unknown"], ignoreOrder: true);
    }

    [Fact]
    public async Task Ten_who_ask_for_the_next_one_at_once_get_ten_different_tasks()
    {
        for (var i = 0; i < 10; i++)
            await office.StartAsync();
        var clerks = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AccountAsync("east")));
        var taken = await Task.WhenAll(clerks.Select(clerk => office.SendAsync(new ClaimNextTask(), clerk)));
        taken.Select(next => next.Task!.Id).ShouldBeUnique();
        taken.Zip(clerks).ShouldAllBe(pair => pair.First.Task!.Assignee == pair.Second.Login);
    }

    [Fact]
    public async Task Whoever_has_a_task_hands_it_over_and_nobody_else_but_a_manager_may()
    {
        var task = (await office.StartAsync()).Case.Tasks.Single();
        var (one, other, manager, stranger) = (await AccountAsync("east"), await AccountAsync("east"), await AccountAsync("east", "manager"), await AccountAsync("west"));
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new AssignTask(task.Id, other.Login), one))).Reasons[0].Code.ShouldBe("assign-not-yours");
        await office.SendAsync(new ClaimTask(task.Id), one);
        await office.SendAsync(new SeeTask(task.Id), other);
        (await office.SendAsync(new AssignTask(task.Id, other.Login, "knows the street"), one)).Assignee.ShouldBe(other.Login);
        (await office.SendAsync(new ListInbox(new InboxFilter("mine")), other)).Items.ShouldHaveSingleItem().Unread.ShouldBeTrue("it is new to whom it was given");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new AssignTask(task.Id, stranger.Login), manager))).Reasons[0].Code.ShouldBe("assignee-not-candidate");
        (await office.SendAsync(new AssignTask(task.Id, one.Login), manager)).Assignee.ShouldBe(one.Login);
    }

    [Fact]
    public async Task Who_is_away_is_stood_in_for_and_gets_back_what_is_left()
    {
        var (away, deputy, manager) = (await AccountAsync("east"), await AccountAsync("east"), await AccountAsync("east", "manager"));
        var (there, later) = ((await office.StartAsync()).Case.Tasks.Single(), (await office.StartAsync()).Case.Tasks.Single());
        await office.SendAsync(new ClaimTask(there.Id), away);
        var until = office.Clock.Now.AddDays(3);
        await office.SendAsync(new StartSubstitution(deputy.Login, Until: until), away);
        await office.SendAsync(new AssignTask(later.Id, away.Login), manager);
        (await office.SendAsync(new ListInbox(new InboxFilter("mine")), deputy)).Items.Select(row => (row.Task.Id, row.OnBehalfOf)).ShouldBe([(there.Id, away.Login), (later.Id, away.Login)]);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartSubstitution(deputy.Login), away))).Reasons[0].Code.ShouldBe("already-away");

        await office.SendAsync(new CompleteTask(there.Id, "Accept"), deputy);
        await office.MoveClockAsync(until);
        (await office.SendAsync(new ListInbox(new InboxFilter("mine")), away)).Items.Select(row => (row.Task.Id, row.OnBehalfOf)).ShouldBe([(later.Id, null)]);
        (await office.SendAsync(new ListInbox(new InboxFilter("mine")), deputy)).Items.ShouldBeEmpty();
        (await office.SendAsync(new ListSubstitutions(), away)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_tasks_are_done_at_once_and_what_fails_says_why()
    {
        var tasks = new[] { (await office.StartAsync()).Case.Tasks.Single(), (await office.StartAsync()).Case.Tasks.Single(), (await office.StartAsync()).Case.Tasks.Single() };
        var (clerk, other) = (await AccountAsync("east"), await AccountAsync("east"));
        await office.SendAsync(new ClaimTask(tasks[1].Id), other);
        var operation = await office.SendAsync(new StartOperation(OperationCommand.ClaimTask, "my morning", new OperationSelection([.. tasks.Select(task => task.Id.ToString())])), clerk);
        await office.DrainAsync();
        var done = await office.SendAsync(new GetOperation(operation.Id), clerk);
        (done.Total, done.Done, done.Failed, done.Status).ShouldBe((3, 2, 1, "finished"));
        (await office.SendAsync(new ListOperationItems(operation.Id, "failed"), clerk)).Items.ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Code.ShouldBe("task-taken");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new GetOperation(operation.Id), other))).Reasons[0].Code.ShouldBe("operation-unknown");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartOperation(OperationCommand.CancelCase, "no", new OperationSelection(["1"])), clerk))).Reasons[0].Code.ShouldBe("operation-not-yours");
    }

    /// <summary>A person with an account of its own.</summary>
    private Task<Actor> AccountAsync(string at, string role = "clerk") => office.AccountAsync(at, role);
}
