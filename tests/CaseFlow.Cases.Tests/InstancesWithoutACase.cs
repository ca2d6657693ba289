using System.Text.Json;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Cases.Tests;

public sealed class InstancesWithoutACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task It_runs_to_its_end_and_its_journal_folds_to_its_state()
    {
        await office.PublishAsync(Draft.Workflow("echo", Draft.Activity("Elsa.Delay", "nap", ("timeSpan", Draft.Text("00:05:00"))), Draft.Say("item + 1")));
        var started = await office.SendAsync(new StartInstance("echo", new() { ["item"] = JsonSerializer.SerializeToElement(41) }, "order-7"), ErrandOffice.Operator());
        started.ShouldSatisfyAllConditions(
            () => started.Status.ShouldBe("Running"), () => started.CorrelationId.ShouldBe("order-7"),
            () => started.Waits.ShouldHaveSingleItem().Due.ShouldBe(office.Clock.Now.AddMinutes(5)));

        await office.MoveClockAsync(office.Clock.Now.AddMinutes(5));
        var ended = await office.SendAsync(new GetInstance(started.Id), ErrandOffice.Operator());
        ended.Status.ShouldBe("Finished");
        ended.Output["said"].GetInt32().ShouldBe(42);
        await office.JournalFoldsToStateAsync(started.Id);
        (await office.Database.ScalarAsync<int>("select count(*) from job where instance_id = @Id", new { started.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task What_needs_a_case_becomes_an_incident_that_people_of_the_bureau_see()
    {
        await office.PublishAsync(Draft.Workflow("homeless", Draft.Activity("Elsa.Parallel", "both", ("activities", new[]
        {
            Draft.HumanTask("work"), Draft.Activity("CaseFlow.SetCaseState", "state", ("state", Draft.Text("OPEN"))),
            Draft.Activity("CaseFlow.SendMessage", "message", ("template", Draft.Text("accepted"))),
        }))));
        var started = await office.SendAsync(new StartInstance("homeless"), ErrandOffice.Operator());
        started.Status.ShouldBe("Running");
        started.Incidents.Select(incident => incident.Code).ShouldBe(["no-case", "no-case", "no-case"]);
        (await office.Database.ScalarAsync<int>("select count(*) from task where instance_id = @Id", new { started.Id })).ShouldBe(0);
        await office.JournalFoldsToStateAsync(started.Id);

        (await office.SendAsync(new ListIncidents(), ErrandOffice.Operator())).Items.Count(incident => incident.Instance == started.Id).ShouldBe(3);
        (await office.SendAsync(new ListIncidents(), ErrandOffice.Clerk())).Items.ShouldNotContain(incident => incident.Instance == started.Id);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new GetInstance(started.Id), ErrandOffice.Clerk()))).Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public async Task The_instance_of_a_case_is_not_seen_as_one_without()
    {
        var started = await office.StartAsync();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new GetInstance(started.Case.Id.ToString()), ErrandOffice.Operator()))).Kind.ShouldBe(RefusalKind.NotFound);
    }
}
