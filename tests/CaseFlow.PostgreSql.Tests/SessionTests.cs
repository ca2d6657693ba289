using System.Diagnostics;
using CaseFlow.Testing;
using Dapper;

namespace CaseFlow.PostgreSql.Tests;

public sealed class SessionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestClock clock = new();

    [Fact]
    public async Task an_instance_is_stored_loaded_and_saved_with_its_journal()
    {
        await using var node = new Node(postgres.Database, clock);
        var first = new StoredInstance("i-1", 7, "reissue", 1, "Running", """{"$type":"x","amount":1.0,"z":1,"a":"好"}""", 2);
        await node.InSessionAsync(scope =>
        {
            scope.Instances.Insert(first, clock.Now);
            scope.Instances.Append("i-1", 7, clock.Now, "clerk", 2, """[{"$type":"InstanceStarted"},{"$type":"ActivityScheduled"}]""");
        });

        await node.InSessionAsync(async scope =>
        {
            (await scope.Instances.LockFamilyAndLoadAsync("i-1")).ShouldBe(first);
            scope.Instances.Save(first with { Status = "Finished", Revision = 3 }, first.Revision, clock.Now);
            scope.Instances.Append("i-1", 7, clock.Now.AddYears(30), null, 3, """[{"$type":"InstanceFinished"}]""");
        });

        await node.InSessionAsync(async scope =>
        {
            (await scope.Instances.LoadAsync("i-1"))!.Revision.ShouldBe(3);
            var journal = await scope.Instances.JournalAsync("i-1");
            journal.Select(row => (row.Sequence, row.Type, row.Actor)).ShouldBe([(1, "InstanceStarted", "clerk"), (2, "ActivityScheduled", "clerk"), (3, "InstanceFinished", null)]);
            journal[0].At.ShouldBe(clock.Now);
            (await scope.Instances.LoadAsync("nobody")).ShouldBeNull();
        });
    }

    [Fact]
    public async Task a_save_over_a_newer_revision_throws_and_stores_nothing_of_the_session()
    {
        await using var node = new Node(postgres.Database, clock);
        var instance = new StoredInstance("i-2", 8, "reissue", 1, "Running", "{}", 5);
        await node.InSessionAsync(scope => scope.Instances.Insert(instance, clock.Now));

        await Should.ThrowAsync<StaleWriteException>(() => node.InSessionAsync(scope =>
        {
            scope.Instances.Append("i-2", 8, clock.Now, null, 5, """[{"$type":"LineWritten"}]""");
            scope.Instances.Save(instance with { Revision = 5 }, readRevision: 4, clock.Now);
        }));

        (await postgres.Database.ScalarAsync<int>("select count(*) from journal where instance_id = 'i-2'")).ShouldBe(0);
    }

    [Fact]
    public async Task a_session_whose_statement_failed_cannot_be_committed()
    {
        await using var node = new Node(postgres.Database, clock);
        await Should.ThrowAsync<InvalidOperationException>(() => node.InSessionAsync(async scope =>
        {
            scope.Session.Add("delete from job where id = -1", expectRows: 1);
            await Should.ThrowAsync<StaleWriteException>(() => scope.Session.SaveAsync());
            await scope.Session.CommitAsync();
        }));
    }

    [Fact]
    public async Task everything_queued_leaves_in_one_round_trip()
    {
        await using var node = new Node(postgres.Database, clock);
        var commands = new List<string>();
        // Npgsql reports one activity a round trip of statements.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.query.text") is string text && text.Contains("round trip")) commands.Add(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await node.InSessionAsync(scope =>
        {
            for (var i = 0; i < 5; i++) scope.Session.Add("insert into job (kind, payload, due_at) values ('round trip', '{}', @Due)", new { Due = clock.Now.AddYears(1) }, 1);
            scope.Session.Pending.ShouldBe(5);
        });

        commands.Count.ShouldBe(1, string.Join("\n---\n", commands));
        commands[0].Split("insert into").Length.ShouldBe(6);
    }

    [Fact]
    public async Task disposing_without_commit_stores_nothing()
    {
        await using var node = new Node(postgres.Database, clock);
        await Should.ThrowAsync<InvalidDataException>(() => node.InSessionAsync(async scope =>
        {
            scope.Jobs.Enqueue(Any.Job(clock.Now, "never"));
            await scope.Session.SaveAsync();
            throw new InvalidDataException();
        }));

        (await postgres.Database.ScalarAsync<int>("select count(*) from job where kind = 'never'")).ShouldBe(0);
    }

    [Fact]
    public async Task dapper_reads_what_the_session_writes()
    {
        await using var node = new Node(postgres.Database, clock);
        await node.InSessionAsync(async scope =>
        {
            var row = await scope.Session.Connection.QuerySingleAsync<Everything>("""
                select @At::timestamptz as at, @Day as day, '{"a":[1]}'::jsonb as some_json, array['x','y'] as names, array[1,2]::bigint[] as numbers, null::timestamptz as nothing
                """, new { At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)), Day = new DateOnly(2026, 3, 2) }, scope.Session.Transaction);

            row.At.ShouldBe(clock.Now);
            row.Day.ShouldBe(new DateOnly(2026, 3, 2));
            row.SomeJson.GetProperty("a")[0].GetInt32().ShouldBe(1);
            row.Names.ShouldBe(["x", "y"]);
            row.Numbers.ShouldBe([1, 2]);
            row.Nothing.ShouldBeNull();
            (await scope.Session.Connection.ExecuteScalarAsync<long>("select count(*) from unnest(@Names) as name where name = any(@Names)", new { row.Names })).ShouldBe(2);
        });
    }

    [Fact]
    public async Task nobody_waits_for_a_lock_for_ever()
    {
        (await postgres.Database.ScalarAsync<string>("show lock_timeout")).ShouldBe("15s");
        (await postgres.Database.ScalarAsync<string>("show idle_in_transaction_session_timeout")).ShouldBe("2min");
    }

    private sealed record Everything(DateTimeOffset At, DateOnly Day, System.Text.Json.JsonElement SomeJson, string[] Names, long[] Numbers, DateTimeOffset? Nothing);
}
