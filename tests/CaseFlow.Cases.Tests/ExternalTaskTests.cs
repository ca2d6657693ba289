using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.ExternalTasks;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests;

public sealed class ExternalTaskTests(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private readonly string task = $"print-{Guid.NewGuid():n}";

    private static Actor Program(string login = "printer", string path = "sh") => new(Guid.CreateVersion7(), login, login, [Role.Worker], path.Split('/')[^1], path, ActorKind.System, []);

    [Fact]
    public async Task A_program_fetches_what_a_workflow_asks_for_and_its_result_moves_the_workflow_on()
    {
        var instance = await StartAsync();
        var fetched = (await FetchAsync("one")).ShouldHaveSingleItem();
        fetched.Name.ShouldBe(task);
        fetched.Payload.GetProperty("pages").GetInt32().ShouldBe(3);
        (await OutputAsync(instance, "id")).ShouldBe(fetched.Id, "the workflow knows the task by the same id");

        (await CompleteAsync(fetched.Id, "one", "printed")).Status.ShouldBe("completed");
        (await OutputAsync(instance, "said")).ShouldBe("printed");
        (await InstanceAsync(instance)).Status.ShouldBe("Finished");
        await office.JournalFoldsToStateAsync(instance);
    }

    [Fact]
    public async Task Two_programs_that_fetch_at_once_never_get_the_same_task()
    {
        for (var i = 0; i < 6; i++)
            await StartAsync();
        // The first program has chosen its tasks and has not committed; the second must pass them over instead of waiting or sharing.
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        var chosen = (await holder.QueryAsync<string>("select id from external_task where name = @task order by opened_at, id limit 3 for update", new { task }, held)).ToList();
        var second = await FetchAsync("two");
        second.Select(one => one.Id).Intersect(chosen).ShouldBeEmpty();
        second.Count.ShouldBe(3);
        await held.RollbackAsync();
        (await FetchAsync("three")).Select(one => one.Id).ShouldBe(chosen, ignoreOrder: true);
        (await FetchAsync("four")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_whose_lease_ran_out_goes_to_another_program_and_the_first_is_told()
    {
        await StartAsync();
        var id = (await FetchAsync("slow")).Single().Id;
        await office.Database.ExecuteAsync("update external_task set leased_until = clock_timestamp() where id = @id", new { id });
        (await FetchAsync("quick")).Single().ShouldSatisfyAllConditions(again => again.Id.ShouldBe(id), again => again.Attempts.ShouldBe(2));
        (await CodeAsync(CompleteAsync(id, "slow", "late"))).ShouldBe("external-task-of-another");
        (await CodeAsync(office.SendAsync(new ExtendExternalTask(id, "slow"), Program()))).ShouldBe("external-task-of-another");
        (await CompleteAsync(id, "quick", "in time")).Status.ShouldBe("completed");
    }

    [Fact]
    public async Task A_program_that_needs_longer_extends_its_lease()
    {
        await StartAsync();
        var fetched = (await FetchAsync("one")).Single();
        (await office.SendAsync(new ExtendExternalTask(fetched.Id, "one", 3600), Program())).LeasedUntil.ShouldBeGreaterThan(fetched.LeasedUntil!.Value);
    }

    [Fact]
    public async Task The_same_report_again_is_answered_alike_and_a_different_one_is_refused()
    {
        await StartAsync();
        var id = (await FetchAsync("one")).Single().Id;
        var first = await CompleteAsync(id, "one", "printed");
        (await CompleteAsync(id, "one", "printed")).ShouldBe(first);
        (await CodeAsync(CompleteAsync(id, "one", "burnt"))).ShouldBe("external-task-ended");
        (await CodeAsync(CompleteAsync(id, "two", "printed"))).ShouldBe("external-task-ended");
        (await CodeAsync(office.SendAsync(new FailExternalTask(id, "one", "no-paper", "empty"), Program()))).ShouldBe("external-task-ended");
    }

    [Fact]
    public async Task Of_two_reports_at_once_one_counts()
    {
        var instance = await StartAsync();
        var id = (await FetchAsync("one")).Single().Id;
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select 1 from workflow_instance where id = @instance for update", new { instance }, held);
        var reports = new[] { CompleteAsync(id, "one", "a"), CompleteAsync(id, "one", "b") };
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
            await Task.Yield();
        await held.CommitAsync();
        (await Task.WhenAll(reports.Select(async report => await CodeAsync(report)))).Order().ShouldBe(["", "external-task-ended"]);
        await office.JournalFoldsToStateAsync(instance);
    }

    [Fact]
    public async Task A_failure_is_an_incident_and_a_retry_opens_the_task_again()
    {
        var number = await StartInCaseAsync();
        var id = (await FetchAsync("one")).Single().Id;
        await office.SendAsync(new FailExternalTask(id, "one", "no-paper", "The tray is empty."), Program());
        await office.SendAsync(new FailExternalTask(id, "one", "no-paper", "The tray is empty."), Program());
        var incident = (await office.CaseAsync(number)).Incidents.ShouldHaveSingleItem();
        (incident.Code, incident.Message).ShouldBe(("no-paper", "The tray is empty."));
        (await FetchAsync("one")).ShouldBeEmpty();

        await office.SendAsync(new RetryIncident(incident.Id, "the tray is full"));
        var again = (await FetchAsync("two")).Single();
        (again.Id, again.Attempts).ShouldBe((id, 1));
        await CompleteAsync(id, "two", "printed");
        (await office.CaseAsync(number)).Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_of_an_office_is_seen_there_and_above_and_one_without_a_case_by_the_whole_bureau_only()
    {
        await StartAsync();
        (await FetchAsync("one", Program("east-printer", "sh/east"))).ShouldBeEmpty();
        var number = await StartInCaseAsync();
        (await FetchAsync("one", Program("west-printer", "sh/west"))).ShouldBeEmpty();
        var ofEast = (await FetchAsync("one", Program("east-printer", "sh/east"))).ShouldHaveSingleItem();
        (ofEast.Office, ofEast.CaseNumber).ShouldBe(("east", number));
        (await CodeAsync(office.SendAsync(new CompleteExternalTask(ofEast.Id, "one"), Program("west-printer", "sh/west")))).ShouldBe("external-task-unknown");
        (await CodeAsync(office.SendAsync(new CompleteExternalTask(ofEast.Id, "one"), Program("other-printer", "sh/east")))).ShouldBe("external-task-of-another");
    }

    [Fact]
    public async Task A_task_that_its_process_has_left_is_no_longer_given_out()
    {
        await StartAsync(timeout: true);
        var id = (await FetchAsync("one")).Single().Id;
        await office.MoveClockAsync(office.Clock.Now.AddDays(2));
        (await office.Database.ScalarAsync<string>("select status from external_task where id = @id", new { id })).ShouldBe("cancelled");
        (await CodeAsync(CompleteAsync(id, "one", "late"))).ShouldBe("external-task-ended");
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_the_task_to_be_reported_again()
    {
        var instance = await StartAsync();
        var id = (await FetchAsync("one")).Single().Id;
        var holds = office.Services.GetRequiredService<HoldPoints>();
        holds.Hold = async (name, session) =>
        {
            if (name != "session:before-commit" || session is null)
                return;
            holds.Hold = null;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await Should.ThrowAsync<Npgsql.NpgsqlException>(CompleteAsync(id, "one", "printed"));
        (await CompleteAsync(id, "one", "printed")).Status.ShouldBe("completed");
        await office.JournalFoldsToStateAsync(instance);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_call_is_said_at_once()
    {
        var refused = await Should.ThrowAsync<RefusedException>(office.SendAsync(new FetchExternalTasks([], "", 1, 1000), Program()));
        refused.Reasons.Select(reason => reason.Code).ShouldBe(["task-names-missing", "worker-invalid", "lease-out-of-range", "limit-out-of-range"]);
        refused = await Should.ThrowAsync<RefusedException>(office.SendAsync(new FailExternalTask("x", "w", "No Kebab", ""), Program()));
        refused.Reasons.Select(reason => reason.Code).ShouldBe(["code-invalid", "message-invalid"]);
    }

    private async Task<string> StartAsync(bool timeout = false)
    {
        await office.PublishAsync(Definition(timeout));
        return (await office.SendAsync(new StartInstance(task), ErrandOffice.Operator())).Id;
    }

    private async Task<string> StartInCaseAsync()
    {
        await office.PublishAsync(Definition(timeout: false));
        return (await office.SendAsync(new Cases.StartCase(task, "east", "counter", new() { ["applicant"] = new People.PartyInput("王小明", ErrandOffice.Wang, "19000000001") }, JsonSerializer.SerializeToElement(new { })))).Case.Number;
    }

    private JsonElement Definition(bool timeout)
    {
        var run = Draft.Activity("Elsa.RunTask", "run", ("taskName", Draft.Text(task)), ("payload", Draft.Value(new { pages = 3 })), ("taskId", Draft.Into("id")), ("result", Draft.Into("said")));
        object work = timeout ? new Dictionary<string, object>
        {
            ["type"] = "Elsa.Fork", ["id"] = "either", ["joinMode"] = "WaitAny", ["branches"] = new object[] { run, Draft.Activity("Elsa.Delay", "late", ("timeSpan", Draft.Text("1.00:00:00"))) },
        } : run;
        return JsonSerializer.SerializeToElement(new
        {
            definitionId = task, id = task, name = task, version = 1, inputs = new[] { new { name = "application", type = "Object" } },
            outputs = new[] { new { name = "id", type = "String" }, new { name = "said", type = "Object" } },
            root = new { type = "Elsa.Sequence", id = "main", activities = new[] { work } },
        });
    }

    private Task<IReadOnlyList<ExternalTaskView>> FetchAsync(string worker, Actor? program = null) => office.SendAsync(new FetchExternalTasks([task], worker), program ?? Program());

    private Task<ExternalTaskReported> CompleteAsync(string id, string worker, string result) =>
        office.SendAsync(new CompleteExternalTask(id, worker, JsonSerializer.SerializeToElement(result)), Program());

    private Task<InstanceView> InstanceAsync(string id) => office.SendAsync(new GetInstance(id), ErrandOffice.Operator());

    private async Task<string?> OutputAsync(string id, string name) => (await InstanceAsync(id)).Output[name].GetString();

    private static async Task<string> CodeAsync(Task command)
    {
        try
        {
            await command;
            return "";
        }
        catch (RefusedException refused)
        {
            return refused.Reasons[0].Code;
        }
    }
}
