using CaseFlow.Testing;
using Dapper;

namespace CaseFlow.PostgreSql.Tests;

public sealed class ClaimPlanTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly TestClock clock = new();
    private readonly TestDatabase database = postgres.Database;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("""
        truncate job;
        insert into job (kind, case_id, payload, due_at)
        select 'due', n, '{}'::json, @Now - make_interval(secs => n) from generate_series(1, 10000) as n
        union all select 'later', n, '{}'::json, @Now + make_interval(mins => n) from generate_series(1, 40000) as n;
        analyze job
        """, new { clock.Now });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task among_fifty_thousand_jobs_a_claim_walks_the_index_and_reads_few_pages()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var plan = string.Join('\n', await connection.QueryAsync<string>("explain (analyze, buffers, costs off, timing off) " + JobStore.ClaimSql,
            new { clock.Now, Most = 8, Singles = 8, Shared = Array.Empty<string>(), Busy = new long[] { 1, 2 }, BusyInstances = new[] { "a" }, Lease = TimeSpan.FromSeconds(30) }, transaction));

        plan.ShouldNotContain("Seq Scan");
        plan.ShouldContain("Index Scan using job_due");
        plan.ShouldNotContain("Rows Removed by Filter: 1000");
    }

    [Fact]
    public async Task ten_thousand_jobs_are_claimed_once_each_by_workers_at_the_same_time()
    {
        var store = new JobStore(database.DataSource, new JobOptions());
        var claimed = new System.Collections.Concurrent.ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await store.ClaimAsync(clock.Now, 100, 100, [], [], CancellationToken.None) is { Count: > 0 } jobs)
                foreach (var job in jobs) claimed.Add(job.Id);
        }));

        claimed.Count.ShouldBe(10_000);
        claimed.Distinct().Count().ShouldBe(10_000);
    }
}
