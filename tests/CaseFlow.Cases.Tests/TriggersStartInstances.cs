using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests;

public sealed class TriggersStartInstances(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task A_timer_starts_an_instance_each_time_and_arms_itself_anew()
    {
        await office.PublishAsync(Draft.Workflow("hourly", Every("01:00:00"), Draft.Say("1")));
        await office.MoveClockAsync(office.Clock.Now.AddHours(3.5));
        (await CountAsync("hourly")).ShouldBe(3);
        (await office.Database.ScalarAsync<int>("select count(*) from job where key = 'trigger/hourly/Workflow1:main:tick'")).ShouldBe(1);
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = 'hourly' and status <> 'Finished'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_newer_version_takes_the_triggers_over_and_one_without_them_ends_them()
    {
        await office.PublishAsync(Draft.Workflow("replaced", Every("01:00:00"), Draft.Say("1")));
        await office.PublishAsync(Draft.Workflow("replaced", 2, null, Every("02:00:00"), Draft.Say("2")));
        (await office.Database.QueryAsync<int>("select version from trigger where definition_id = 'replaced'")).ShouldBe([2]);
        await office.MoveClockAsync(office.Clock.Now.AddHours(2.5));
        (await office.Database.QueryAsync<int>("select version from workflow_instance where definition_id = 'replaced'")).ShouldBe([2]);

        await office.PublishAsync(Draft.Workflow("replaced", 3, null, Draft.Say("3")));
        await office.MoveClockAsync(office.Clock.Now.AddHours(9));
        (await CountAsync("replaced")).ShouldBe(1);
        (await office.Database.ScalarAsync<int>("select count(*) from job where key like 'trigger/replaced/%'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_older_version_that_is_released_late_changes_no_trigger()
    {
        await office.PublishAsync(Draft.Workflow("late", 2, null, Every("01:00:00"), Draft.Say("2")));
        await office.PublishAsync(Draft.Workflow("late", 1, null, Draft.Say("1")));
        (await office.Database.QueryAsync<int>("select version from trigger where definition_id = 'late'")).ShouldBe([2]);
    }

    [Fact]
    public async Task A_crash_while_a_trigger_starts_an_instance_leaves_one_instance_and_one_next_instant()
    {
        await office.PublishAsync(Draft.Workflow("shaky", Every("01:00:00"), Draft.Say("1")));
        office.Clock.Advance(TimeSpan.FromHours(1));
        var holdPoints = office.Services.GetRequiredService<HoldPoints>();
        holdPoints.Hold = async (name, session) =>
        {
            if (name != "session:before-commit" || session is null)
                return;
            holdPoints.Hold = null;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await office.DrainAsync();
        await office.DrainAsync();
        holdPoints.Hold.ShouldBeNull();
        (await CountAsync("shaky")).ShouldBe(1);
        (await office.Database.ScalarAsync<DateTime>("select due_at from job where key = 'trigger/shaky/Workflow1:main:tick'")).ShouldBe(office.Clock.Now.AddHours(1).UtcDateTime);
    }

    [Fact]
    public async Task A_trigger_that_cannot_work_is_refused_when_the_version_is_released()
    {
        var refused = await Should.ThrowAsync<Pipeline.RefusedException>(office.PublishAsync(Draft.Workflow("nameless",
            Draft.Activity("Elsa.Event", "on", ("eventName", new { typeName = "String", expression = new { type = "Variable", value = new { id = "kept" } } }), ("canStartWorkflow", true)))));
        refused.Reasons.ShouldHaveSingleItem().Code.ShouldBe("trigger-invalid");
    }

    private static object Every(string interval) => Draft.Activity("Elsa.Timer", "tick", ("interval", Draft.Text(interval)), ("canStartWorkflow", true));

    private Task<int> CountAsync(string definition) => office.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = @definition", new { definition });
}
