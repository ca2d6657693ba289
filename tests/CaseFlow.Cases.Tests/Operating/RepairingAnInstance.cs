using System.Text.Json;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Timeline;

namespace CaseFlow.Cases.Tests.Operating;

public sealed class RepairingAnInstance(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task A_step_that_cannot_go_on_is_tried_again_and_skipped_and_the_timeline_tells_it()
    {
        await office.PublishAsync(Draft.Workflow("stumbles", Draft.Activity("Elsa.Fault", "stone", ("code", Draft.Text("broken")), ("message", Draft.Text("on purpose"))), Draft.Say("1")));
        var started = await office.SendAsync(new StartInstance("stumbles"), ErrandOffice.Operator());
        var first = started.Incidents.ShouldHaveSingleItem();
        var again = (await office.SendAsync(new RetryVisit(started.Id, first.Id, "perhaps it was the weather"), ErrandOffice.Operator())).Incidents.ShouldHaveSingleItem();
        again.Id.ShouldNotBe(first.Id);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new RetryVisit(started.Id, first.Id, "again"), ErrandOffice.Operator()))).Reasons[0].Code.ShouldBe("incident-unknown");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SkipVisit(started.Id, again.Id, "Done", "go round it"), ErrandOffice.Clerk()))).Kind.ShouldBe(RefusalKind.NotFound);

        var ended = await office.SendAsync(new SkipVisit(started.Id, again.Id, "Done", "go round it"), ErrandOffice.Operator());
        (ended.Status, ended.Output["said"].GetInt32()).ShouldBe(("Finished", 1));
        await office.JournalFoldsToStateAsync(started.Id);
        var told = (await office.SendAsync(new ReadInstanceTimeline(started.Id, TimelineKind.All, Newest: false), ErrandOffice.Operator())).Items;
        told.Select(entry => entry.What).ShouldBe(["incident.raised", "incident.retried", "repair.RetryVisit", "incident.raised", "incident.skipped", "repair.SkipVisit", "step.done", "step.done"], ignoreOrder: true);
        told.Single(entry => entry.What == "repair.SkipVisit").Text["en"].ShouldEndWith("intervened: skipped stone, because: go round it");
    }

    [Fact]
    public async Task A_variable_is_corrected_before_the_step_is_left()
    {
        await office.PublishAsync(Draft.Workflow("forgets", Draft.Activity("Elsa.Fault", "stone", ("code", Draft.Text("broken")), ("message", Draft.Text("on purpose"))), Draft.Say("kept")));
        var started = await office.SendAsync(new StartInstance("forgets"), ErrandOffice.Operator());
        var values = new Dictionary<string, JsonElement> { ["kept"] = JsonSerializer.SerializeToElement(42) };
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SetInstanceVariables(started.Id, new() { ["nobody"] = values["kept"] }, "why not"), ErrandOffice.Operator()))).Reasons[0].Code.ShouldBe("unknown-variable");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SetInstanceVariables(started.Id, values, "not mine"), ErrandOffice.Manager()))).Kind.ShouldBe(RefusalKind.NotFound, "it belongs to no office");
        await office.SendAsync(new SetInstanceVariables(started.Id, values, "asked by telephone"), ErrandOffice.Operator());
        (await office.SendAsync(new SkipVisit(started.Id, started.Incidents.Single().Id, "Done", "known by now"), ErrandOffice.Operator())).Output["said"].GetInt32().ShouldBe(42);
        (await office.SendAsync(new ReadInstanceTimeline(started.Id, TimelineKind.All), ErrandOffice.Operator())).Items.Single(entry => entry.What == "repair.SetInstanceVariables").Text["en"]
            .ShouldEndWith("intervened: changed the variables kept, because: asked by telephone");
        await office.JournalFoldsToStateAsync(started.Id);
    }

    [Fact]
    public async Task Many_that_run_without_a_case_are_tried_again_and_left_at_once()
    {
        await office.PublishAsync(Draft.Workflow("crowd", Draft.Activity("Elsa.Fault", "stone", ("code", Draft.Text("broken")), ("message", Draft.Text("on purpose"))), Draft.Say("1")));
        string[] ids = [(await office.SendAsync(new StartInstance("crowd"), ErrandOffice.Operator())).Id, (await office.SendAsync(new StartInstance("crowd"), ErrandOffice.Operator())).Id];
        var (bureau, station) = ((await office.AccountAsync("sh", "administrator")) with { OfficePath = "sh" }, await office.AccountAsync("east", "manager"));
        (await office.SendAsync(new PreviewOperation(OperationCommand.RetryIncident, "perhaps now", new OperationSelection(Process: "crowd")), station)).Count.ShouldBe(0, "they belong to no office");
        foreach (var (command, arguments) in new (OperationCommand, OperationArguments?)[] { (OperationCommand.RetryIncident, null), (OperationCommand.SkipIncident, new OperationArguments("Done")) })
        {
            var operation = await office.SendAsync(new StartOperation(command, "go round it", new OperationSelection(Process: "crowd"), arguments), bureau);
            await office.DrainAsync();
            var ended = await office.SendAsync(new GetOperation(operation.Id), bureau);
            (ended.Done, ended.Failed).ShouldBe((2, 0));
        }
        foreach (var id in ids)
            (await office.SendAsync(new GetInstance(id), ErrandOffice.Operator())).Status.ShouldBe("Finished");
    }

    [Fact]
    public async Task A_cancelled_instance_leaves_nothing_that_could_still_happen()
    {
        await office.PublishAsync(Draft.Workflow("naps", Draft.Activity("Elsa.Parallel", "both", ("activities", new[] { Draft.Activity("Elsa.Delay", "nap", ("timeSpan", Draft.Text("00:05:00"))), Draft.Await("wake") }))));
        var started = await office.SendAsync(new StartInstance("naps"), ErrandOffice.Operator());
        var cancelled = await office.SendAsync(new CancelInstance(started.Id, "started twice"), ErrandOffice.Operator());
        (cancelled.Status, cancelled.Waits.Count).ShouldBe(("Cancelled", 0));
        (await office.Database.ScalarAsync<int>("select count(*) from job where instance_id = @Id", new { started.Id })).ShouldBe(0);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CancelInstance(started.Id, "again"), ErrandOffice.Operator()))).Reasons[0].Code.ShouldBe("not-running");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CancelInstance(started.Id, ""), ErrandOffice.Operator()))).Reasons[0].Code.ShouldBe("reason-missing");
        await office.JournalFoldsToStateAsync(started.Id);
    }
}
