using CaseFlow.Testing;

namespace CaseFlow.PostgreSql.Tests;

/// <summary>Jobs that fail, and jobs that are replaced or cancelled.</summary>
public sealed class FailureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly TestClock clock = new();
    private readonly TestDatabase database = postgres.Database;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate job");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task EndPauses() => database.ExecuteAsync("update job set available_at = clock_timestamp() - interval '1 second'");

    private Task<double> PauseLeft() => database.ScalarAsync<double>("select extract(epoch from available_at - clock_timestamp())::float8 from job");

    private Node Failing(JobOptions? options = null, Exception? failure = null)
    {
        var node = new Node(database, clock, options);
        node.Work = (_, _, _) => throw (failure ?? new InvalidDataException("the post is closed"));
        return node;
    }

    [Fact]
    public async Task each_failure_doubles_the_pause_in_wall_time()
    {
        await using var node = Failing(new JobOptions { FirstPause = TimeSpan.FromSeconds(100) });
        await node.EnqueueAsync(Any.Job(clock.Now));

        (await node.Worker.DrainAsync()).ShouldBe(1);
        (await PauseLeft()).ShouldBeInRange(90, 120);
        clock.Advance(TimeSpan.FromDays(1));
        (await node.Worker.DrainAsync()).ShouldBe(0);
        await EndPauses();
        (await node.Worker.DrainAsync()).ShouldBe(1);
        (await PauseLeft()).ShouldBeInRange(190, 240);

        (await database.ScalarAsync<string>("select last_error from job")).ShouldBe("InvalidDataException: the post is closed");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(13, 3600)]
    [InlineData(1000, 3600)]
    public void the_pause_doubles_up_to_an_hour(int attempts, int seconds) => new JobOptions().Pause(attempts).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task after_the_last_attempt_a_job_is_given_up_shown_to_operators_and_runs_again_on_their_word()
    {
        await using var node = Failing(new JobOptions { Attempts = 2 });
        await node.EnqueueAsync(Any.Job(clock.Now, "stubborn", caseId: 5));
        await node.Worker.DrainAsync();
        await EndPauses();
        await node.Worker.DrainAsync();
        await EndPauses();
        (await node.Worker.DrainAsync()).ShouldBe(0);

        await node.InSessionAsync(async scope =>
        {
            var failed = (await scope.Jobs.FailedAsync()).Single();
            (failed.Kind, failed.CaseId, failed.Attempts).ShouldBe(("stubborn", 5, 2));
            failed.LastError.ShouldNotBeNull().ShouldContain("the post is closed");
            scope.Jobs.Retry(failed.Id);
        });
        node.Work = (_, _, _) => Task.CompletedTask;

        (await node.Worker.DrainAsync()).ShouldBe(1);
        node.Done.Single().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task the_runner_knows_its_last_attempt()
    {
        await using var node = Failing(new JobOptions { Attempts = 2 });
        var last = new List<bool>();
        node.Work = (job, _, _) =>
        {
            last.Add(job.IsLastAttempt);
            throw new InvalidDataException();
        };
        await node.EnqueueAsync(Any.Job(clock.Now));
        await node.Worker.DrainAsync();
        await EndPauses();
        await node.Worker.DrainAsync();

        last.ShouldBe([false, true]);
    }

    [Fact]
    public async Task a_hopeless_job_is_given_up_at_once()
    {
        await using var node = Failing(failure: new HopelessJobException("no such template"));
        await node.EnqueueAsync(Any.Job(clock.Now));

        await node.Worker.DrainAsync();

        (await database.ScalarAsync<int>("select attempts from job where failed_at is not null")).ShouldBe(1);
    }

    [Fact]
    public async Task a_job_that_killed_its_worker_every_time_is_given_up_without_another_start()
    {
        await using var node = Failing(new JobOptions { Attempts = 2 });
        var starts = 0;
        node.Work = (_, _, _) =>
        {
            starts++;
            throw new StagedDeathException("the work");
        };
        await node.EnqueueAsync(Any.Job(clock.Now));
        for (var i = 0; i < 4; i++)
        {
            await node.Worker.DrainAsync();
            await EndPauses();
        }

        starts.ShouldBe(2);
        (await database.ScalarAsync<string>("select last_error from job where failed_at is not null")).ShouldNotBeNull().ShouldContain("Started 2 times");
    }

    [Fact]
    public async Task a_later_job_with_the_same_key_replaces_the_earlier_one()
    {
        await using var node = new Node(database, clock);
        await node.EnqueueAsync(Any.Job(clock.Now.AddDays(3), "amber", key: "clock:1:amber"));
        await node.EnqueueAsync(Any.Job(clock.Now.AddDays(5), "amber", key: "clock:1:amber"));

        (await node.Worker.NextDueAsync(clock.Now.AddDays(9))).ShouldBe(clock.Now.AddDays(5));
        (await database.ScalarAsync<int>("select count(*) from job")).ShouldBe(1);
    }

    [Fact]
    public async Task a_job_replaced_while_it_runs_is_rolled_back_and_the_new_one_runs()
    {
        await using var node = new Node(database, clock);
        var runs = 0;
        node.Work = async (job, session, _) =>
        {
            session.Add("insert into journal (instance_id, sequence, at, type, event) values ('replaced', @Fence, @At, 'x', '{}')", new { job.Fence, At = clock.Now });
            if (runs++ == 0) await node.EnqueueAsync(Any.Job(clock.Now, key: "k"));
        };
        await node.EnqueueAsync(Any.Job(clock.Now, key: "k"));

        (await node.Worker.DrainAsync()).ShouldBe(2);

        (await database.QueryAsync<long>("select sequence from journal where instance_id = 'replaced'")).Count.ShouldBe(1);
        node.Done.Count.ShouldBe(1);
    }

    [Fact]
    public async Task leaving_the_visit_while_its_timer_job_runs_rolls_the_job_back_quietly()
    {
        await using var node = new Node(database, clock);
        node.Work = async (_, session, _) =>
        {
            session.Add("insert into journal (instance_id, sequence, at, type, event) values ('left', 1, @At, 'x', '{}')", new { At = clock.Now });
            await node.InSessionAsync(scope => scope.Jobs.CancelFor("i", 12));
        };
        await node.EnqueueAsync(Any.Job(clock.Now, instance: "i", token: 12), Any.Job(clock.Now.AddDays(1), instance: "i", token: 13));

        (await node.Worker.DrainAsync()).ShouldBe(1);

        node.Done.ShouldBeEmpty();
        (await database.ScalarAsync<int>("select count(*) from journal where instance_id = 'left'")).ShouldBe(0);
        (await database.QueryAsync<long>("select token from job")).ShouldBe([13]);
    }

    [Fact]
    public async Task a_runner_that_forgets_to_finish_is_told_so()
    {
        await using var node = new Node(database, clock) { Forgetful = true };
        await node.EnqueueAsync(Any.Job(clock.Now, "forgotten"));

        await node.Worker.DrainAsync();

        (await database.ScalarAsync<string>("select last_error from job")).ShouldNotBeNull().ShouldContain("did not finish");
    }
}
