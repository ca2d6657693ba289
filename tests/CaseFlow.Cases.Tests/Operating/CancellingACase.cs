using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Cases.Tests.Operating;

/// <summary>Every test here cancels every case it starts: nothing in this database may happen afterwards, whatever the clock says.</summary>
public sealed class CancellingACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Theory]
    [InlineData("accepting")]
    [InlineData("asking outside")]
    [InlineData("failed outside")]
    [InlineData("working")]
    [InlineData("waiting")]
    [InlineData("paused")]
    public async Task Nothing_is_left_that_could_still_happen(string stage)
    {
        var (number, id) = await AtAsync(stage);
        var cancelled = await office.SendAsync(new CancelCase(number, "handed in twice"));
        cancelled.Case.ShouldSatisfyAllConditions(view => view.State.ShouldBe("CANCELLED"), view => view.Closed.ShouldBeTrue(), view => view.Tasks.ShouldBeEmpty(),
            view => view.Awaits.ShouldBeEmpty(), view => view.Incidents.ShouldBeEmpty());
        cancelled.Decisions.ShouldHaveSingleItem().Step.ShouldBe("cancel");
        (await OpenRowsAsync(id)).ShouldBeEmpty();
        await office.JournalFoldsToStateAsync(id);
        (await office.Database.QueryAsync<(string, string, string)>("select command, reason, by from intervention where case_id = @id", new { id }))
            .ShouldBe([("CancelCase", "handed in twice", "clerk.east")]);

        // Messages that were queued before it still leave; then nothing changes any more, however late it gets.
        await office.DrainAsync();
        var before = await EverythingAsync();
        await office.MoveClockAsync(office.Clock.Now.AddYears(1));
        (await EverythingAsync()).ShouldBe(before);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CancelCase(number, "again")))).Reasons[0].Code.ShouldBe("case-closed");
        (await EverythingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_running_clock_is_abandoned_not_met_and_not_broken()
    {
        var waiting = await office.AwaitingAsync();
        var clock = (await office.SendAsync(new CancelCase(waiting.Number, "withdrawn", "WITHDRAWN"))).Case.Clocks.ShouldHaveSingleItem();
        (clock.Outcome, clock.StoppedAt).ShouldBe((null, office.Clock.Now));
        (await office.CaseAsync(waiting.Number)).State.ShouldBe("WITHDRAWN");
    }

    [Fact]
    public async Task The_answer_of_outside_work_that_was_under_way_is_put_aside_quietly()
    {
        var (number, id) = await AtAsync("asking outside");
        // The worker holds the job already when the case is cancelled: it calls outside and comes back with an answer.
        const string held = "select exists (select from job where case_id = @id and key like 'outside/%' and attempts > 0)";
        HoldPoints.Hold = async (name, _) =>
        {
            if (name != "job:claimed" || !await office.Database.ScalarAsync<bool>(held, new { id }))
                return;
            HoldPoints.Hold = null;
            await office.SendAsync(new CancelCase(number, "withdrawn"));
        };
        await office.DrainAsync();
        office.Outside.Keys.ShouldContain(key => key.StartsWith($"{id}-", StringComparison.Ordinal), "the call had gone out");
        (await OpenRowsAsync(id)).ShouldBeEmpty();
        (await office.Database.ScalarAsync<int>("select count(*) from incident where case_id = @id", new { id })).ShouldBe(0);
        await office.JournalFoldsToStateAsync(id);
    }

    [Fact]
    public async Task An_event_that_waits_to_be_delivered_is_kept_instead()
    {
        var courier = Accounts.Actor.System with { Roles = ["courier"], Login = "courier" };
        var (number, id) = await AtAsync("asking outside");
        await office.SendAsync(new ReceiveWebhook("courier", "too-early", "errand.hurry", number, default), courier);
        await office.SendAsync(new CancelCase(number, "withdrawn"));
        (await office.Database.ScalarAsync<string>("select outcome from webhook_event where case_id = @id", new { id })).ShouldBe("kept");
        (await office.SendAsync(new ReceiveWebhook("courier", "too-late", "errand.hurry", number, default), courier)).ShouldBe(new(false, false, true));
    }

    [Theory]
    [InlineData("session:before-save")]
    [InlineData("session:before-commit")]
    public async Task A_crash_half_way_leaves_the_case_as_it_was_and_cancelling_again_does_all_of_it(string place)
    {
        var (number, id) = await AtAsync("working");
        var before = await EverythingAsync();
        HoldPoints.Hold = async (name, session) =>
        {
            if (name != place || session is null)
                return;
            HoldPoints.Hold = null;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await Should.ThrowAsync<NpgsqlException>(office.SendAsync(new CancelCase(number, "withdrawn")));
        (await EverythingAsync()).ShouldBe(before);
        (await OpenRowsAsync(id)).ShouldNotBeEmpty();

        await office.SendAsync(new CancelCase(number, "withdrawn"));
        (await OpenRowsAsync(id)).ShouldBeEmpty();
    }

    private HoldPoints HoldPoints => office.Services.GetRequiredService<HoldPoints>();

    private async Task<(string Number, long Id)> AtAsync(string stage)
    {
        switch (stage)
        {
            case "accepting": var started = await office.StartAsync(); return (started.Case.Number, started.Case.Id);
            case "asking outside" or "failed outside":
                var asked = await office.StartAsync(stage == "failed outside" ? "impossible" : "where");
                await office.SendAsync(new CompleteTask(asked.Case.Tasks.Single().Id, "Accept"));
                if (stage == "failed outside")
                    await office.DrainAsync();
                return (asked.Case.Number, asked.Case.Id);
            case "working": var working = await office.AcceptedAsync(); return (working.Number, working.Id);
            default:
                var waiting = await office.AwaitingAsync();
                if (stage == "paused")
                    await office.SendAsync(new SendCaseEvent(waiting.Number, "errand.pause"));
                return (waiting.Number, waiting.Id);
        }
    }

    /// <summary>Rows of any table that say that something of the case is still to come.</summary>
    private Task<IReadOnlyList<string>> OpenRowsAsync(long id) => office.Database.QueryAsync<string>("""
        select 'task ' || name from task where case_id = @id and status = 'open'
        union all select 'job ' || kind from job where case_id = @id or instance_id = @id::text
        union all select 'incident ' || code from incident where case_id = @id and resolved_at is null
        union all select 'clock ' || name from clock where case_id = @id and stopped_at is null
        union all select 'event ' || type from webhook_event where case_id = @id and outcome = 'early'
        union all select 'visit ' || v.key from workflow_instance i, json_each(i.state -> 'visits') v where i.id = @id::text
        union all select 'instance ' || status from workflow_instance where id = @id::text and status <> 'Cancelled'
        union all select 'case ' || state from case_file where id = @id and closed_at is null
        """, new { id });

    /// <summary>Every row of every table as one text a table.</summary>
    private async Task<string> EverythingAsync()
    {
        var tables = await office.Database.QueryAsync<string>("select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition order by 1");
        var sums = tables.Select(table => $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t");
        // A parallel plan answers the parts in the order of their costs, which change with the statistics.
        return string.Join('\n', (await office.Database.QueryAsync<string>(string.Join(" union all ", sums))).Order(StringComparer.Ordinal));
    }
}
