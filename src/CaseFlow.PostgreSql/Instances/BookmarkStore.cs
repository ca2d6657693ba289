using Dapper;

namespace CaseFlow.PostgreSql;

/// <summary>An event that a visit of an instance waits for.</summary>
/// <param name="CorrelationId">Only events published for this, or for nothing in particular, reach it.</param>
/// <param name="Senders">Who may send it; empty: other instances too.</param>
public sealed record Bookmark(string InstanceId, long Token, string Name, long? CaseId, string? CorrelationId, string[] Senders, string? Form);

/// <summary>Keeps which events are awaited, and those that were published before anybody did. Matching is by index and never reads an instance.</summary>
public sealed class BookmarkStore(PgSession session)
{
    /// <summary>Queues the row of an awaited event.</summary>
    public void Await(Bookmark bookmark) => session.Add("""
        insert into bookmark (instance_id, token, name, case_id, correlation_id, senders, form) values (@InstanceId, @Token, @Name, @CaseId, @CorrelationId, @Senders, @Form)
        """, bookmark);

    /// <summary>Queues the end of a wait.</summary>
    public void Leave(string instanceId, long token) => session.Add("delete from bookmark where instance_id = @InstanceId and token = @Token", new { InstanceId = instanceId, Token = token });

    /// <summary>Queues a new correlation id of what an instance awaits.</summary>
    public void Correlate(string instanceId, long[] tokens, string? correlationId) => session.Add(
        "update bookmark set correlation_id = @CorrelationId where instance_id = @InstanceId and token = any(@Tokens)", new { InstanceId = instanceId, Tokens = tokens, CorrelationId = correlationId });

    /// <summary>Queues that an instance which has just begun to wait gets what was published shortly before: a job for each.
    /// Publisher and waiter must not miss each other: the waiter holds the names shared until it commits, the publisher looks while it holds its name alone. So one of the two sees
    /// the other. The names are locked in order, and a publisher locks only one: nobody waits crosswise.</summary>
    /// <param name="jobKind">The kind of the job that delivers.</param>
    public void TakeEarly(string instanceId, long? caseId, string? correlationId, string[] names, string jobKind, DateTimeOffset now)
    {
        session.Add("select pg_advisory_xact_lock_shared(hashtextextended('event/' || name, 0)) from unnest(@Names) as name order by name", new { Names = names });
        session.Add("""
            with taken as (delete from early_event where id in (
                select id from early_event where name = any(@Names) and expires_at > @Now and (instance_id is null or instance_id = @InstanceId)
                    and (correlation_id is null or correlation_id = @CorrelationId) order by id for update skip locked) returning id, name, payload)
            insert into job (kind, case_id, instance_id, payload, due_at)
            select @JobKind, @CaseId, @InstanceId, json_build_object('name', name, 'payload', payload), @Now from taken order by id
            """, new { InstanceId = instanceId, CaseId = caseId, CorrelationId = correlationId, Names = names, JobKind = jobKind, Now = now });
        session.WakeWorkersOnCommit();
    }

    /// <summary>Queues jobs that deliver an event to every instance that waits for it; if there is none, keeps it for the first that will.</summary>
    /// <returns>How many instances wait for it.</returns>
    public async Task<int> FanOutAsync(string name, string? correlationId, string payload, string jobKind, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await session.Connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtextextended('event/' || @name, 0))", new { name }, session.Transaction, cancellationToken: cancellation));
        var reached = await session.Connection.ExecuteAsync(new CommandDefinition("""
            with receiver as (select distinct case_id, instance_id from bookmark where name = @name and senders = '{}' and (@correlationId::text is null or correlation_id = @correlationId))
            insert into job (kind, case_id, instance_id, payload, due_at)
            select @jobKind, case_id, instance_id, json_build_object('name', @name, 'payload', @payload::json), @now from receiver
            """, new { name, correlationId, payload, jobKind, now = now.UtcDateTime }, session.Transaction, cancellationToken: cancellation));
        if (reached > 0)
            session.WakeWorkersOnCommit();
        return reached;
    }

    /// <summary>Queues jobs that deliver an event to those who wait just then for this sender and this correlation id, behind what the session has queued already.</summary>
    public void Tell(string name, string correlationId, string sender, string payload, string jobKind, DateTimeOffset now)
    {
        session.Add("""
            insert into job (kind, case_id, instance_id, payload, due_at)
            select @JobKind, case_id, instance_id, @Payload::json, @Now from (
                select distinct case_id, instance_id from bookmark where name = @Name and correlation_id = @CorrelationId and @Sender = any(senders)) receiver
            """, new { JobKind = jobKind, Payload = payload, Now = now, Name = name, CorrelationId = correlationId, Sender = sender });
        session.WakeWorkersOnCommit();
    }

    /// <summary>Queues an event that nobody awaits now, for the first that will before it expires; and forgets those that have.</summary>
    /// <param name="instanceId">Only this instance may have it; null: any.</param>
    public void Keep(string name, string? correlationId, string? instanceId, string payload, DateTimeOffset now, TimeSpan time)
    {
        session.Add("delete from early_event where expires_at <= @Now", new { Now = now });
        session.Add("insert into early_event (name, correlation_id, instance_id, payload, expires_at) values (@Name, @CorrelationId, @InstanceId, @Payload::json, @Expires)",
            new { Name = name, CorrelationId = correlationId, InstanceId = instanceId, Payload = payload, Expires = now + time });
    }
}
