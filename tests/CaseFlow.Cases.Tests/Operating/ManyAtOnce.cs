using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Operating;

/// <summary>Operators' commands on many subjects at once.</summary>
public sealed class ManyAtOnce(ErrandOffice office) : IClassFixture<ErrandOffice>, IAsyncLifetime
{
    private static readonly Guid Account = Guid.CreateVersion7();

    private static readonly Actor Manager = ErrandOffice.Clerk("manager") with { AccountId = Account, Roles = [Role.Manager] };

    public async ValueTask InitializeAsync() => await office.Database.ExecuteAsync("""
        insert into account (id, login, name, kind, office_id, roles) values (@Account, 'manager', 'Manager', 'person', 'east', '{manager}')
        on conflict (login) do update set id = @Account, active = true
        """, new { Account });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Incidents_are_previewed_and_retried_by_their_code_and_those_that_fail_again_are_told()
    {
        var numbers = await WithIncidentsAsync(3);
        var (command, selection) = (OperationCommand.RetryIncident, new OperationSelection(Process: "errand", Code: "no-answer", Activity: "ask"));
        var preview = await office.SendAsync(new PreviewOperation(command, "tried by hand", selection), Manager);
        preview.Cases.ShouldBe(numbers, ignoreOrder: true);
        (await office.Database.ScalarAsync<int>("select count(*) from intervention where case_id in (select id from case_file where number = any(@numbers))", new { numbers })).ShouldBe(0, "a preview does nothing");

        var started = await office.SendAsync(new StartOperation(command, "tried by hand", selection), Manager);
        (started.Status, started.Total, started.Done).ShouldBe(("running", 3, 0));
        await office.DrainAsync();
        var ended = await office.SendAsync(new GetOperation(started.Id), Manager);
        (ended.Status, ended.Done, ended.Failed, ended.EndedAt).ShouldBe(("finished", 3, 0, office.Clock.Now));
        (await office.Database.QueryAsync<string>("select command || ' by ' || by || ': ' || reason from intervention where case_id in (select id from case_file where number = any(@numbers))", new { numbers }))
            .ShouldBe(Enumerable.Repeat("RetryIncident by manager: tried by hand", 3));
        // Nobody knows the answer this time either: each has a new incident, and one of them is skipped by its id.
        var open = await office.Database.QueryAsync<string>("select id::text from incident where resolved_at is null and case_id in (select id from case_file where number = any(@numbers)) order by id", new { numbers });
        open.Count.ShouldBe(3);
        var skip = await office.SendAsync(new StartOperation(OperationCommand.SkipIncident, "asked by telephone", new OperationSelection(Ids: [open[0], "999999"]), new(Outcome: "Done")), Manager);
        await office.DrainAsync();
        (await office.SendAsync(new GetOperation(skip.Id), Manager)).ShouldSatisfyAllConditions(one => one.Total.ShouldBe(1), one => one.Done.ShouldBe(1));
        await CancelAllAsync(numbers);
    }

    [Fact]
    public async Task An_item_that_is_refused_is_told_with_its_reasons_and_the_others_go_on()
    {
        var numbers = new[] { (await office.AcceptedAsync()).Number, (await office.AwaitingAsync()).Number, (await office.AcceptedAsync()).Number };
        var started = await office.SendAsync(new StartOperation(OperationCommand.MoveToActivity, "done by telephone", new OperationSelection(Ids: numbers), new(Activity: "await", From: "work")), Manager);
        await office.DrainAsync();
        var ended = await office.SendAsync(new GetOperation(started.Id), Manager);
        (ended.Status, ended.Done, ended.Failed).ShouldBe(("finished", 2, 1));
        var failed = (await office.SendAsync(new ListOperationItems(started.Id, "failed"), Manager)).Items.ShouldHaveSingleItem();
        (failed.CaseNumber, failed.Reasons[0].Code).ShouldBe((numbers[1], "not-there"));
        await CancelAllAsync(numbers);
    }

    [Fact]
    public async Task The_rights_of_the_operator_count_for_each_item_when_it_is_carried_out()
    {
        var numbers = new[] { (await office.AcceptedAsync()).Number, (await office.AcceptedAsync()).Number };
        await office.Database.ExecuteAsync("update case_file set office_id = 'west' where number = @number", new { number = numbers[0] });
        (await office.SendAsync(new PreviewOperation(OperationCommand.CancelCase, "x", new OperationSelection(Ids: numbers)), Manager)).ShouldSatisfyAllConditions(
            preview => preview.Count.ShouldBe(1), preview => preview.Missing.ShouldBe([numbers[0]]));

        var started = await office.SendAsync(new StartOperation(OperationCommand.CancelCase, "closed office", new OperationSelection(Ids: numbers)), Manager);
        await office.Database.ExecuteAsync("update account set active = false where login = 'manager'");
        await office.DrainAsync();
        (await office.SendAsync(new ListOperationItems(started.Id), Manager)).Items.ShouldHaveSingleItem().Reasons[0].Code.ShouldBe("operator-not-allowed");
        (await office.CaseAsync(numbers[1])).Closed.ShouldBeFalse();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new GetOperation(started.Id), Manager with { OfficePath = "sh/west", OfficeId = "west" }))).Reasons[0].Code.ShouldBe("operation-unknown");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartOperation(OperationCommand.RetryJob, "x", new OperationSelection(Kind: "timer")), Manager))).Kind.ShouldBe(RefusalKind.Forbidden);
        await office.Database.ExecuteAsync("update case_file set office_id = 'east' where number = @number", new { number = numbers[0] });
        await CancelAllAsync(numbers);
    }

    [Fact]
    public async Task A_server_that_dies_half_way_is_followed_by_one_that_does_the_rest_and_nothing_twice()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 4; i++)
            numbers.Add((await office.AcceptedAsync()).Number);
        var started = await office.SendAsync(new StartOperation(OperationCommand.CancelCase, "closed office", new OperationSelection(Ids: numbers)), Manager);
        var commits = 0;
        HoldPoints.Hold = (name, _) => name == "session:before-commit" && ++commits == 3 ? throw new StagedDeathException(name) : Task.CompletedTask;
        await office.DrainAsync();
        HoldPoints.Hold = null;
        (await office.SendAsync(new GetOperation(started.Id), Manager)).ShouldSatisfyAllConditions(one => one.Done.ShouldBe(2), one => one.Status.ShouldBe("running"));

        await office.Database.ExecuteAsync("update job set available_at = clock_timestamp()"); // the lease of the dead one ends
        await office.DrainAsync();
        (await office.SendAsync(new GetOperation(started.Id), Manager)).ShouldSatisfyAllConditions(one => one.Done.ShouldBe(4), one => one.Failed.ShouldBe(0), one => one.Status.ShouldBe("finished"));
        (await office.Database.ScalarAsync<int>("select count(*) from intervention i join case_file c on c.id = i.case_id where c.number = any(@numbers)", new { numbers = numbers.ToArray() })).ShouldBe(4);
    }

    [Fact]
    public async Task An_operation_that_is_cancelled_begins_no_further_item()
    {
        var numbers = new[] { (await office.AcceptedAsync()).Number, (await office.AcceptedAsync()).Number };
        var started = await office.SendAsync(new StartOperation(OperationCommand.CancelCase, "closed office", new OperationSelection(Ids: numbers)), Manager);
        var commits = 0;
        HoldPoints.Hold = async (name, _) =>
        {
            if (name != "session:after-commit" || ++commits != 1)
                return;
            HoldPoints.Hold = null;
            await office.SendAsync(new CancelOperation(started.Id), Manager);
        };
        await office.DrainAsync();
        var ended = await office.SendAsync(new GetOperation(started.Id), Manager);
        (ended.Status, ended.Done, ended.EndedBy).ShouldBe(("cancelled", 1, "manager"));
        (await office.CaseAsync(numbers[1])).Closed.ShouldBeFalse();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CancelOperation(started.Id), Manager))).Reasons[0].Code.ShouldBe("operation-ended");
        await CancelAllAsync(numbers);
    }

    [Fact]
    public async Task Jobs_that_were_given_up_are_started_anew()
    {
        var administrator = Manager with { Roles = [Role.Administrator] };
        await office.Database.ExecuteAsync("update account set roles = '{administrator}' where login = 'manager'");
        var accepted = await office.AcceptedAsync();
        await office.Database.ExecuteAsync("update job set failed_at = now(), attempts = 5 where case_id = @Id and kind = 'clock'", new { accepted.Id });
        var started = await office.SendAsync(new StartOperation(OperationCommand.RetryJob, "repaired", new OperationSelection(Kind: "clock")), administrator);
        await office.DrainAsync();
        (await office.SendAsync(new GetOperation(started.Id), administrator)).Done.ShouldBe(started.Total);
        (await office.Database.ScalarAsync<int>("select count(*) from job where failed_at is not null")).ShouldBe(0);
        await office.Database.ExecuteAsync("update account set roles = '{manager}' where login = 'manager'");
        await CancelAllAsync([accepted.Number]);
    }

    [Fact]
    public async Task A_selection_and_what_the_command_needs_must_be_given()
    {
        var refused = await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartOperation(OperationCommand.SkipIncident, "", new OperationSelection()), Manager));
        refused.Reasons.Select(reason => reason.Code).ShouldBe(["reason-missing", "selection-missing", "arguments-missing"]);
    }

    private HoldPoints HoldPoints => office.Services.GetRequiredService<HoldPoints>();

    private async Task<List<string>> WithIncidentsAsync(int count)
    {
        var numbers = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var started = await office.StartAsync("impossible");
            await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
            numbers.Add(started.Case.Number);
        }
        await office.DrainAsync();
        return numbers;
    }

    private async Task CancelAllAsync(IEnumerable<string> numbers)
    {
        foreach (var number in numbers)
            if (!(await office.CaseAsync(number)).Closed)
                await office.SendAsync(new CancelCase(number, "tidied up"));
        await office.Database.ExecuteAsync("delete from intervention");
    }
}
