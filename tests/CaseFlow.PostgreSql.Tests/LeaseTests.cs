using CaseFlow.Testing;
using Dapper;
using Npgsql;

namespace CaseFlow.PostgreSql.Tests;

/// <summary>Who holds a job, and what happens to the others.</summary>
public sealed class LeaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);
    private readonly TestClock clock = new();
    private readonly TestDatabase database = postgres.Database;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate job; drop table if exists mark; create table mark (node text)");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Node Marking(string name)
    {
        var node = new Node(database, clock);
        node.Work = (_, session, _) =>
        {
            session.Add("insert into mark values (@name)", new { name });
            return Task.CompletedTask;
        };
        return node;
    }

    private Task<IReadOnlyList<string>> Marks() => database.QueryAsync<string>("select node from mark");

    // The lease of every job ends now, as if thirty seconds had passed.
    private Task EndLeases() => database.ExecuteAsync("update job set available_at = clock_timestamp() - interval '1 second'");

    [Fact]
    public async Task of_two_workers_on_one_job_one_wins()
    {
        await using var first = Marking("first");
        await using var second = Marking("second");
        var claimed = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        first.HoldPoints.Hold = async (name, _) =>
        {
            if (name != "job:claimed") return;
            claimed.SetResult();
            await goOn.Task;
        };
        await first.EnqueueAsync(Any.Job(clock.Now));
        var working = first.Worker.DrainAsync();
        await claimed.Task.WaitAsync(patience);

        (await second.Worker.DrainAsync()).ShouldBe(0);
        goOn.SetResult();

        (await working).ShouldBe(1);
        (await Marks()).ShouldBe(["first"]);
    }

    [Fact]
    public async Task a_job_whose_row_another_claim_holds_is_skipped_not_waited_for()
    {
        await using var node = Marking("node");
        await node.EnqueueAsync(Any.Job(clock.Now, "held"), Any.Job(clock.Now, "free"));
        await using var other = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from job where kind = 'held' for update", transaction: transaction);

        (await node.Worker.DrainAsync()).ShouldBe(1);

        node.Done.Single().Kind.ShouldBe("free");
    }

    [Fact]
    public async Task the_job_of_a_dead_worker_runs_elsewhere_when_its_lease_has_ended_and_not_before()
    {
        await using var dying = Marking("dying");
        await using var heir = Marking("heir");
        dying.HoldPoints.Hold = (name, _) => name == "job:claimed" ? throw new StagedDeathException(name) : Task.CompletedTask;
        await dying.EnqueueAsync(Any.Job(clock.Now));
        await dying.Worker.DrainAsync();

        (await heir.Worker.DrainAsync()).ShouldBe(0);
        await EndLeases();
        (await heir.Worker.DrainAsync()).ShouldBe(1);

        heir.Done.Single().Attempts.ShouldBe(2);
        (await Marks()).ShouldBe(["heir"]);
    }

    [Theory]
    [InlineData("session:before-save")]
    [InlineData("session:before-commit")]
    public async Task a_worker_that_dies_between_its_work_and_the_commit_leaves_no_trace(string place)
    {
        await using var dying = Marking("dying");
        await using var heir = Marking("heir");
        await dying.EnqueueAsync(Any.Job(clock.Now));
        dying.HoldPoints.Hold = (name, _) => name == place ? throw new StagedDeathException(name) : Task.CompletedTask;
        await dying.Worker.DrainAsync();
        (await Marks()).ShouldBeEmpty();

        await EndLeases();
        await heir.Worker.DrainAsync();

        (await Marks()).ShouldBe(["heir"]);
        (await database.ScalarAsync<int>("select count(*) from job")).ShouldBe(0);
    }

    [Fact]
    public async Task a_worker_that_dies_after_the_commit_has_done_the_work_once()
    {
        await using var dying = Marking("dying");
        await using var heir = Marking("heir");
        await dying.EnqueueAsync(Any.Job(clock.Now));
        dying.HoldPoints.Hold = (name, _) => name == "session:after-commit" ? throw new StagedDeathException(name) : Task.CompletedTask;
        await dying.Worker.DrainAsync();

        (await heir.Worker.DrainAsync()).ShouldBe(0);

        (await Marks()).ShouldBe(["dying"]);
    }

    [Fact]
    public async Task a_connection_killed_before_the_commit_rolls_back_and_the_job_waits_for_its_next_attempt()
    {
        await using var node = Marking("node");
        await node.EnqueueAsync(Any.Job(clock.Now));
        node.HoldPoints.Hold = async (name, session) =>
        {
            if (name != "session:before-commit") return;
            node.HoldPoints.Hold = null;
            await database.ExecuteAsync("select pg_terminate_backend(@ProcessID, 5000)", new { session!.Connection.ProcessID });
        };

        (await node.Worker.DrainAsync()).ShouldBe(1);

        (await Marks()).ShouldBeEmpty();
        (await database.ScalarAsync<int>("select attempts from job where last_error is not null and available_at > clock_timestamp()")).ShouldBe(1);
        await EndLeases();
        (await node.Worker.DrainAsync()).ShouldBe(1);
        (await Marks()).ShouldBe(["node"]);
    }

    [Fact]
    public async Task the_fence_refuses_a_worker_that_comes_back_after_its_lease()
    {
        await using var slow = Marking("slow");
        await using var heir = Marking("heir");
        var claimed = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        slow.HoldPoints.Hold = async (name, _) =>
        {
            if (name != "job:claimed") return;
            claimed.SetResult();
            await goOn.Task;
        };
        await slow.EnqueueAsync(Any.Job(clock.Now));
        var working = slow.Worker.DrainAsync();
        await claimed.Task.WaitAsync(patience);
        await EndLeases();
        // The heir dies too, so that the row still stands and only the fence can tell.
        heir.HoldPoints.Hold = (name, _) => name == "job:claimed" ? throw new StagedDeathException(name) : Task.CompletedTask;
        (await heir.Worker.DrainAsync()).ShouldBe(1);

        goOn.SetResult();
        await working;

        (await Marks()).ShouldBeEmpty();
        slow.Done.ShouldBeEmpty();
        (await database.ScalarAsync<long>("select fence from job where last_error is null")).ShouldBe(2);
    }

    [Fact]
    public async Task a_running_job_keeps_its_lease_by_renewal_and_a_lost_one_is_not_renewed()
    {
        await using var node = Marking("node");
        await node.EnqueueAsync(Any.Job(clock.Now, "mine"), Any.Job(clock.Now, "lost"));
        var store = new JobStore(database.DataSource, new JobOptions());
        var held = await store.ClaimAsync(clock.Now, 2, 2, [], [], CancellationToken.None);
        await EndLeases();
        await database.ExecuteAsync("update job set fence = fence + 1 where kind = 'lost'");

        await store.RenewAsync([.. held], CancellationToken.None);

        (await database.QueryAsync<string>("select kind from job where available_at > clock_timestamp() + interval '20 seconds'")).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task jobs_of_one_instance_without_a_case_are_claimed_one_at_a_time()
    {
        await using var node = Marking("node");
        await node.EnqueueAsync(Any.Job(clock.Now, "first") with { CaseId = null, InstanceId = "alone" }, Any.Job(clock.Now, "second") with { CaseId = null, InstanceId = "alone" },
            Any.Job(clock.Now, "other") with { CaseId = null, InstanceId = "another" }, Any.Job(clock.Now, "free") with { CaseId = null });
        var store = new JobStore(database.DataSource, new JobOptions());
        var held = await store.ClaimAsync(clock.Now, 9, 9, [], [], CancellationToken.None);
        held.Select(job => job.Kind).ShouldBe(["first", "other", "free"]);
        (await store.ClaimAsync(clock.Now, 9, 9, [], held, CancellationToken.None)).ShouldBeEmpty();
        (await store.ClaimAsync(clock.Now, 9, 9, [], [.. held.Skip(1)], CancellationToken.None)).Select(job => job.Kind).ShouldBe(["second"]);
    }

    [Fact]
    public async Task a_member_that_waited_for_the_lock_of_its_family_is_read_as_the_holder_left_it()
    {
        await using var node = Marking("node");
        await node.InSessionAsync(scope =>
        {
            scope.Instances.Insert(new StoredInstance("root", 7, "reissue", 1, "Running", "{}", 1), clock.Now);
            scope.Instances.Insert(new StoredInstance("member", 7, "part", 1, "Running", "{}", 1, RootId: "root", ParentId: "root", ParentToken: 3), clock.Now);
        });
        await using var holder = await database.DataSource.OpenConnectionAsync();
        var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select from workflow_instance where id = 'root' for update", transaction: held);
        StoredInstance? read = null;
        var waiting = node.InSessionAsync(async scope => read = await scope.Instances.LockFamilyAndLoadAsync("member"));
        while (await database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0) await Task.Yield();
        await holder.ExecuteAsync("update workflow_instance set revision = 2 where id = 'member'", transaction: held);
        await held.CommitAsync();
        await waiting;
        read!.Revision.ShouldBe(2);
        (read.RootId, read.ParentId, read.ParentToken).ShouldBe(("root", "root", 3));
    }

    [Fact]
    public async Task an_instance_locked_by_hand_makes_the_next_burst_wait()
    {
        await using var node = Marking("node");
        var instance = new StoredInstance("locked", 1, "reissue", 1, "Running", "{}", 1);
        await node.InSessionAsync(scope => scope.Instances.Insert(instance, clock.Now));
        await using var other = await database.DataSource.OpenConnectionAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            await other.ExecuteAsync("select from workflow_instance where id = 'locked' for update", transaction: transaction);
            var refused = await Should.ThrowAsync<PostgresException>(() => node.InSessionAsync(async scope =>
            {
                await scope.Session.Connection.ExecuteAsync("set local lock_timeout = '50ms'", transaction: scope.Session.Transaction);
                await scope.Instances.LockFamilyAndLoadAsync("locked");
            }));
            refused.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        }

        await node.InSessionAsync(async scope => (await scope.Instances.LockFamilyAndLoadAsync("locked")).ShouldNotBeNull());
    }
}
