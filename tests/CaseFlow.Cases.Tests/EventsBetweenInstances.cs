using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.People;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests;

public sealed class EventsBetweenInstances(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task A_published_event_reaches_every_instance_that_waits_for_its_name_and_capitals_matter()
    {
        await office.PublishAsync(Draft.Workflow("listener", Draft.Await("Rain"), Draft.Say("kept.mm")));
        await office.PublishAsync(Draft.Workflow("weather", Publish("Rain", new { mm = 12 })));
        var waiting = new[] { await StartAsync("listener"), await StartAsync("listener"), await StartAsync("listener") };
        await PublishAsync("rain");
        await office.DrainAsync();
        (await SeeAsync(waiting[0])).Status.ShouldBe("Running");

        await StartAsync("weather");
        (await SeeAsync(waiting[0])).Status.ShouldBe("Running", "it is delivered after the commit of the publisher");
        await office.DrainAsync();
        foreach (var one in waiting)
        {
            (await SeeAsync(one)).Output["said"].GetInt32().ShouldBe(12);
            await office.JournalFoldsToStateAsync(one);
        }
        (await office.Database.ScalarAsync<int>("select count(*) from bookmark where name = 'Rain'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_event_for_a_correlation_id_reaches_only_what_is_about_that()
    {
        await office.PublishAsync(Draft.Workflow("order", Draft.Await("Paid"), Draft.Say("\"paid\"")));
        await office.PublishAsync(Draft.Workflow("renamed", Draft.Activity("Elsa.Parallel", "both", ("activities", new[]
        {
            Draft.Await("Paid"), Draft.Activity("Elsa.Sequence", "later", ("activities", new[] { Draft.Activity("Elsa.Delay", "nap", ("timeSpan", Draft.Text("00:01:00"))), Draft.Activity("Elsa.Correlate", "correlate", ("correlationId", Draft.Text("order-2"))) })),
        }))));
        await office.PublishAsync(Draft.Workflow("watcher", Draft.Activity("CaseFlow.AwaitEvent", "await", ("events", new[] { "Paid" }), ("correlationId", Draft.Text("order-2")))));
        var (first, second, renamed, watcher) = (await StartAsync("order", "order-1"), await StartAsync("order", "order-2"), await StartAsync("renamed", "draft"), await StartAsync("watcher"));
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(1));
        await PublishAsync("Paid", "order-2");
        await office.DrainAsync();
        foreach (var (id, status) in new[] { (first, "Running"), (second, "Finished"), (renamed, "Finished"), (watcher, "Finished") })
            (await SeeAsync(id)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_local_event_reaches_the_own_instance_alone()
    {
        await office.PublishAsync(Draft.Workflow("others", Draft.Await("Inside")));
        var other = await StartAsync("others");
        await office.PublishAsync(Draft.Workflow("inner", Draft.Activity("Elsa.Parallel", "both", ("activities", new[] { Draft.Await("Inside"), Publish("Inside", new { }, local: true) })), Draft.Say("\"heard\"")));
        (await SeeAsync(await StartAsync("inner"))).Output["said"].GetString().ShouldBe("heard");
        await office.DrainAsync();
        (await SeeAsync(other)).Status.ShouldBe("Running");
    }

    [Fact]
    public async Task An_event_that_comes_shortly_before_anybody_waits_is_not_lost_and_one_ten_minutes_old_is()
    {
        await office.PublishAsync(Draft.Workflow("late-listener", Draft.Await("Early"), Draft.Say("kept")));
        await PublishAsync("Early", payload: 1);
        await office.DrainAsync();
        office.Clock.Advance(TimeSpan.FromMinutes(9));
        var (first, second) = (await StartAsync("late-listener"), await StartAsync("late-listener"));
        await office.DrainAsync();
        (await SeeAsync(first)).Output["said"].GetInt32().ShouldBe(1);
        (await SeeAsync(second)).Status.ShouldBe("Running", "the first that waits takes it");

        await PublishAsync("Stale", payload: 2);
        await office.DrainAsync();
        office.Clock.Advance(TimeSpan.FromMinutes(10));
        await office.PublishAsync(Draft.Workflow("too-late-listener", Draft.Await("Stale")));
        var late = await StartAsync("too-late-listener");
        await office.DrainAsync();
        (await SeeAsync(late)).Status.ShouldBe("Running");
    }

    [Fact]
    public async Task A_waiter_that_commits_while_the_publisher_looks_is_not_missed()
    {
        await office.PublishAsync(Draft.Workflow("meeting", Draft.Await("Crossing")));
        await PublishAsync("Crossing");
        // The waiter stands before its commit, its bookmark still unseen, when the publisher's job looks.
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holdPoints = office.Services.GetRequiredService<HoldPoints>();
        holdPoints.Hold = async (name, session) =>
        {
            if (name != "session:before-commit" || session is null)
                return;
            holdPoints.Hold = null;
            reached.SetResult();
            await go.Task;
        };
        var starting = StartAsync("meeting");
        await reached.Task;
        await using var node = office.BuildNode();
        var draining = node.GetRequiredService<JobWorker>().DrainAsync();
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 1)
            await Task.Yield();
        go.SetResult();
        var id = await starting;
        await draining;
        await office.DrainAsync();
        (await SeeAsync(id)).Status.ShouldBe("Finished");
    }

    [Fact]
    public async Task Two_events_in_a_row_for_a_loop_that_awaits_one_at_a_time_are_both_heard()
    {
        await office.PublishAsync(Draft.Workflow("counter", Draft.Await("Tick", "one"), Draft.Activity("Elsa.Delay", "busy", ("timeSpan", Draft.Text("00:01:00"))), Draft.Await("Tick", "two"), Draft.Say("kept")));
        var id = await StartAsync("counter");
        await PublishAsync("Tick", payload: 1);
        await PublishAsync("Tick", payload: 2);
        await office.DrainAsync();
        (await SeeAsync(id)).Waits.ShouldHaveSingleItem().Kind.ShouldBe(Workflows.WaitKind.Timer);
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(1));
        (await SeeAsync(id)).Output["said"].GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Two_nodes_deliver_an_event_to_each_instance_once()
    {
        await office.PublishAsync(Draft.Workflow("shared", Draft.Await("Both", "first"), Draft.Await("Both", "second")));
        var waiting = new List<string>();
        for (var i = 0; i < 20; i++)
            waiting.Add(await StartAsync("shared"));
        await PublishAsync("Both");
        await using var node = office.BuildNode();
        await Task.WhenAll(office.DrainAsync(), node.GetRequiredService<JobWorker>().DrainAsync());
        await office.DrainAsync();
        foreach (var id in waiting)
        {
            (await SeeAsync(id)).Waits.ShouldHaveSingleItem().Activity.ShouldEndWith("second");
            await office.JournalFoldsToStateAsync(id);
        }
    }

    [Fact]
    public async Task A_crash_while_an_event_is_spread_or_delivered_leaves_each_receiver_with_it_once()
    {
        await office.PublishAsync(Draft.Workflow("crash-listener", Draft.Await("Boom", "first"), Draft.Await("Boom", "second")));
        var waiting = new[] { await StartAsync("crash-listener"), await StartAsync("crash-listener") };
        await PublishAsync("Boom");
        var (holdPoints, kills) = (office.Services.GetRequiredService<HoldPoints>(), 0);
        // Every second commit dies: of the spreading, and of the deliveries.
        holdPoints.Hold = async (name, session) =>
        {
            if (name == "session:before-commit" && session is not null && kills++ % 2 == 0 && kills < 8)
                await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        for (var round = 0; round < 5; round++)
            await office.DrainAsync();
        holdPoints.Hold = null;
        kills.ShouldBeGreaterThan(3);
        foreach (var id in waiting)
            (await SeeAsync(id)).Waits.ShouldHaveSingleItem().Activity.ShouldEndWith("second");
    }

    [Fact]
    public async Task An_event_starts_the_instances_it_triggers_with_its_payload_and_its_correlation_id()
    {
        await office.PublishAsync(Draft.Workflow("on-order", Draft.Activity("Elsa.Event", "on", ("eventName", Draft.Text("Ordered")), ("canStartWorkflow", true), ("result", Draft.Into("kept"))), Draft.Say("kept.item")));
        await PublishAsync("Ordered", "order-9", new { item = "book" });
        await office.DrainAsync();
        var id = await office.Database.ScalarAsync<string>("select id from workflow_instance where definition_id = 'on-order'");
        var started = await SeeAsync(id!);
        started.Output["said"].GetString().ShouldBe("book");
        started.CorrelationId.ShouldBe("order-9");
        (await office.Database.ScalarAsync<int>("select count(*) from early_event where name = 'Ordered'")).ShouldBe(0, "it has been taken");
    }

    [Fact]
    public async Task A_case_hears_what_another_instance_publishes_about_its_number()
    {
        await office.PublishAsync(Draft.Workflow("hears", Draft.Await("Printed"), Draft.Activity("CaseFlow.SetCaseState", "state", ("state", Draft.Text("PRINTED")))));
        var (first, second) = (await StartCaseAsync("hears"), await StartCaseAsync("hears"));
        await PublishAsync("Printed", second.Case.Number);
        await office.DrainAsync();
        (await office.CaseAsync(first.Case.Number)).State.ShouldBe("DRAFT");
        (await office.CaseAsync(second.Case.Number)).State.ShouldBe("PRINTED");
    }

    [Fact]
    public async Task What_awaits_only_certain_senders_hears_no_other_instance()
    {
        await office.PublishAsync(Draft.Workflow("picky", Draft.Activity("CaseFlow.AwaitEvent", "await", ("events", new[] { "Word" }), ("senders", Draft.Value(new[] { "courier" })))));
        var id = await StartAsync("picky");
        await PublishAsync("Word");
        await office.DrainAsync();
        (await SeeAsync(id)).Status.ShouldBe("Running");
    }

    private static object Publish(string name, object payload, bool local = false) =>
        Draft.Activity("Elsa.PublishEvent", "publish", ("eventName", Draft.Text(name)), ("payload", Draft.Value(payload)), ("isLocalEvent", Draft.Value(local)));

    private async Task<string> StartAsync(string definition, string? correlationId = null) =>
        (await office.SendAsync(new StartInstance(definition, CorrelationId: correlationId), ErrandOffice.Operator())).Id;

    private Task<InstanceView> SeeAsync(string id) => office.SendAsync(new GetInstance(id), ErrandOffice.Operator());

    private Task<EventAccepted> PublishAsync(string name, string? correlationId = null, object? payload = null) =>
        office.SendAsync(new PublishEvent(name, correlationId, JsonSerializer.SerializeToElement(payload)), ErrandOffice.Operator());

    private Task<CaseChange> StartCaseAsync(string process) =>
        office.SendAsync(new StartCase(process, "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }));
}
