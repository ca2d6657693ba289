using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests;

/// <summary>The answer of a command is built from what the burst read and changed. It must say just what is read from the rows afterwards.</summary>
public sealed class AnswersOfCommands(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task An_answer_equals_what_is_read_afterwards_from_the_start_to_the_end_of_a_case()
    {
        var started = await office.StartAsync();
        await ShouldBeWhatIsReadAsync(started.Case);
        await ShouldBeWhatIsReadAsync((await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"))).Case);
        await office.DrainAsync();
        var working = await office.CaseAsync(started.Case.Number);
        await ShouldBeWhatIsReadAsync((await office.SendAsync(new CompleteTask(working.Tasks.Single().Id, "Done"))).Case);
        await ShouldBeWhatIsReadAsync((await office.SendAsync(new SendCaseEvent(started.Case.Number, "errand.done"))).Case);
    }

    [Fact]
    public async Task An_answer_shows_an_incident_as_long_as_it_is_open()
    {
        var started = await office.StartAsync("impossible");
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await office.DrainAsync();
        var broken = await office.CaseAsync(started.Case.Number);
        var skipped = await office.SendAsync(new SkipIncident(broken.Incidents.Single().Id, "Done", "known by now"));
        skipped.Case.Incidents.ShouldBeEmpty();
        await ShouldBeWhatIsReadAsync(skipped.Case);
    }

    private async Task ShouldBeWhatIsReadAsync(CaseView answered)
    {
        var read = await office.CaseAsync(answered.Number);
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(answered, CaseJson.Options), JsonSerializer.SerializeToNode(read, CaseJson.Options))
            .ShouldBeTrue($"{JsonSerializer.Serialize(answered, CaseJson.Options)}\n{JsonSerializer.Serialize(read, CaseJson.Options)}");
    }
}
