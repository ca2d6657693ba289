using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Supervision;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests.Supervision;

/// <summary>Each number of the overview leads to the list behind it, and what is ticked there is urged or given to somebody at once.</summary>
public sealed class ListsAManagerNarrows(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private async Task<IReadOnlyList<string>> LimitsAsync(ListTimeLimits list) =>
        [.. (await office.SendAsync(list with { Limit = 200 }, ErrandOffice.Manager("manager.sh", "sh"))).Items.Select(row => row.CaseNumber)];

    [Fact]
    public async Task Time_limits_are_narrowed_by_process_state_person_and_group()
    {
        office.Clock.Now = DateTimeOffset.Parse("2026-03-02T09:00:00+08:00");
        var accepted = await office.AcceptedAsync();
        var awaiting = (await office.AwaitingAsync()).Number;
        var task = accepted.Tasks.Single();
        await office.SendAsync(new ClaimTask(task.Id));

        (await LimitsAsync(new ListTimeLimits(State: accepted.State, Process: "errand"))).ShouldContain(accepted.Number);
        (await LimitsAsync(new ListTimeLimits(Process: "parcel"))).ShouldBeEmpty();
        var ofPerson = await LimitsAsync(new ListTimeLimits(Person: "clerk.east"));
        ofPerson.ShouldContain(accepted.Number);
        ofPerson.ShouldNotContain(awaiting);
        (await LimitsAsync(new ListTimeLimits(Person: "nobody"))).ShouldBeEmpty();
        var ofGroup = await LimitsAsync(new ListTimeLimits(Group: task.CandidateGroups[0]));
        ofGroup.ShouldContain(accepted.Number);
        ofGroup.ShouldNotContain(awaiting, "nobody has a task of it");
        (await LimitsAsync(new ListTimeLimits("green", Office: "sh"))).ShouldContain(awaiting, "the bureau with everything below it");
        (await LimitsAsync(new ListTimeLimits("green", Office: "west"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_time_limit_says_who_has_the_work_or_who_may_take_it()
    {
        office.Clock.Now = DateTimeOffset.Parse("2026-03-02T09:00:00+08:00");
        var (claimed, free, awaiting) = (await office.AcceptedAsync(), await office.AcceptedAsync(), (await office.AwaitingAsync()).Number);
        await office.SendAsync(new ClaimTask(claimed.Tasks.Single().Id));
        var rows = (await office.SendAsync(new ListTimeLimits(Limit: 200), ErrandOffice.Manager("manager.sh", "sh"))).Items.ToLookup(row => row.CaseNumber);
        (rows[claimed.Number].Single().People.Single(), rows[claimed.Number].Single().Groups.Count).ShouldBe(("clerk.east", 0));
        (rows[free.Number].Single().People.Count, rows[free.Number].Single().Groups.Single()).ShouldBe((0, free.Tasks.Single().CandidateGroups[0]));
        (rows[awaiting].Single().People.Count, rows[awaiting].Single().Groups.Count).ShouldBe((0, 0), "nobody has a task of it");
    }

    [Fact]
    public async Task Many_cases_are_urged_at_once_by_managers_and_who_was_urged_already_is_named()
    {
        office.Clock.Now = DateTimeOffset.Parse("2026-03-02T09:00:00+08:00");
        string[] numbers = [(await office.AwaitingAsync()).Number, (await office.AwaitingAsync()).Number];
        var manager = await office.AccountAsync("east", "manager");
        await office.SendAsync(new UrgeCase(numbers[0], "how are things?"), manager);
        var operation = await office.SendAsync(new StartOperation(OperationCommand.UrgeCase, "how are things?", new OperationSelection(Ids: numbers)), manager);
        await office.DrainAsync();
        var ended = await office.SendAsync(new GetOperation(operation.Id), manager);
        (ended.Status, ended.Done, ended.Failed).ShouldBe(("finished", 1, 1));
        (await office.SendAsync(new ListOperationItems(operation.Id, "failed"), manager)).Items.Single().Reasons.Single().Code.ShouldBe("case-already-urged");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartOperation(OperationCommand.UrgeCase, "how are things?", new OperationSelection(Ids: numbers)), ErrandOffice.Operator())))
            .Reasons.Single().Code.ShouldBe("operation-not-yours", "an administrator supervises nobody");
    }

    [Fact]
    public async Task The_open_tasks_of_chosen_cases_are_given_to_somebody()
    {
        office.Clock.Now = DateTimeOffset.Parse("2026-03-02T09:00:00+08:00");
        var (mine, other) = (await office.AcceptedAsync(), await office.AcceptedAsync());
        var (manager, clerk) = (await office.AccountAsync("east", "manager"), await office.AccountAsync("east"));
        await office.SendAsync(new StartOperation(OperationCommand.AssignTask, "she is away", new OperationSelection(Cases: [mine.Number]), new OperationArguments(To: clerk.Login)), manager);
        await office.DrainAsync();
        (await office.CaseAsync(mine.Number)).Tasks.Single().Assignee.ShouldBe(clerk.Login);
        (await office.CaseAsync(other.Number)).Tasks.Single().Assignee.ShouldBeNull();
    }

    [Fact]
    public async Task The_causes_of_the_house_are_offered() =>
        (await office.SendAsync(new ListCauses())).Select(cause => cause.Code).ShouldBe(["OWN_UNIT", "POST"]);
}
