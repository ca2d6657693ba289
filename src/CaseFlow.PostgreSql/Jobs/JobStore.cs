using Dapper;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>The worker's own statements: each commits by itself.</summary>
internal sealed class JobStore(NpgsqlDataSource database, JobOptions options)
{
    // One row a case, or an instance without one, so that two jobs of it never run side by side here. Rows locked by «due» and not taken are free again when the statement ends.
    // statement_timestamp() and not clock_timestamp() in the condition: a volatile function would be called for every row.
    internal const string ClaimSql = """
        with due as materialized (
            select id, kind, case_id, instance_id, due_at from job
            where failed_at is null and due_at <= @Now and available_at <= statement_timestamp() and (case_id is null or case_id <> all(@Busy))
                and (case_id is not null or instance_id is null or instance_id <> all(@BusyInstances))
            order by due_at, id limit @Most + 64 for update skip locked),
        placed as (
            select id, due_at, kind <> all(@Shared) as alone, row_number() over (partition by coalesce(case_id, hashtextextended(instance_id, 0), -id) order by due_at, id) as place from due),
        chosen as (
            select id from (select id, due_at, alone, count(*) filter (where alone) over (order by due_at, id) as singles from placed where place = 1) as counted
            where not alone or singles <= @Singles order by due_at, id limit @Most)
        update job set available_at = clock_timestamp() + @Lease, fence = fence + 1, attempts = attempts + 1
        from chosen where job.id = chosen.id
        returning job.id, job.kind, job.key, job.case_id, job.instance_id, job.token, job.payload, job.due_at, job.fence, job.attempts
        """;

    /// <summary>Takes due jobs of distinct cases and instances, none of them of those that are <paramref name="running"/>, oldest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="singles">How many of them at most that must run alone.</param>
    /// <param name="shared">The kinds that need not.</param>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(DateTimeOffset now, int most, int singles, IReadOnlyCollection<string> shared, IReadOnlyCollection<ClaimedJob> running, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Not cancellable once sent: a claim whose answer is thrown away would sleep for a whole lease.
        var claimed = await connection.QueryAsync<ClaimedJob>(ClaimSql, new
        {
            Now = now, Most = most, Singles = singles, Shared = shared.ToArray(), Busy = running.Select(job => job.CaseId).OfType<long>().ToArray(),
            BusyInstances = running.Where(job => job.CaseId is null).Select(job => job.InstanceId).OfType<string>().ToArray(), options.Lease
        });
        return [.. claimed.OrderBy(job => job.DueAt).ThenBy(job => job.Id).Select(job => job with { IsLastAttempt = job.Attempts >= options.Attempts })];
    }

    /// <summary>Prolongs the leases of running jobs. A row that is being deleted just now is skipped, not waited for.</summary>
    public async Task RenewAsync(IReadOnlyCollection<ClaimedJob> running, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition("""
            with mine as (
                select job.id from job join unnest(@Ids, @Fences) as held (id, fence) on held.id = job.id and held.fence = job.fence for update of job skip locked)
            update job set available_at = clock_timestamp() + @Lease from mine where job.id = mine.id
            """, new { Ids = running.Select(job => job.Id).ToArray(), Fences = running.Select(job => job.Fence).ToArray(), options.Lease }, cancellationToken: cancellation));
    }

    /// <summary>Puts the job back with a pause, or gives it up.</summary>
    /// <returns>False if it belongs to somebody else by now.</returns>
    public async Task<bool> FailAsync(ClaimedJob job, string error, bool giveUp)
    {
        await using var connection = await database.OpenConnectionAsync();
        // A random fifth, so that what failed together does not come back together.
        var pause = options.Pause(job.Attempts) * (1 + Random.Shared.NextDouble() / 5);
        var text = error.Length > 4000 ? error[..4000] : error;
        return await connection.ExecuteAsync("""
            update job set available_at = clock_timestamp() + @pause, last_error = @text, failed_at = case when @giveUp then clock_timestamp() end
            where id = @Id and fence = @Fence
            """, new { job.Id, job.Fence, pause, text = text.Replace("\0", ""), giveUp }) == 1;
    }

    /// <summary>Gives the job back as if it had not been started: this process stops.</summary>
    public async Task ReleaseAsync(ClaimedJob job)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("update job set available_at = clock_timestamp(), attempts = attempts - 1 where id = @Id and fence = @Fence", new { job.Id, job.Fence });
    }

    /// <summary>The first due instant after <paramref name="now"/> and not after <paramref name="until"/>.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition("select min(due_at) from job where failed_at is null and due_at > @now and due_at <= @until",
            new { now, until }, cancellationToken: cancellation)) is { } due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }
}
