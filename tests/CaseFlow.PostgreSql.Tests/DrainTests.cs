using CaseFlow.Testing;

namespace CaseFlow.PostgreSql.Tests;

public sealed class DrainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly TestClock clock = new();

    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("truncate job");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task a_drain_runs_what_is_due_by_due_instant_then_by_id_and_leaves_the_rest()
    {
        await using var node = new Node(postgres.Database, clock);
        await node.EnqueueAsync(
            Any.Job(clock.Now.AddMinutes(-1), "third"), Any.Job(clock.Now.AddMinutes(-2), "first"), Any.Job(clock.Now.AddMinutes(-2), "second"),
            Any.Job(clock.Now, "fourth"), Any.Job(clock.Now.AddSeconds(1), "later"));

        (await node.Worker.DrainAsync()).ShouldBe(4);

        node.Done.Select(job => job.Kind).ShouldBe(["first", "second", "third", "fourth"]);
        (await postgres.Database.QueryAsync<string>("select kind from job")).ShouldBe(["later"]);
    }

    [Fact]
    public async Task what_becomes_due_during_a_drain_runs_in_it()
    {
        await using var node = new Node(postgres.Database, clock);
        node.Work = async (job, _, _) =>
        {
            if (job.Kind == "sow") await node.EnqueueAsync(Any.Job(clock.Now, "reap"));
        };
        await node.EnqueueAsync(Any.Job(clock.Now, "sow"));

        (await node.Worker.DrainAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task a_virtual_clock_moved_over_weeks_stops_at_every_due_instant()
    {
        await using var node = new Node(postgres.Database, clock);
        var seen = new List<DateTimeOffset>();
        node.Work = async (job, _, _) =>
        {
            seen.Add(clock.Now);
            if (job.Kind == "timer") await node.EnqueueAsync(Any.Job(clock.Now.AddDays(1), "follow-up"));
        };
        var start = clock.Now;
        await node.EnqueueAsync(Any.Job(start.AddDays(7), "card"), Any.Job(start.AddDays(2), "timer"), Any.Job(start.AddDays(40), "beyond"));

        (await node.Worker.DrainUntilAsync(start.AddDays(30), now => clock.Now = now)).ShouldBe(3);

        seen.ShouldBe([start.AddDays(2), start.AddDays(3), start.AddDays(7)]);
        clock.Now.ShouldBe(start.AddDays(30));
        (await node.Worker.NextDueAsync(start.AddDays(60))).ShouldBe(start.AddDays(40));
        (await node.Worker.NextDueAsync(start.AddDays(39))).ShouldBeNull();
    }

    [Fact]
    public async Task a_virtual_clock_moved_back_runs_nothing()
    {
        await using var node = new Node(postgres.Database, clock);
        var start = clock.Now;
        await node.EnqueueAsync(Any.Job(start.AddHours(1)));

        (await node.Worker.DrainUntilAsync(start.AddDays(-3), now => clock.Now = now)).ShouldBe(0);

        clock.Now.ShouldBe(start.AddDays(-3));
    }
}
