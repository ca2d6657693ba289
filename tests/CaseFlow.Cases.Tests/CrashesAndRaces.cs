using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Cases.Tests;

public sealed class CrashesAndRaces(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Theory]
    [InlineData("session:before-save")]
    [InlineData("session:before-commit")]
    public async Task A_crash_between_two_statements_of_a_burst_leaves_nothing_and_the_command_can_be_sent_again(string place)
    {
        var started = await office.StartAsync();
        var before = await RowsAsync(started.Case.Id);
        // The connection is killed as the database would see it when the process dies.
        HoldPoints.Hold = async (name, session) =>
        {
            if (name != place || session is null)
                return;
            HoldPoints.Hold = null;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await Should.ThrowAsync<NpgsqlException>(office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept")));
        (await RowsAsync(started.Case.Id)).ShouldBe(before);

        (await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"))).Case.State.ShouldBe("ACCEPTED");
        await office.JournalFoldsToStateAsync(started.Case.Id);
    }

    [Fact]
    public async Task A_command_whose_answer_was_lost_is_sent_again_with_its_key_and_done_once()
    {
        var clerk = ErrandOffice.Clerk();
        HoldPoints.Hold = (name, _) => name == "session:after-commit" ? throw new IOException("the answer is lost") : Task.CompletedTask;
        await Should.ThrowAsync<IOException>(office.StartAsync("lost answer", clerk, key: "k-1"));
        HoldPoints.Hold = null;
        var again = await office.StartAsync("lost answer", clerk, key: "k-1");
        var third = await office.StartAsync("lost answer", clerk, key: "k-1");
        third.Case.Number.ShouldBe(again.Case.Number);
        (await office.Database.ScalarAsync<int>("select count(*) from journal where type = 'InstanceStarted' and event::text like '%lost answer%'")).ShouldBe(1);
        (await Should.ThrowAsync<RefusedException>(office.StartAsync("another question", clerk, key: "k-1"))).Reasons[0].Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task Of_two_clerks_who_complete_one_task_the_second_is_told_that_it_is_done()
    {
        var started = await office.StartAsync();
        var task = started.Case.Tasks.Single().Id;
        // The case's lock is held by hand until both commands wait for it.
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select 1 from workflow_instance where id = @id for update", new { id = started.Case.Id.ToString() }, held);
        var first = office.SendAsync(new CompleteTask(task, "Accept"), ErrandOffice.Clerk("clerk.one"));
        var second = office.SendAsync(new CompleteTask(task, "Accept"), ErrandOffice.Clerk("clerk.two"));
        await WaitUntilBlockedAsync(2);
        await held.CommitAsync();

        var outcomes = await Task.WhenAll(Outcome(first), Outcome(second));
        outcomes.Order().ShouldBe(["done", "task-already-ended"]);
        (await office.DecisionsAsync(started.Case.Number)).Count(row => row == "acceptance ACCEPT").ShouldBe(1);

        static async Task<string> Outcome(Task<CaseChange> command)
        {
            try { await command; return "done"; }
            catch (RefusedException refused) { return refused.Reasons[0].Code; }
        }
    }

    [Fact]
    public async Task A_late_completion_of_a_task_whose_timer_has_fired_is_refused()
    {
        var accepted = await office.AcceptedAsync();
        var task = accepted.Tasks.Single(one => one.Name == "work");
        await office.MoveClockAsync(office.Clock.Now.AddDays(4));
        (await office.DecisionsAsync(accepted.Number)).ShouldContain("timeout RAISED");
        var late = await Should.ThrowAsync<RefusedException>(office.SendAsync(new CompleteTask(task.Id, "Done")));
        late.Reasons[0].Code.ShouldBe("task-already-ended");
        (await office.Database.ScalarAsync<string>("select status from task where id = @Id", new { task.Id })).ShouldBe("cancelled");
        await office.JournalFoldsToStateAsync(accepted.Id);
    }

    [Fact]
    public async Task Outside_work_that_fails_is_tried_again_with_the_same_key()
    {
        var started = await office.StartAsync();
        office.Outside.Failures[started.Case.Id.ToString()] = 2;
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await office.DrainAsync();
        KeysOf(started.Case.Id).Count.ShouldBe(3);
        KeysOf(started.Case.Id).Distinct().ShouldHaveSingleItem();
        (await office.CaseAsync(started.Case.Number)).Facts.Keys.ShouldContain("answer");
    }

    [Fact]
    public async Task Outside_work_that_never_succeeds_becomes_an_incident_that_can_be_retried()
    {
        var started = await office.StartAsync();
        office.Outside.Failures[started.Case.Id.ToString()] = 5;
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await office.DrainAsync();
        var incident = (await office.CaseAsync(started.Case.Number)).Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("outside-unavailable");
        incident.Message.ShouldContain("the other side is down");
        await office.SendAsync(new Incidents.RetryIncident(incident.Id, "the line is mended"));
        await office.DrainAsync();
        (await office.CaseAsync(started.Case.Number)).Facts.Keys.ShouldContain("answer");
    }

    [Fact]
    public async Task A_crash_after_the_outside_call_repeats_it_with_the_same_key_and_answers_once()
    {
        var started = await office.StartAsync();
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        var killed = false;
        HoldPoints.Hold = async (name, session) =>
        {
            if (killed || name != "session:before-commit" || session is null || KeysOf(started.Case.Id).Count == 0)
                return;
            killed = true;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await office.DrainAsync();
        HoldPoints.Hold = null;
        await office.DrainAsync();
        killed.ShouldBeTrue();
        KeysOf(started.Case.Id).Count.ShouldBe(2);
        KeysOf(started.Case.Id).Distinct().ShouldHaveSingleItem();
        (await office.Database.ScalarAsync<int>("select count(*) from journal where instance_id = @id and type = 'TaskOpened'", new { id = started.Case.Id.ToString() })).ShouldBe(2);
        await office.JournalFoldsToStateAsync(started.Case.Id);
    }

    [Fact]
    public async Task A_webhook_that_arrives_five_times_is_applied_once_and_one_that_nobody_awaits_is_kept()
    {
        var waiting = await office.AwaitingAsync();
        var receipts = new List<WebhookReceipt>();
        for (var i = 0; i < 5; i++)
            receipts.Add(await office.SendAsync(new ReceiveWebhook("courier", "event-7", "errand.done", $"case:{waiting.Number}", default), Accounts.Actor.System with { Roles = ["courier"] }));
        receipts.ShouldBe([new(true, false, false), .. Enumerable.Repeat(new WebhookReceipt(false, true, false), 4)]);
        (await office.SendAsync(new ReceiveWebhook("courier", "event-8", "errand.done", waiting.Number, default), Accounts.Actor.System with { Roles = ["courier"] })).ShouldBe(new(false, false, true));
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ReceiveWebhook("courier", "event-9", "errand.done", "case:nobody", default)))).Reasons[0].Code.ShouldBe("subject-unknown");
        (await office.Database.ScalarAsync<int>("select count(*) from webhook_event where outcome = 'kept' and event_id = 'event-8'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_comes_while_the_case_is_busy_outside_is_delivered_when_that_work_is_answered()
    {
        var courier = Accounts.Actor.System with { Roles = ["courier"], Login = "courier" };
        var started = await office.StartAsync();
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        // The question is still on its way: nobody waits for the event, but the case is not at rest.
        (await office.SendAsync(new ReceiveWebhook("courier", "early-1", "errand.hurry", started.Case.Number, default), courier)).ShouldBe(new(false, false, true));
        (await office.SendAsync(new ReceiveWebhook("courier", "early-2", "errand.unheard-of", started.Case.Number, default), courier)).ShouldBe(new(false, false, true));
        (await OutcomesAsync()).ShouldBe(["early", "early"]);

        await office.DrainAsync();
        (await OutcomesAsync()).ShouldBe(["applied", "kept"]);
        (await office.SendAsync(new ListDecisions(started.Case.Number))).Where(row => row.Step == "hurry").Select(row => row.By).ShouldBe(["courier"]);
        await office.JournalFoldsToStateAsync(started.Case.Id);

        Task<IReadOnlyList<string>> OutcomesAsync() => office.Database.QueryAsync<string>("select outcome from webhook_event where event_id like 'early-%' order by event_id");
    }

    /// <summary>The keys under which this case asked the outside; other cases of the class may be drained with it.</summary>
    private List<string> KeysOf(long caseId) => [.. office.Outside.Keys.Where(key => key.StartsWith($"{caseId}-", StringComparison.Ordinal))];

    private HoldPoints HoldPoints => office.Services.GetRequiredService<HoldPoints>();

    /// <summary>Waits for the database itself to say that this many sessions stand at a lock.</summary>
    private async Task WaitUntilBlockedAsync(int sessions)
    {
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < sessions)
            await Task.Yield();
    }

    private Task<string?> RowsAsync(long caseId) => office.Database.ScalarAsync<string>("""
        select concat_ws('/', (select revision || status from workflow_instance where id = @caseId::text), (select count(*) from journal where case_id = @caseId), (select count(*) from decision where case_id = @caseId),
            (select count(*) from task where case_id = @caseId and status = 'open'), (select count(*) from clock where case_id = @caseId), (select count(*) from job where case_id = @caseId),
            (select count(*) from message where case_id = @caseId), (select state from case_file where id = @caseId))
        """, new { caseId });
}
