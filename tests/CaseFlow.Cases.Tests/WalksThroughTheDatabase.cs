using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Verifying;
using CaseFlow.Workflows;
using CaseFlow.Workflows.Tests.Walking;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using CompleteTask = CaseFlow.Cases.Tasks.CompleteTask;
using RetryIncident = CaseFlow.Cases.Incidents.RetryIncident;

namespace CaseFlow.Cases.Tests;

/// <summary>Random processes walked at random as cases, through the commands that people, clocks and outside systems use. After every step what is stored must fit together: the journal
/// folds to the state, whatever is waited for has its row, no row stands for nothing.</summary>
public sealed class WalksThroughTheDatabase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private int number;
    private int walked;

    [Fact]
    public async Task Whatever_happens_to_whatever_process_the_rows_fit_together()
    {
        await office.PublishAsync(JsonElement.Parse(PartWriter.Embedded));
        Prop.ForAll(Walk.Any(steps: 12), walk => { GoAsync(walk with { Process = Tamed(walk.Process) }).GetAwaiter().GetResult(); return true; })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        // The processes are drawn anew each time, and with them how many steps there are: usually 100 to 200. Few mean that the drawing no longer makes processes that can be released.
        walked.ShouldBeGreaterThan(30, "random processes must be ones that can be released and walked");
    }

    /// <summary>Without endless loops: each would write ten thousand visits into the journal before it is stopped.</summary>
    private static Part Tamed(Part part) => part with
    {
        Kind = part.Kind == Kind.While ? Kind.For : part.Kind,
        Inside = [.. part.Inside.Select(Tamed)],
        Arrows = [.. part.Arrows.Where(arrow => arrow.From < arrow.To)],
    };

    private async Task GoAsync(Walk walk)
    {
        var id = $"walk-{++number}";
        var imported = await office.SendAsync(new ImportDefinition(JsonElement.Parse(PartWriter.Write(walk.Process, id, ask: "Tests.AskOutside"))), ErrandOffice.Operator());
        if (!imported.Releasable)
            return;
        await office.SendAsync(new PublishDefinition(id, 1), ErrandOffice.Operator());
        var definition = (await office.Services.GetRequiredService<ProcessCatalogue>().LatestAsync(id, CancellationToken.None)).Definition;
        var started = (await office.SendAsync(new StartCase(id, "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }))).Case;
        await FitsTogetherAsync(started.Id);
        foreach (var step in walk.Steps)
        {
            var instance = await StateAsync(started.Id);
            if (instance.Status != InstanceStatus.Running)
                return;
            walked++;
            if (step % 4 == 0)
            {
                await Should.ThrowAsync<RefusedException>(UnwantedAsync(started, step / 4));
                InstanceJson.Write(await StateAsync(started.Id)).ShouldBe(InstanceJson.Write(instance));
            }
            else
            {
                await AwaitedAsync(started, instance, definition, step / 4);
            }
            await FitsTogetherAsync(started.Id);
        }
    }

    private async Task AwaitedAsync(CaseView started, WorkflowInstance instance, WorkflowDefinition definition, int choice)
    {
        var all = instance.Waiting.OrderBy(one => one.Token).ToList();
        var waiting = all[choice % all.Count];
        choice /= all.Count;
        var data = JsonSerializer.SerializeToElement(new { n = choice % 3, text = "x" });
        switch (waiting.Kind)
        {
            case WaitKind.Task:
                await office.SendAsync(new CompleteTask(await RowAsync("task", "status = 'open'", started.Id, waiting.Token), waiting.Outcomes[choice % waiting.Outcomes.Length], data));
                break;
            case WaitKind.Event:
                await office.SendAsync(new SendCaseEvent(started.Number, waiting.EventNames[choice % waiting.EventNames.Length], Data: data));
                break;
            case WaitKind.Timer:
                await office.MoveClockAsync(waiting.Due!.Value > office.Clock.Now ? waiting.Due.Value : office.Clock.Now);
                break;
            case WaitKind.Request:
                office.Outside.Silent.Clear();
                if (choice % 3 == 0)
                    office.Outside.Silent[started.Id.ToString()] = true;
                await office.DrainAsync();
                break;
            default:
                var incident = await RowAsync("incident", "resolved_at is null", started.Id, waiting.Token);
                var ports = definition.Nodes[waiting.Activity].Ports;
                if (choice % 2 == 0)
                    await office.SendAsync(new RetryIncident(incident, "again"));
                else
                    await office.SendAsync(new SkipIncident(incident, ports[choice / 2 % ports.Length], "it was done by hand"));
                break;
        }
    }

    /// <summary>What nobody waits for: an unheard-of event, a task or an incident that has ended, a port that is not offered.</summary>
    private async Task<CaseChange> UnwantedAsync(CaseView started, int choice) => (choice % 4) switch
    {
        0 when await NewestAsync("task", "status <> 'open'", started.Id) is { } task => await office.SendAsync(new CompleteTask(task, "Yes")),
        1 when await NewestAsync("incident", "resolved_at is not null", started.Id) is { } incident => await office.SendAsync(new RetryIncident(incident, "late")),
        2 when await NewestAsync("task", "status = 'open'", started.Id) is { } task => await office.SendAsync(new CompleteTask(task, "Perhaps")),
        _ => await office.SendAsync(new SendCaseEvent(started.Number, "unheard-of")),
    };

    private Task<long?> NewestAsync(string table, string condition, long caseId) => office.Database.ScalarAsync<long?>($"select max(id) from {table} where case_id = @caseId and {condition}", new { caseId });

    private Task<long> RowAsync(string table, string condition, long caseId, long token) =>
        office.Database.ScalarAsync<long>($"select id from {table} where case_id = @caseId and token = @token and {condition}", new { caseId, token });

    private async Task<WorkflowInstance> StateAsync(long caseId) =>
        InstanceJson.Read((await office.Database.ScalarAsync<string>("select state::text from workflow_instance where id = @id", new { id = caseId.ToString() }))!);

    private async Task FitsTogetherAsync(long caseId)
    {
        await using var scope = office.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<VerifyCases>().RunAsync(caseId.ToString())).ShouldBeEmpty();
    }
}
