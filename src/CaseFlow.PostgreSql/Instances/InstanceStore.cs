using Dapper;

namespace CaseFlow.PostgreSql;

/// <summary>A workflow instance as stored.</summary>
/// <param name="State">The engine's state as JSON text.</param>
/// <param name="Revision">The number of the last journal event.</param>
/// <param name="RootId">The instance whose row locks the whole family; null if it is this one.</param>
/// <param name="ParentId">The instance that started this one.</param>
/// <param name="ParentToken">The parent's visit that waits for this instance's end; null if none does.</param>
/// <param name="CorrelationId">What it is about; null also where that is the number of its case.</param>
/// <param name="Depth">How deep it stands among instances that run inside one another; null: not at all.</param>
public sealed record StoredInstance(string Id, long? CaseId, string DefinitionId, int Version, string Status, string State, long Revision,
    string? RootId = null, string? ParentId = null, long? ParentToken = null, string? CorrelationId = null, string? Name = null, int? Depth = null);

/// <summary>A journalled event as read back.</summary>
public sealed record JournalRow(string InstanceId, long Sequence, DateTimeOffset At, long? CaseId, string? Actor, string Type, string Event);

/// <summary>The events of one burst.</summary>
/// <param name="Sequence">The number of the last.</param>
/// <param name="Events">All of them, a JSON array.</param>
public sealed record JournalBurst(long Sequence, DateTimeOffset At, string? Actor, string Events)
{
    /// <summary>The number of the first.</summary>
    public long First => Sequence - System.Text.Json.JsonElement.Parse(Events).GetArrayLength() + 1;
}

/// <summary>Keeps instances and their journal. Writes are queued in the session; the row of the root is the lock of its whole family.</summary>
public sealed class InstanceStore(PgSession session)
{
    private const string Columns = "i.id, i.case_id, i.definition_id, i.version, i.status, i.state, i.revision, i.root_id, i.parent_id, i.parent_token, i.correlation_id, i.name, i.depth";

    /// <summary>Loads the instance <c>@instanceId</c> without a lock.</summary>
    public const string LoadSql = $"select {Columns} from workflow_instance i where i.id = @instanceId";

    /// <summary>Locks the root <c>@instanceId</c> and loads it.</summary>
    public const string LockSql = LoadSql + " for update";

    /// <summary>Locks those of the roots <c>@instanceIds</c> that nobody holds, and loads them.</summary>
    public const string LockFreeSql = $"select {Columns} from workflow_instance i where i.id = any(@instanceIds) and i.root_id is null order by i.id for update skip locked";

    /// <summary>Locks the family of the instance <c>@instanceId</c> and loads the instance. The root is always locked first, so two members of one family never wait for each
    /// other crosswise. «for update of i» makes the member's row the one that stands when the root's lock was got, not the one from before the wait.</summary>
    public const string LockFamilySql = $"""
        with root as materialized (
            select id from workflow_instance where id = (select coalesce(root_id, id) from workflow_instance where id = @instanceId) for update)
        select {Columns} from root join workflow_instance i on i.id = @instanceId for update of i
        """;

    /// <summary>Locks the family of an instance until the transaction ends and reads the instance, in one statement; null if there is none.</summary>
    public async Task<StoredInstance?> LockFamilyAndLoadAsync(string instanceId, CancellationToken cancellation = default) =>
        await session.Connection.QuerySingleOrDefaultAsync<StoredInstance>(new CommandDefinition(
            LockFamilySql, new { instanceId }, session.Transaction, cancellationToken: cancellation));

    /// <summary>Ids of the instances that this one started and that still run, oldest first.</summary>
    /// <param name="token">Only those that this visit waits for; null: all.</param>
    public async Task<IReadOnlyList<string>> OpenChildrenAsync(string instanceId, long? token, CancellationToken cancellation = default) =>
        (await session.Connection.QueryAsync<string>(new CommandDefinition("""
            select id from workflow_instance where parent_id = @instanceId and (@token::bigint is null or parent_token = @token) and status = 'Running' order by created_at, id
            """, new { instanceId, token }, session.Transaction, cancellationToken: cancellation))).AsList();

    /// <summary>Reads the instance without a lock, for display; null if there is none.</summary>
    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellation = default) =>
        await session.Connection.QuerySingleOrDefaultAsync<StoredInstance>(new CommandDefinition(
            LoadSql, new { instanceId }, session.Transaction, cancellationToken: cancellation));

    /// <summary>Queues the insert of a new instance.</summary>
    public void Insert(StoredInstance instance, DateTimeOffset at) => session.Add("""
        insert into workflow_instance (id, case_id, definition_id, version, status, state, revision, root_id, parent_id, parent_token, correlation_id, name, depth, created_at, updated_at)
        values (@Id, @CaseId, @DefinitionId, @Version, @Status, @State::json, @Revision, @RootId, @ParentId, @ParentToken, @CorrelationId, @Name, @Depth, @At, @At)
        """, new
    {
        instance.Id, instance.CaseId, instance.DefinitionId, instance.Version, instance.Status, instance.State, instance.Revision,
        instance.RootId, instance.ParentId, instance.ParentToken, instance.CorrelationId, instance.Name, instance.Depth, At = at,
    }, 1);

    /// <summary>Queues the update of an instance that was read at <paramref name="readRevision"/>; if it was written since, saving throws <see cref="StaleWriteException"/>.
    /// The version of the definition is written too: a migration of the instance changes it.</summary>
    public void Save(StoredInstance instance, long readRevision, DateTimeOffset at) => session.Add("""
        update workflow_instance set version = @Version, status = @Status, state = @State::json, revision = @Revision, correlation_id = @CorrelationId, name = @Name, updated_at = @At
        where id = @Id and revision = @ReadRevision
        """, new { instance.Id, instance.Version, instance.Status, instance.State, instance.Revision, instance.CorrelationId, instance.Name, At = at, ReadRevision = readRevision }, 1);

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

    /// <summary>Bursts of an instance after an event, a page at a time. The first of them may begin before it.</summary>
    /// <param name="after">The number of the last event seen; null: from the beginning, or from the end when <paramref name="newest"/>.</param>
    public async Task<IReadOnlyList<JournalBurst>> BurstsAsync(string instanceId, long? after, bool newest, int limit, CancellationToken cancellation = default) =>
        (await session.Connection.QueryAsync<JournalBurst>(new CommandDefinition(newest
            ? """
              select sequence, at, actor, events::text as events from burst
              where instance_id = @instanceId and (@after::bigint is null
                  or sequence <= coalesce((select min(sequence) from burst where instance_id = @instanceId and sequence >= @after - 1), 0) and @after > 1) order by sequence desc limit @limit
              """
            : "select sequence, at, actor, events::text as events from burst where instance_id = @instanceId and sequence > coalesce(@after, 0) order by sequence limit @limit",
            new { instanceId, after, limit }, session.Transaction, cancellationToken: cancellation))).AsList();

    /// <summary>The bursts that hold these events.</summary>
    public async Task<IReadOnlyList<JournalBurst>> BurstsOfAsync(string instanceId, long[] sequences, CancellationToken cancellation = default) =>
        (await session.Connection.QueryAsync<JournalBurst>(new CommandDefinition("""
            select distinct held.sequence, held.at, held.actor, held.events from unnest(@sequences) as wanted (number) cross join lateral (
                select sequence, at, actor, events::text as events from burst where instance_id = @instanceId and sequence >= wanted.number order by sequence limit 1) as held
            """, new { instanceId, sequences }, session.Transaction, cancellationToken: cancellation))).AsList();
}
