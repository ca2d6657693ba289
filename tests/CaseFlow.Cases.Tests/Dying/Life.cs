using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Cases.Tests.Dying;

/// <summary>The whole life of one case, with everything a burst can cause: start, task, clock, message, paper, outside work, incident and its repair, an event that comes too early,
/// a timer, cards, a pause, webhooks. Whoever is not answered asks again with the same key, as a caller should; after a death a new node goes on.</summary>
internal sealed class Life(ErrandOffice office, Func<string, bool>? diesAt) : IAsyncDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Actor Courier = Actor.System with { Roles = ["courier"], Login = "courier" };

    private readonly Actor clerk = ErrandOffice.Clerk();
    private readonly Rows rows = new(office.Database);
    private readonly List<string> story = [];
    private ServiceProvider node = office.Services;
    private bool dead;
    private int asked;

    /// <summary>After each step: what the caller was told, and all rows.</summary>
    public IReadOnlyList<string> Story => story;

    public long CaseId { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>The outside was asked under these keys at least once each.</summary>
    public IEnumerable<string> OutsideKeys => office.Outside.Keys.Where(key => key.StartsWith($"{CaseId}-", StringComparison.Ordinal)).Distinct().Order().Select(key => key.Replace($"{CaseId}", "CASE"));

    public async Task LiveAsync()
    {
        office.Clock.Now = Monday;
        Watch();
        var started = (await CommandAsync(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang, "19000000001") },
            JsonSerializer.SerializeToElement(new { question = "where" })))).Case;
        (CaseId, Number) = (started.Id, started.Number);
        await LookAsync(started);
        office.Outside.Silent[CaseId.ToString()] = true;
        await LookAsync(await CommandAsync(new CompleteTask(started.Tasks.Single().Id, "Accept")));
        await DrainAsync();
        var incident = (await UntilDoneAsync(() => office.SendAsync(new GetCase(Number), clerk, node: node))).Incidents.Single();
        office.Outside.Silent.Clear();
        await LookAsync(await CommandAsync(new RetryIncident(incident.Id, "the line is mended")));
        await WebhookAsync("errand.hurry");
        await DrainAsync();
        await MoveAsync(Monday.AddDays(3));
        await MoveAsync(Monday.AddDays(8));
        await LookAsync(await CommandAsync(new SendCaseEvent(Number, "errand.pause")));
        await MoveAsync(Monday.AddDays(9));
        await LookAsync(await CommandAsync(new SendCaseEvent(Number, "errand.resume")));
        await MoveAsync(Monday.AddDays(10));
        await WebhookAsync("errand.done");
        await MoveAsync(Monday.AddDays(60));
    }

    public async ValueTask DisposeAsync()
    {
        node.GetRequiredService<HoldPoints>().Hold = null;
        if (node != office.Services)
            await node.DisposeAsync();
    }

    private Task<T> CommandAsync<T>(IRequest<T> command)
    {
        var key = $"key-{++asked}";
        return UntilDoneAsync(() => office.SendAsync(command, clerk, key, node));
    }

    private async Task WebhookAsync(string name)
    {
        // Answered «duplicate» when it had arrived before the death: the rows must be the same all the same.
        await UntilDoneAsync(() => office.SendAsync(new ReceiveWebhook("courier", $"{name}-of-{CaseId}", name, $"case:{Number}", default), Courier, node: node));
        await LookAsync(null);
    }

    private Task DrainAsync() => MoveAsync(office.Clock.Now);

    private async Task MoveAsync(DateTimeOffset until)
    {
        await UntilDoneAsync(() => node.GetRequiredService<JobWorker>().DrainUntilAsync(until, now => office.Clock.Now = dead ? throw new StagedDeathException("the clock") : now));
        await LookAsync(null);
    }

    private async Task<T> UntilDoneAsync<T>(Func<Task<T>> step)
    {
        while (true)
        {
            try
            {
                var answer = await step();
                if (!dead)
                    return answer;
            }
            catch (Exception death) when (death is StagedDeathException or NpgsqlException)
            {
                // Asked again below.
            }
            await DisposeAsync();
            node = office.BuildHeir();
            Watch();
            // As if the lease of the dead had run out.
            await office.Database.ExecuteAsync("update job set available_at = clock_timestamp() where available_at > clock_timestamp()");
        }
    }

    private void Watch()
    {
        dead = false;
        // Without a hold statements and commit travel together, as in production.
        node.GetRequiredService<HoldPoints>().Hold = diesAt is null ? null : (place, _) =>
        {
            // A dead process does nothing more.
            dead |= diesAt(place);
            return dead ? throw new StagedDeathException(place) : Task.CompletedTask;
        };
    }

    private async Task LookAsync(object? answer)
    {
        if (answer is not null)
            story.Add(Rows.Alike(answer, CaseId, Number));
        story.Add(await rows.OfCaseAsync(CaseId, Number, clerk.AccountId));
    }
}
