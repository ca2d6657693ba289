using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using Dapper;

namespace CaseFlow.Cases.Tests;

public sealed class ActivationStrategies(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task Of_two_starts_of_a_singleton_at_once_one_is_refused_and_leaves_nothing()
    {
        await PublishAsync("single", "SingletonStrategy");
        // A third start holds the key uncommitted until both others wait for it.
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("insert into activation (key, instance_id) values ('definition/single', 'somebody')", null, held);
        var starts = new[] { StartAsync("single"), StartAsync("single") };
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
            await Task.Yield();
        await held.RollbackAsync();

        (await Task.WhenAll(starts)).Order().ShouldBe(["cannot-start", "started"]);
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = 'single'")).ShouldBe(1);
        (await office.Database.ScalarAsync<int>("select count(*) from activation where key = 'definition/single'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_singleton_may_start_again_once_the_one_before_has_ended()
    {
        await PublishAsync("again", "Singleton");
        (await StartAsync("again")).ShouldBe("started");
        (await StartAsync("again")).ShouldBe("cannot-start");
        await office.MoveClockAsync(office.Clock.Now.AddHours(1));
        (await StartAsync("again")).ShouldBe("started");
    }

    [Fact]
    public async Task A_correlated_singleton_is_one_a_correlation_id_and_needs_one()
    {
        await PublishAsync("correlated", "CorrelatedSingletonStrategy");
        (await StartAsync("correlated", "a")).ShouldBe("started");
        (await StartAsync("correlated", "b")).ShouldBe("started");
        (await StartAsync("correlated", "a")).ShouldBe("cannot-start");
        (await StartAsync("correlated", null)).ShouldBe("cannot-start");
    }

    [Fact]
    public async Task The_correlation_strategy_counts_instances_of_every_definition()
    {
        await PublishAsync("anything", null);
        await PublishAsync("alone", "Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime");
        (await StartAsync("anything", "x")).ShouldBe("started");
        (await StartAsync("alone", "x")).ShouldBe("cannot-start");
        (await StartAsync("alone", "y")).ShouldBe("started");
        (await StartAsync("anything", "y")).ShouldBe("started", "its own definition does not mind");
        // A case is about its number.
        (await StartAsync("alone", (await office.StartAsync()).Case.Number)).ShouldBe("cannot-start");
    }

    [Fact]
    public async Task An_instance_of_an_older_version_without_the_strategy_counts_too()
    {
        await PublishAsync("tightened", null);
        (await StartAsync("tightened")).ShouldBe("started");
        await PublishAsync("tightened", "Singleton", 2);
        (await StartAsync("tightened")).ShouldBe("cannot-start");
        (await office.Database.ScalarAsync<int>("select count(*) from activation where key = 'definition/tightened'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_trigger_of_a_singleton_skips_the_instants_while_one_runs()
    {
        await office.PublishAsync(Draft.Workflow("patient", 1, new { activationStrategyType = "Singleton" },
            Draft.Activity("Elsa.Timer", "tick", ("interval", Draft.Text("00:20:00")), ("canStartWorkflow", true)), Nap()));
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(50));
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = 'patient'")).ShouldBe(1);
        await office.MoveClockAsync(office.Clock.Now.AddMinutes(60));
        (await office.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = 'patient'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_case_of_a_singleton_process_is_refused_while_another_runs()
    {
        await PublishAsync("one-case", "Singleton");
        await StartCaseAsync();
        (await Should.ThrowAsync<RefusedException>(StartCaseAsync())).Reasons[0].Code.ShouldBe("cannot-start");
        (await office.Database.ScalarAsync<int>("select count(*) from case_file where process = 'one-case'")).ShouldBe(1);

        Task StartCaseAsync() => office.SendAsync(new Cases.StartCase("one-case", "east", "counter", new() { ["applicant"] = new People.PartyInput("王小明", ErrandOffice.Wang) }));
    }

    private static object Nap() => Draft.Activity("Elsa.Delay", "nap", ("timeSpan", Draft.Text("00:45:00")));

    private Task PublishAsync(string id, string? strategy, int version = 1) => office.PublishAsync(Draft.Workflow(id, version, new { activationStrategyType = strategy }, Nap()));

    private async Task<string> StartAsync(string definition, string? correlationId = null)
    {
        try
        {
            await office.SendAsync(new StartInstance(definition, CorrelationId: correlationId), ErrandOffice.Operator());
            return "started";
        }
        catch (RefusedException refused)
        {
            return refused.Reasons[0].Code;
        }
    }
}
