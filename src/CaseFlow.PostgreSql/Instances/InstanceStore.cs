using Dapper;

namespace CaseFlow.PostgreSql;

/// <summary>A workflow instance as stored.</summary>
/// <param name="State">The engine's state as JSON text.</param>
/// <param name="Revision">The number of the last journal event.</param>
public sealed record StoredInstance(string Id, long? CaseId, string DefinitionId, int Version, string Status, string State, long Revision);

/// <summary>A journalled event as read back.</summary>
public sealed record JournalRow(string InstanceId, long Sequence, DateTimeOffset At, long? CaseId, string? Actor, string Type, string Event);

/// <summary>Keeps instances and their journal. Writes are queued in the session; the row is the lock of the instance.</summary>
public sealed class InstanceStore(PgSession session)
{
    /// <summary>Locks the instance until the transaction ends and reads it, in one statement; null if there is none.</summary>
    public async Task<StoredInstance?> LockAndLoadAsync(string instanceId, CancellationToken cancellation = default) =>
        await session.Connection.QuerySingleOrDefaultAsync<StoredInstance>(new CommandDefinition("""
            select id, case_id, definition_id, version, status, state, revision from workflow_instance where id = @instanceId for update
            """, new { instanceId }, session.Transaction, cancellationToken: cancellation));

    /// <summary>Reads the instance without a lock, for display; null if there is none.</summary>
    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellation = default) =>
        await session.Connection.QuerySingleOrDefaultAsync<StoredInstance>(new CommandDefinition("""
            select id, case_id, definition_id, version, status, state, revision from workflow_instance where id = @instanceId
            """, new { instanceId }, session.Transaction, cancellationToken: cancellation));

    /// <summary>Queues the insert of a new instance.</summary>
    public void Insert(StoredInstance instance, DateTimeOffset at) => session.Add("""
        insert into workflow_instance (id, case_id, definition_id, version, status, state, revision, created_at, updated_at)
        values (@Id, @CaseId, @DefinitionId, @Version, @Status, @State::json, @Revision, @At, @At)
        """, new { instance.Id, instance.CaseId, instance.DefinitionId, instance.Version, instance.Status, instance.State, instance.Revision, At = at }, 1);

    /// <summary>Queues the update of an instance that was read at <paramref name="readRevision"/>; if it was written since, saving throws <see cref="StaleWriteException"/>.
    /// The version of the definition is written too: a migration of the instance changes it.</summary>
    public void Save(StoredInstance instance, long readRevision, DateTimeOffset at) => session.Add("""
        update workflow_instance set version = @Version, status = @Status, state = @State::json, revision = @Revision, updated_at = @At
        where id = @Id and revision = @ReadRevision
        """, new { instance.Id, instance.Version, instance.Status, instance.State, instance.Revision, At = at, ReadRevision = readRevision }, 1);

    /// <summary>Queues the events of one burst, in one row.</summary>
    /// <param name="sequence">The number of the last of them: the revision they led to.</param>
    /// <param name="events">The events in order, as a JSON array.</param>
    /// <param name="at">Business time of the burst.</param>
    /// <param name="actor">Who caused it (a login, a system, <c>timer</c>); null for the engine itself.</param>
    public void Append(string instanceId, long? caseId, DateTimeOffset at, string? actor, long sequence, string events) => session.Add("""
        insert into burst (instance_id, sequence, at, case_id, actor, events) values (@InstanceId, @Sequence, @At, @CaseId, @Actor, @Events::json)
        """, new { InstanceId = instanceId, Sequence = sequence, At = at, CaseId = caseId, Actor = actor, Events = events }, 1);

    /// <summary>The journal of an instance in order.</summary>
    public async Task<IReadOnlyList<JournalRow>> JournalAsync(string instanceId, CancellationToken cancellation = default) =>
        (await session.Connection.QueryAsync<JournalRow>(new CommandDefinition("""
            select instance_id, sequence, at, case_id, actor, type, event from journal where instance_id = @instanceId order by sequence
            """, new { instanceId }, session.Transaction, cancellationToken: cancellation))).AsList();
}
