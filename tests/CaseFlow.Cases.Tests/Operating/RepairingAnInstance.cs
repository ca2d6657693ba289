using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Operating;
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
