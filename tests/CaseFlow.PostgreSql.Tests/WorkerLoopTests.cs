using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.PostgreSql.Tests;

/// <summary>The background loop. Its poll is an hour here, so only a signal can wake it, unless a test says otherwise.</summary>
public sealed class WorkerLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);
    private static readonly JobOptions neverPolling = new() { Poll = TimeSpan.FromHours(1) };
    private readonly TestClock clock = new();
    private readonly CancellationTokenSource stopping = new();
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        stopping.Dispose();
    }

    /// <summary>The loop of <paramref name="node"/>, started and listening.</summary>
    private async Task<Task> StartedAsync(Node node)
    {
        var loop = node.Worker.RunAsync(stopping.Token);
        await UntilAsync(async () => node.Signal.WorkerFree && await database.ScalarAsync<int>(ListenersSql) > 0);
        return loop;
    }

    private const string ListenersSql = "select count(*) from pg_stat_activity where datname = current_database() and query = 'listen job'";

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var tooLong = new CancellationTokenSource(patience);
        while (!await condition())
        {
            tooLong.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task a_commit_wakes_the_worker_of_its_own_process_without_a_notify()
    {
        await using var node = new Node(database, clock, neverPolling);
        var heard = new List<string>();
        await using var ear = await database.DataSource.OpenConnectionAsync();
        ear.Notification += (_, notification) => heard.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand("listen job", ear)) await listen.ExecuteNonQueryAsync();
        var loop = await StartedAsync(node);

        for (var i = 1; i <= 20; i++)
        {
            await node.EnqueueAsync(Any.Job(clock.Now));
            await UntilAsync(() => Task.FromResult(node.Done.Count == i));
        }
        await database.ExecuteAsync("notify job, 'the end'");
        await ear.WaitAsync(stopping.Token);

        heard.ShouldBe(["the end"]);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task a_commit_on_a_node_without_a_worker_wakes_another_node()
    {
        await using var web = new Node(database, clock);
        await using var worker = new Node(database, clock, neverPolling);
        var loop = await StartedAsync(worker);

        await web.EnqueueAsync(Any.Job(clock.Now));

        await UntilAsync(() => Task.FromResult(worker.Done.Count == 1));
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task a_listener_that_lost_its_connection_comes_back_and_looks_what_it_missed()
    {
        await using var web = new Node(database, clock);
        await using var worker = new Node(database, clock, neverPolling);
        var loop = await StartedAsync(worker);
        await database.ScalarAsync<bool>("select bool_and(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and query = 'listen job'");

        await web.EnqueueAsync(Any.Job(clock.Now));

        await UntilAsync(() => Task.FromResult(worker.Done.Count == 1));
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task without_any_signal_the_poll_finds_what_a_moved_clock_made_due()
    {
        await using var node = new Node(database, clock, new JobOptions { Poll = TimeSpan.FromMilliseconds(20) });
        await node.EnqueueAsync(Any.Job(clock.Now.AddDays(2)));
        var loop = await StartedAsync(node);
        node.Done.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromDays(2));

        await UntilAsync(() => Task.FromResult(node.Done.Count == 1));
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task jobs_of_distinct_cases_run_side_by_side_and_jobs_of_one_case_one_after_the_other()
    {
        await using var node = new Node(database, clock, neverPolling);
        var oneInside = new TaskCompletionSource();
        var twoInside = new TaskCompletionSource();
        var inside = new HashSet<string>();
        node.Work = async (job, _, cancellation) =>
        {
            inside.Add(job.Kind);
            if (job.Kind == "case 1, first") oneInside.SetResult();
            if (job.Kind == "case 2") twoInside.SetResult();
            if (job.Kind == "case 1, second") return;
            // Either is only left when both are inside; were they run one after the other, this would never end.
            await Task.WhenAll(oneInside.Task, twoInside.Task).WaitAsync(patience, cancellation);
            inside.ShouldNotContain("case 1, second");
        };
        await node.EnqueueAsync(Any.Job(clock.Now, "case 1, first", 1), Any.Job(clock.Now, "case 1, second", 1), Any.Job(clock.Now, "case 2", 2));
        var loop = node.Worker.RunAsync(stopping.Token);

        await UntilAsync(() => Task.FromResult(node.Done.Count == 3));

        var order = node.Done.Select(job => job.Kind).ToList();
        order.IndexOf("case 1, first").ShouldBeLessThan(order.IndexOf("case 1, second"));
        node.Done.ShouldAllBe(job => job.Attempts == 1);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task jobs_of_a_shared_kind_are_done_in_one_transaction_and_the_others_beside_it()
    {
        await using var node = new Node(database, clock, neverPolling) { SharedKinds = ["shared"] };
        await node.EnqueueAsync([.. Enumerable.Range(1, 40).Select(i => Any.Job(clock.Now, "shared", i)), Any.Job(clock.Now, "single", 41), Any.Job(clock.Now, "single", 42)]);
        var loop = node.Worker.RunAsync(stopping.Token);

        await UntilAsync(() => Task.FromResult(node.Done.Count == 42));

        node.Together.ShouldBe([40]);
        (await database.ScalarAsync<int>("select count(*) from job")).ShouldBe(0);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task one_that_fails_does_not_hold_up_the_others_of_its_transaction()
    {
        await using var node = new Node(database, clock, neverPolling) { SharedKinds = ["shared"] };
        node.Work = (job, session, _) =>
        {
            session.Add("insert into workflow_instance (id, definition_id, version, status, state, revision, created_at, updated_at) values (@Id, '', 1, '', '{}', 0, @At, @At)",
                new { Id = $"done-{job.CaseId}", At = clock.Now });
            return job.CaseId == 3 ? throw new InvalidOperationException("three fails") : Task.CompletedTask;
        };
        await node.EnqueueAsync([.. Enumerable.Range(1, 10).Select(i => Any.Job(clock.Now, "shared", i))]);
        var loop = node.Worker.RunAsync(stopping.Token);

        await UntilAsync(() => Task.FromResult(node.Done.Count == 9));

        node.Together.ShouldBeEmpty();
        (await database.ScalarAsync<int>("select count(*) from workflow_instance where id like 'done-%'")).ShouldBe(9);
        await UntilAsync(async () => await database.ScalarAsync<string>("select last_error from job where case_id = 3") is not null);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task a_lost_lease_of_one_rolls_the_shared_transaction_back_and_the_others_are_done_once()
    {
        await using var node = new Node(database, clock, neverPolling) { SharedKinds = ["shared"] };
        var taken = 0;
        node.Work = async (job, session, _) =>
        {
            session.Add("insert into workflow_instance (id, definition_id, version, status, state, revision, created_at, updated_at) values (@Id, '', 1, '', '{}', 0, @At, @At)",
                new { Id = $"once-{job.CaseId}", At = clock.Now });
            if (job.CaseId == 5 && Interlocked.Exchange(ref taken, 1) == 0) await database.ExecuteAsync("delete from job where case_id = 5");
        };
        await node.EnqueueAsync([.. Enumerable.Range(1, 10).Select(i => Any.Job(clock.Now, "shared", i))]);
        var loop = node.Worker.RunAsync(stopping.Token);

        await UntilAsync(async () => await database.ScalarAsync<int>("select count(*) from job") == 0 && node.Worker.Running == 0);

        (await database.ScalarAsync<int>("select count(*) from workflow_instance where id like 'once-%'")).ShouldBe(9);
        (await database.ScalarAsync<int>("select count(*) from workflow_instance where id = 'once-5'")).ShouldBe(0);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task a_stop_waits_for_what_runs()
    {
        await using var node = new Node(database, clock, neverPolling);
        var started = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        node.Work = async (_, _, _) =>
        {
            started.SetResult();
            await goOn.Task;
        };
        await node.EnqueueAsync(Any.Job(clock.Now));
        var loop = node.Worker.RunAsync(stopping.Token);
        await started.Task.WaitAsync(patience);

        await stopping.CancelAsync();
        loop.IsCompleted.ShouldBeFalse();
        goOn.SetResult();
        await loop.WaitAsync(patience);

        node.Done.Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_stop_gives_back_what_does_not_end_in_time_as_if_it_had_not_been_started()
    {
        await using var node = new Node(database, clock, neverPolling with { StopPatience = TimeSpan.Zero });
        var started = new TaskCompletionSource();
        node.Work = async (_, _, cancellation) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        };
        await node.EnqueueAsync(Any.Job(clock.Now));
        var loop = node.Worker.RunAsync(stopping.Token);
        await started.Task.WaitAsync(patience);

        await stopping.CancelAsync();
        await loop.WaitAsync(patience);

        (await database.ScalarAsync<int>("select attempts from job where available_at <= clock_timestamp() and last_error is null")).ShouldBe(0);
        await using var next = new Node(database, clock);
        (await next.Worker.DrainAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task a_drain_waits_for_what_the_loop_runs_and_takes_the_rest_itself()
    {
        await using var node = new Node(database, clock, neverPolling);
        var started = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        node.Work = async (job, _, _) =>
        {
            if (job.Kind != "slow") return;
            started.SetResult();
            await goOn.Task;
        };
        await node.EnqueueAsync(Any.Job(clock.Now, "slow", 1), Any.Job(clock.Now, "next", 1));
        var loop = node.Worker.RunAsync(stopping.Token);
        await started.Task.WaitAsync(patience);

        var draining = node.Worker.DrainAsync();
        draining.IsCompleted.ShouldBeFalse();
        goOn.SetResult();
        await draining.WaitAsync(patience);

        node.Done.Select(job => job.Kind).ShouldBe(["slow", "next"]);
        await stopping.CancelAsync();
        await loop;
    }
}
