using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.Cases.Verifying;
using CaseFlow.PostgreSql;
using CaseFlow.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests;

/// <summary>Two nodes on one database: whatever both do at once is done once.</summary>
public sealed class TwoNodes(ErrandOffice office) : IClassFixture<ErrandOffice>, IAsyncLifetime
{
    private static readonly Actor Courier = Actor.System with { Roles = ["courier"], Login = "courier" };
    private readonly ServiceProvider here = office.BuildNode();
    private readonly ServiceProvider there = office.BuildNode();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await using (var scope = here.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<VerifyCases>().RunAsync().ToListAsync()).ShouldBeEmpty();
        await here.DisposeAsync();
        await there.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_are_done_by_one_of_them_each()
    {
        await office.DrainAsync();
        var cases = new List<long>();
        for (var i = 0; i < 12; i++)
        {
            var started = await office.StartAsync();
            await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
            cases.Add(started.Case.Id);
        }
        var done = await Task.WhenAll(Worker(here).DrainAsync(), Worker(there).DrainAsync());
        done.Sum().ShouldBe(24, "a message and a question for each case");
        foreach (var id in cases)
            office.Outside.Keys.Count(key => key.StartsWith($"{id}-", StringComparison.Ordinal)).ShouldBe(1);
        (await office.Database.ScalarAsync<int>("select count(*) from job where due_at <= @Now", new { office.Clock.Now })).ShouldBe(0);
    }

    [Fact]
    public async Task A_task_completed_on_both_is_completed_once()
    {
        var started = await office.StartAsync();
        var task = started.Case.Tasks.Single().Id;
        var outcomes = await AtOnceAsync(started.Case.Id, node => office.SendAsync(new CompleteTask(task, "Accept"), node: node));
        outcomes.Order().ShouldBe(["done", "task-already-ended"]);
        (await office.DecisionsAsync(started.Case.Number)).Count(row => row == "acceptance ACCEPT").ShouldBe(1);
    }

    [Fact]
    public async Task One_key_on_both_is_done_once_and_answered_alike()
    {
        var started = await office.StartAsync();
        var (clerk, task) = (ErrandOffice.Clerk(), started.Case.Tasks.Single().Id);
        var answers = new List<CaseChange>();
        var outcomes = await AtOnceAsync(started.Case.Id, async node =>
        {
            var answer = await office.SendAsync(new CompleteTask(task, "Accept"), clerk, "both", node);
            lock (answers) answers.Add(answer);
            return answer;
        });
        outcomes.ShouldBe(["done", "done"]);
        answers.Select(answer => answer.Decisions.Single().Decision).ShouldBe(["ACCEPT", "ACCEPT"]);
        (await office.DecisionsAsync(started.Case.Number)).Count(row => row == "acceptance ACCEPT").ShouldBe(1);
    }

    [Fact]
    public async Task One_event_that_arrives_on_both_is_applied_once()
    {
        var waiting = await office.AwaitingAsync();
        var receipts = new List<WebhookReceipt>();
        await AtOnceAsync(waiting.Id, async node =>
        {
            var receipt = await office.SendAsync(new ReceiveWebhook("courier", "both-at-once", "errand.done", waiting.Number, default), Courier, node: node);
            lock (receipts) receipts.Add(receipt);
            return receipt;
        });
        receipts.ShouldBe([new(true, false, false), new(false, true, false)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_timer_that_fires_here_while_the_task_is_completed_there_ends_the_wait_once()
    {
        var accepted = await office.AcceptedAsync();
        office.Clock.Now = accepted.OpenedAt.AddDays(3);
        var outcomes = await AtOnceAsync(accepted.Id, async node => node == here
            ? (object)await Worker(here).DrainAsync() : await office.SendAsync(new CompleteTask(accepted.Tasks.Single().Id, "Done"), node: there));
        var timedOut = (await office.DecisionsAsync(accepted.Number)).Count(row => row == "timeout RAISED");
        (timedOut, outcomes.Contains("task-already-ended")).ShouldBeOneOf((0, false), (1, true));
        (await office.CaseAsync(accepted.Number)).Awaits.Count(one => one.Events.Contains("errand.done")).ShouldBe(1);
    }

    [Fact]
    public async Task Jobs_of_a_node_that_died_are_taken_over_within_thirty_seconds()
    {
        var defaults = new JobOptions();
        (defaults.Lease + defaults.Poll).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30));
        var started = await office.StartAsync();
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        here.GetRequiredService<HoldPoints>().Hold = (place, _) => place == "job:claimed" ? throw new StagedDeathException(place) : Task.CompletedTask;
        await Worker(here).DrainAsync();
        (await Worker(there).DrainAsync()).ShouldBe(0, "leases hold");
        (await office.Database.ScalarAsync<double>("select max(extract(epoch from available_at - clock_timestamp()))::float8 from job where available_at > clock_timestamp()"))
            .ShouldBeLessThanOrEqualTo(defaults.Lease.TotalSeconds);

        await office.Database.ExecuteAsync("update job set available_at = clock_timestamp() where available_at > clock_timestamp()");
        (await Worker(there).DrainAsync()).ShouldBeGreaterThanOrEqualTo(2);
        (await office.CaseAsync(started.Case.Number)).Facts.Keys.ShouldContain("answer");
    }

    [Fact]
    public async Task A_connection_lost_at_the_commit_is_told_as_unknown_and_the_same_key_gives_the_answer()
    {
        await using var line = new CutAtCommit(office.Database.ConnectionString);
        await using var pool = PostgreSqlRegistration.CreateDataSource(line.ConnectionString);
        await using var node = office.BuildNode(change: services => services.AddSingleton(pool));
        var clerk = ErrandOffice.Clerk();
        await office.SendAsync(new GetCase((await office.StartAsync()).Case.Number), node: node);
        var before = await office.Database.ScalarAsync<int>("select count(*) from case_file");

        line.CutNext();
        await Should.ThrowAsync<CommitUnknownException>(office.StartAsync("lost at commit", clerk, key: "cut", node));
        (await office.Database.ScalarAsync<int>("select count(*) from case_file")).ShouldBe(before + 1, "the database has stored it");
        var again = await office.StartAsync("lost at commit", clerk, key: "cut", node);
        (await office.Database.ScalarAsync<int>("select count(*) from case_file")).ShouldBe(before + 1);
        (await office.Database.ScalarAsync<string>("select number from case_file order by id desc limit 1")).ShouldBe(again.Case.Number);
    }

    private static JobWorker Worker(ServiceProvider node) => node.GetRequiredService<JobWorker>();

    /// <summary>Both nodes do it; neither gets further than the case's lock before both stand there.</summary>
    private async Task<string[]> AtOnceAsync<T>(long caseId, Func<ServiceProvider, Task<T>> work)
    {
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select 1 from workflow_instance where id = @id for update", new { id = caseId.ToString() }, held);
        Task<string>[] both = [OutcomeAsync(here), OutcomeAsync(there)];
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
            await Task.Yield();
        await held.CommitAsync();
        return await Task.WhenAll(both);

        async Task<string> OutcomeAsync(ServiceProvider node)
        {
            try { await work(node); return "done"; }
            catch (RefusedException refused) { return refused.Reasons[0].Code; }
        }
    }
}
