using Dapper;

namespace CaseFlow.PostgreSql;

/// <summary>Writes jobs in the transaction of the command that wants them: both happen or neither.</summary>
public sealed class JobQueue(PgSession session, TimeProvider time)
{
    /// <summary>Queues the insert. A job with the key of an existing one replaces it: if that one runs just now, its worker loses the lease and rolls back.</summary>
    public void Enqueue(Job job)
    {
        session.Add("""
            insert into job (kind, key, case_id, instance_id, token, payload, due_at)
            values (@Kind, @Key, @CaseId, @InstanceId, @Token, @Payload, @DueAt)
            on conflict (key) do update set kind = excluded.kind, case_id = excluded.case_id, instance_id = excluded.instance_id, token = excluded.token,
                payload = excluded.payload, due_at = excluded.due_at, available_at = clock_timestamp(), fence = job.fence + 1, attempts = 0, last_error = null, failed_at = null
            """, job);
        if (job.DueAt <= time.GetUtcNow()) session.WakeWorkersOnCommit();
    }

    /// <summary>Queues the insert unless there is a job with the key: any number of nodes may ask for what must be there once.</summary>
    public void EnqueueOnce(Job job) => session.Add("""
        insert into job (kind, key, case_id, instance_id, token, payload, due_at) values (@Kind, @Key, @CaseId, @InstanceId, @Token, @Payload, @DueAt) on conflict (key) do nothing
        """, job);

    /// <summary>Queues the insert unless a job with the key is due by then; one that is due later is drawn forward.</summary>
    public void EnqueueNoLater(Job job)
    {
        session.Add("""
            insert into job (kind, key, case_id, instance_id, token, payload, due_at) values (@Kind, @Key, @CaseId, @InstanceId, @Token, @Payload, @DueAt)
            on conflict (key) do update set payload = excluded.payload, due_at = excluded.due_at, available_at = clock_timestamp(), fence = job.fence + 1, attempts = 0, last_error = null, failed_at = null
            where job.due_at > excluded.due_at
            """, job);
        if (job.DueAt <= time.GetUtcNow()) session.WakeWorkersOnCommit();
    }

    /// <summary>Queues the deletion of the jobs of one visit: it was left.</summary>
    public void CancelFor(string instanceId, long token) =>
        session.Add("delete from job where instance_id = @InstanceId and token = @Token", new { InstanceId = instanceId, Token = token });

    /// <summary>Queues the deletion of all jobs of an instance.</summary>
    public void CancelFor(string instanceId) => session.Add("delete from job where instance_id = @InstanceId", new { InstanceId = instanceId });

    /// <summary>Queues the deletion of all jobs of a case, whatever they are for.</summary>
    /// <param name="except">A kind whose jobs stay.</param>
    public void CancelForCase(long caseId, string except = "") => session.Add("delete from job where case_id = @CaseId and kind <> @Except", new { CaseId = caseId, Except = except });

    /// <summary>Queues the deletion of the job with this key, if there is one.</summary>
    public void Cancel(string key) => session.Add("delete from job where key = @Key", new { Key = key });

    /// <summary>Queues the deletion of the jobs with these keys, as far as there are any.</summary>
    public void Cancel(IEnumerable<string> keys) => session.Add("delete from job where key = any(@Keys)", new { Keys = keys.ToArray() });

    /// <summary>Queues the deletion of those of the jobs with these keys that are not due yet.</summary>
    public void CancelUpcoming(IEnumerable<string> keys) => session.Add("delete from job where key = any(@Keys) and due_at > @Now", new { Keys = keys.ToArray(), Now = time.GetUtcNow() });

    /// <summary>Queues the deletion of a job whose work this session stores. If the lease was lost, saving throws <see cref="LostLeaseException"/> and nothing is stored.</summary>
    public void Finish(ClaimedJob job)
    {
        job.FinishQueued = true;
        session.AddExpecting("delete from job where id = @Id and fence = @Fence", new { job.Id, job.Fence }, 1, _ => new LostLeaseException(job.Id));
    }

    /// <summary>Queues the deletion of jobs whose work this session stores, in one statement. If one lease of them was lost, saving throws and nothing is stored.</summary>
    public void Finish(IReadOnlyList<ClaimedJob> jobs)
    {
        foreach (var job in jobs) job.FinishQueued = true;
        session.AddExpecting("delete from job using unnest(@Ids, @Fences) as held (id, fence) where job.id = held.id and job.fence = held.fence",
            new { Ids = jobs.Select(job => job.Id).ToArray(), Fences = jobs.Select(job => job.Fence).ToArray() }, jobs.Count, _ => new LostLeaseException(jobs[0].Id));
    }

    /// <summary>Queues a new start of a job that was given up.</summary>
    public void Retry(long jobId)
    {
        session.Add("update job set failed_at = null, attempts = 0, available_at = clock_timestamp() where id = @Id and failed_at is not null", new { Id = jobId }, 1);
        session.WakeWorkersOnCommit();
    }

    /// <summary>Jobs that were given up, newest first.</summary>
    public async Task<IReadOnlyList<FailedJob>> FailedAsync(int limit = 100, CancellationToken cancellation = default) =>
        (await session.Connection.QueryAsync<FailedJob>(new CommandDefinition("""
            select id, kind, key, case_id, instance_id, token, due_at, attempts, last_error, failed_at from job
            where failed_at is not null order by failed_at desc, id desc limit @limit
            """, new { limit }, session.Transaction, cancellationToken: cancellation))).AsList();
}

/// <summary>A job that was given up, for operators.</summary>
public sealed record FailedJob(long Id, string Kind, string? Key, long? CaseId, string? InstanceId, long? Token, DateTimeOffset DueAt, int Attempts, string? LastError,
    DateTimeOffset FailedAt);
