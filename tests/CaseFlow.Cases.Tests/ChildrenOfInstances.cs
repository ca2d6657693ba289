using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Cases.Tests;

public sealed class ChildrenOfInstances(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_that_comes_to_its_end_at_once_gives_its_result_at_once(bool waits)
    {
        await office.PublishAsync(Draft.Workflow("double", Draft.Say("item * 2")));
        await office.PublishAsync(Draft.Workflow($"asks-{waits}", Run("Execute", "double", waits, new { item = 21 }), Draft.Say("kept")));
        var parent = await StartAsync($"asks-{waits}");
        parent.Status.ShouldBe("Finished");
        var result = parent.Output["said"];
        result.GetProperty("output").GetProperty("said").GetInt32().ShouldBe(42);
        result.GetProperty("status").GetString().ShouldBe("Finished");
        var child = await office.SendAsync(new GetInstance(result.GetProperty("workflowInstanceId").GetString()!), ErrandOffice.Operator());
        child.Parent.ShouldBe(parent.Id);
        await office.JournalFoldsToStateAsync(parent.Id);
        await office.JournalFoldsToStateAsync(child.Id);
    }

    [Fact]
    public async Task A_parent_waits_for_a_child_that_waits_and_goes_on_with_its_result()
    {
        await office.PublishAsync(Draft.Workflow("slow", Nap("00:05:00"), Draft.Say("\"rested\"")));
        await office.PublishAsync(Draft.Workflow("middle", Run("Execute", "slow", true), Draft.Say("kept.output.said")));
        await office.PublishAsync(Draft.Workflow("outer", Run("Execute", "middle", true), Draft.Say("kept.output.said")));
        var parent = await StartAsync("outer");
        parent.Status.ShouldBe("Running");
        parent.Waits.ShouldHaveSingleItem().Kind.ShouldBe(Workflows.WaitKind.Request);
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(5));
        (await SeeAsync(parent.Id)).Output["said"].GetString().ShouldBe("rested");
        (await StatusesAsync(parent.Id)).ShouldBe(["Finished", "Finished", "Finished"]);
    }

    [Fact]
    public async Task A_parent_that_does_not_wait_goes_on_and_the_child_goes_its_own_way()
    {
        await office.PublishAsync(Draft.Workflow("sleeper", Nap("00:05:00")));
        await office.PublishAsync(Draft.Workflow("careless", Run("Execute", "sleeper", false), Draft.Say("kept.status")));
        var parent = await StartAsync("careless");
        parent.Status.ShouldBe("Finished");
        parent.Output["said"].GetString().ShouldBe("Running");
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(5));
        (await office.Database.ScalarAsync<string>("select status from workflow_instance where parent_id = @Id", new { parent.Id })).ShouldBe("Finished");
    }

    [Fact]
    public async Task A_dispatched_child_starts_after_the_commit_and_its_output_is_the_result()
    {
        await office.PublishAsync(Draft.Workflow("tripled", Draft.Say("item * 3")));
        await office.PublishAsync(Draft.Workflow("dispatches", Run("Dispatch", "tripled", false, new { item = 1 }, id: "forget"), Run("Dispatch", "tripled", true, new { item = 14 }), Draft.Say("kept.said")));
        var parent = await StartAsync("dispatches");
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where parent_id = @Id", new { parent.Id })).ShouldBe(0, "nothing runs before the commit");
        await office.DrainAsync();
        (await SeeAsync(parent.Id)).Output["said"].GetInt32().ShouldBe(42);
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where parent_id = @Id and status = 'Finished'", new { parent.Id })).ShouldBe(2);
    }

    [Fact]
    public async Task Tasks_and_incidents_of_a_child_show_in_the_case_and_are_done_there()
    {
        await office.PublishAsync(Draft.Workflow("desk-work", Draft.HumanTask("sign"), Draft.Activity("CaseFlow.Decide", "decide", ("decision", Draft.Text("nowhere")), ("input", Draft.Value(new { })))));
        await office.PublishAsync(Draft.Workflow("with-desk", Run("Execute", "desk-work", true), Draft.Activity("CaseFlow.SetCaseState", "state", ("state", Draft.Text("SIGNED")))));
        var started = await StartCaseAsync("with-desk");
        // The family numbers its visits instance by instance: a task of the child and one of the case may have the same token.
        var task = started.Case.Tasks.ShouldHaveSingleItem();
        task.Name.ShouldBe("sign");
        var signed = await office.SendAsync(new CompleteTask(task.Id, "Done"));
        signed.Case.Tasks.ShouldBeEmpty();
        var incident = signed.Case.Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("decision-missing");
        signed.Case.State.ShouldBe("DRAFT");

        var skipped = await office.SendAsync(new SkipIncident(incident.Id, "Done", "decided by hand"));
        skipped.Case.State.ShouldBe("SIGNED");
        skipped.Case.Incidents.ShouldBeEmpty();
        await office.JournalFoldsToStateAsync(started.Case.Id);
    }

    [Fact]
    public async Task An_event_sent_to_a_case_reaches_the_child_that_waits_for_it()
    {
        await office.PublishAsync(Draft.Workflow("signature", Draft.Activity("CaseFlow.AwaitEvent", "await", ("events", new[] { "signed", "refused" }), ("senders", Draft.Value(new[] { "clerk", "courier" })), ("result", Draft.Into("kept"))), Draft.Say("kept.by")));
        await office.PublishAsync(Draft.Workflow("to-sign", Run("Execute", "signature", true), Draft.Activity("CaseFlow.SetCaseState", "state", ("state", Draft.Feel("kept.output.said")))));
        var (first, second) = (await StartCaseAsync("to-sign"), await StartCaseAsync("to-sign"));
        first.Case.Awaits.ShouldHaveSingleItem().Events.ShouldBe(["refused", "signed"]);
        (await office.CaseAsync(first.Case.Number)).Awaits.ShouldHaveSingleItem().Events.ShouldBe(["refused", "signed"]);
        var signed = await office.SendAsync(new SendCaseEvent(first.Case.Number, "signed", Data: JsonSerializer.SerializeToElement(new { by = "HAND" })));
        signed.Case.State.ShouldBe("HAND");
        signed.Case.Awaits.ShouldBeEmpty();

        var courier = Accounts.Actor.System with { Roles = ["courier"], Login = "courier" };
        (await office.SendAsync(new ReceiveWebhook("courier", "sign-1", "signed", second.Case.Number, JsonSerializer.SerializeToElement(new { by = "COURIER" })), courier)).Accepted.ShouldBeTrue();
        (await office.CaseAsync(second.Case.Number)).State.ShouldBe("COURIER");
        // The case waits for a child that is done with the outside: what comes now is kept for people to see, not put aside for work that never ends.
        var third = await StartCaseAsync("to-sign");
        (await office.SendAsync(new ReceiveWebhook("courier", "sign-2", "unheard-of", third.Case.Number, default), courier)).Kept.ShouldBeTrue();
        (await office.Database.ScalarAsync<string>("select outcome from webhook_event where event_id = 'sign-2'")).ShouldBe("kept");
    }

    [Theory]
    [InlineData("session:before-save")]
    [InlineData("session:before-commit")]
    public async Task A_crash_between_the_end_of_a_child_and_the_answer_of_its_parent_leaves_both_undone(string place)
    {
        await office.PublishAsync(Draft.Workflow("fragile", Draft.HumanTask("sign"), Draft.Say("\"signed\"")));
        await office.PublishAsync(Draft.Workflow("around-fragile", Run("Execute", "fragile", true), Draft.HumanTask("after")));
        var started = await StartCaseAsync("around-fragile");
        var before = await RevisionsAsync();
        var holdPoints = office.Services.GetRequiredService<HoldPoints>();
        holdPoints.Hold = async (name, session) =>
        {
            if (name != place || session is null)
                return;
            holdPoints.Hold = null;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await Should.ThrowAsync<NpgsqlException>(office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Done")));
        (await RevisionsAsync()).ShouldBe(before);

        var done = await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Done"));
        done.Case.Tasks.ShouldHaveSingleItem().Name.ShouldBe("after");

        Task<string?> RevisionsAsync() => office.Database.ScalarAsync<string>(
            "select string_agg(id || ':' || revision || ':' || status, ' ' order by id) from workflow_instance where case_id = @Id", new { started.Case.Id });
    }

    [Fact]
    public async Task A_visit_that_is_cancelled_takes_its_children_and_theirs_with_it()
    {
        await office.PublishAsync(Draft.Workflow("grandchild", Draft.Activity("Elsa.Parallel", "both", ("activities", new[] { Draft.HumanTask("never"), Nap("3.00:00:00") }))));
        await office.PublishAsync(Draft.Workflow("child", Run("Execute", "grandchild", true)));
        await office.PublishAsync(Draft.Workflow("queued", Draft.Say("1")));
        await office.PublishAsync(Draft.Workflow("impatient", Draft.Activity("Elsa.Fork", "race", ("joinMode", "WaitAny"), ("branches", new[] { Run("Execute", "child", true), Nap("00:10:00") })), Draft.HumanTask("after")));
        var started = await StartCaseAsync("impatient");
        started.Case.Tasks.ShouldHaveSingleItem().Name.ShouldBe("never");
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(10));
        var late = await office.CaseAsync(started.Case.Number);
        late.Tasks.ShouldHaveSingleItem().Name.ShouldBe("after");
        (await office.Database.QueryAsync<string>("select status from workflow_instance where case_id = @Id and parent_id is not null", new { started.Case.Id })).ShouldBe(["Cancelled", "Cancelled"]);
        (await office.Database.ScalarAsync<int>("select count(*) from job where case_id = @Id", new { started.Case.Id })).ShouldBe(0);
        foreach (var id in await office.Database.QueryAsync<string>("select id from workflow_instance where case_id = @Id", new { started.Case.Id }))
            await office.JournalFoldsToStateAsync(id);
    }

    [Fact]
    public async Task A_child_that_was_not_started_yet_when_its_visit_is_cancelled_never_starts()
    {
        await office.PublishAsync(Draft.Workflow("too-late", Draft.Say("1")));
        await office.PublishAsync(Draft.Workflow("hasty", Draft.Activity("Elsa.Fork", "race", ("joinMode", "WaitAny"),
            ("branches", new[] { Run("Dispatch", "too-late", true), Draft.Activity("Elsa.StartAt", "past", ("dateTime", Draft.Text("2020-01-01T00:00:00Z"))) }))));
        var parent = await StartAsync("hasty");
        parent.Status.ShouldBe("Finished");
        await office.DrainAsync();
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = 'too-late'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_workflow_that_runs_itself_without_end_stops_with_an_incident()
    {
        await office.PublishAsync(Draft.Workflow("mirror", Run("Execute", "mirror", true)));
        var parent = await StartAsync("mirror");
        parent.Status.ShouldBe("Running");
        (await office.Database.QueryAsync<string>("select code from incident i join workflow_instance w on w.id = i.instance_id where w.definition_id = 'mirror'")).ShouldBe(["too-deep"]);
        (await office.Database.ScalarAsync<int>("select max(depth) from workflow_instance where definition_id = 'mirror'")).ShouldBe(ChildWorkflows.DeepestNesting);
    }

    [Fact]
    public async Task A_loop_around_a_child_that_never_waits_stops_with_an_incident()
    {
        await office.PublishAsync(Draft.Workflow("quick", Draft.Say("1")));
        await office.PublishAsync(Draft.Workflow("restless", Draft.Activity("Elsa.While", "loop", ("condition", Draft.Feel("item = null")), ("body", Run("Execute", "quick", true)))));
        (await StartAsync("restless")).Incidents.ShouldHaveSingleItem().Code.ShouldBe("endless-loop");
    }

    [Fact]
    public async Task Two_members_of_one_family_run_one_after_the_other()
    {
        await office.PublishAsync(Draft.Workflow("left", Draft.HumanTask("left-task"), Draft.Say("\"left\"")));
        await office.PublishAsync(Draft.Workflow("two-hands", Draft.Activity("Elsa.Parallel", "both", ("activities", new[] { Run("Execute", "left", true), Draft.HumanTask("right-task") })), Draft.HumanTask("after")));
        var started = await StartCaseAsync("two-hands");
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select 1 from workflow_instance where id = @id for update", new { id = started.Case.Id.ToString() }, held);
        var commands = started.Case.Tasks.Select(task => office.SendAsync(new CompleteTask(task.Id, "Done"))).ToList();
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
            await Task.Yield();
        await held.CommitAsync();
        await Task.WhenAll(commands);
        (await office.CaseAsync(started.Case.Number)).Tasks.ShouldHaveSingleItem().Name.ShouldBe("after");
    }

    [Fact]
    public async Task What_an_activation_strategy_forbids_is_an_incident_of_the_parent()
    {
        await office.PublishAsync(Draft.Workflow("lonely", 1, new { activationStrategyType = "Singleton" }, Nap("00:30:00")));
        await office.PublishAsync(Draft.Workflow("wants-two", Run("Execute", "lonely", false, id: "one"), Run("Execute", "lonely", true, id: "two")));
        (await StartAsync("wants-two")).Incidents.ShouldHaveSingleItem().Code.ShouldBe("cannot-start");
        await office.PublishAsync(Draft.Workflow("dispatches-lonely", Run("Dispatch", "lonely", true)));
        var parent = await StartAsync("dispatches-lonely");
        await office.DrainAsync();
        (await SeeAsync(parent.Id)).Incidents.ShouldHaveSingleItem().Code.ShouldBe("cannot-start");
        (await StartAsync("nobody-knows")).Incidents.ShouldHaveSingleItem().Code.ShouldBe("definition-unknown");
    }

    [Fact]
    public async Task A_bulk_dispatch_starts_one_child_an_item_and_leaves_when_all_have_ended()
    {
        await office.PublishAsync(Draft.Workflow("counted", Nap("00:05:00"), Draft.Say("item")));
        await office.PublishAsync(Draft.Workflow("bulk", Bulk("counted", new[] { 1, 2, 3 }, Draft.Activity("Elsa.SetName", "note", ("value", Draft.Feel("ChildInstanceId")))), Draft.Say("\"all done\"")));
        var parent = await StartAsync("bulk");
        await office.DrainAsync();
        (await office.Database.QueryAsync<string>("select correlation_id from workflow_instance where parent_id = @Id order by 1", new { parent.Id })).ShouldBe(["item-1", "item-2", "item-3"]);
        (await SeeAsync(parent.Id)).Status.ShouldBe("Running");
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(5));
        var ended = await SeeAsync(parent.Id);
        ended.Output["said"].GetString().ShouldBe("all done");
        (await office.Database.QueryAsync<string>("select id from workflow_instance where parent_id = @Id", new { parent.Id })).ShouldContain(ended.Name!, "the branch knew its child");
        await office.JournalFoldsToStateAsync(parent.Id);
    }

    [Fact]
    public async Task A_bulk_dispatch_of_too_many_items_is_an_incident_and_one_of_none_is_done()
    {
        await office.PublishAsync(Draft.Workflow("nothing", Draft.Say("1")));
        await office.PublishAsync(Draft.Workflow("flood", Bulk("nothing", Enumerable.Range(0, 1001).ToArray(), null)));
        (await StartAsync("flood")).Incidents.ShouldHaveSingleItem().Code.ShouldBe("too-many-items");
        await office.PublishAsync(Draft.Workflow("none", Bulk("nothing", Array.Empty<int>(), null)));
        (await StartAsync("none")).Status.ShouldBe("Finished");
    }

    [Fact]
    public async Task A_bulk_child_that_may_not_start_counts_as_given_up()
    {
        await office.PublishAsync(Draft.Workflow("one-of-them", 1, new { activationStrategyType = "Singleton" }, Nap("00:05:00")));
        await office.PublishAsync(Draft.Workflow("two-of-them", Bulk("one-of-them", new[] { 1, 2 }, null), Draft.Say("\"gone on\"")));
        var parent = await StartAsync("two-of-them");
        await office.DrainAsync();
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where parent_id = @Id", new { parent.Id })).ShouldBe(1);
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(5));
        (await SeeAsync(parent.Id)).Output["said"].GetString().ShouldBe("gone on");
    }

    private static object Nap(string length) => Draft.Activity("Elsa.Delay", "nap", ("timeSpan", Draft.Text(length)));

    private static object Run(string how, string definition, bool waits, object? input = null, string id = "run") => Draft.Activity($"Elsa.{how}Workflow", id,
        ("workflowDefinitionId", Draft.Text(definition)), ("waitForCompletion", Draft.Value(waits)), ("input", Draft.Value(input ?? new { })), ("result", Draft.Into("kept")));

    private static object Bulk(string definition, object items, object? completed)
    {
        var bulk = Draft.Activity("Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", Draft.Text(definition)), ("items", Draft.Value(items)), ("defaultItemInputKey", Draft.Text("item")),
            ("correlationIdFunction", Draft.Feel("\"item-\" + string(item)")), ("waitForCompletion", Draft.Value(true)));
        if (completed is not null)
            bulk["childCompleted"] = completed;
        return bulk;
    }

    private async Task<InstanceView> StartAsync(string definition)
    {
        if (definition == "nobody-knows")
            await office.PublishAsync(Draft.Workflow(definition, Run("Execute", "not-there", true)));
        return await office.SendAsync(new StartInstance(definition), ErrandOffice.Operator());
    }

    private Task<InstanceView> SeeAsync(string id) => office.SendAsync(new GetInstance(id), ErrandOffice.Operator());

    private Task<CaseChange> StartCaseAsync(string process) =>
        office.SendAsync(new StartCase(process, "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }));

    private Task<IReadOnlyList<string>> StatusesAsync(string root) =>
        office.Database.QueryAsync<string>("select status from workflow_instance where id = @root or root_id = @root", new { root });
}
