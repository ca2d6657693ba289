using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>Reads and leases external tasks with the rights of the actor in the SQL: those of the actor's offices, and for people and programs of the whole bureau those without a case.</summary>
internal sealed class ExternalTaskList(PgSession session, ICurrentActor actor)
{
    private const string Rights = $"(case when t.office_id is null then {Actor.SeesBureau} else {Actor.SeesOffice} end)";

    private const string Columns = """
        t.id, t.name, t.payload::text as payload, i.definition_id as process, c.number as case_number, t.office_id as office, t.opened_at, t.worker, t.leased_until, t.attempts
        """;

    private const string Joins = "join workflow_instance i on i.id = t.instance_id left join case_file c on c.id = t.case_id left join office o on o.id = t.office_id";

    private sealed record Row(string Id, string Name, string Payload, string Process, string? CaseNumber, string? Office, DateTimeOffset OpenedAt, string? Worker,
        DateTimeOffset? LeasedUntil, int Attempts)
    {
        public ExternalTaskView View => new(Id, Name, JsonElement.Parse(Payload), Process, CaseNumber, Office, OpenedAt, Worker, LeasedUntil, Attempts);
    }

    /// <summary>A task as a report finds it.</summary>
    internal sealed record Standing(string InstanceId, long Token, long? CaseId, string Status, string? Worker, bool IsLeased, byte[]? Report);

    /// <summary>Programs of one account are told apart by the names they give themselves, those of different accounts always.</summary>
    public string WorkerOf(string name) => $"{actor.Actor.Login}/{name}";

    public async Task<IReadOnlyList<ExternalTaskView>> OpenAsync(string? name, string? after, int take, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>($"""
            select {Columns} from external_task t {Joins}
            where t.status = 'open' and {Rights} and (@name::text is null or t.name = @name)
              and (@after::text is null or (t.name, t.opened_at, t.id) > (select a.name, a.opened_at, a.id from external_task a where a.id = @after))
            order by t.name, t.opened_at, t.id limit @take
            """, new { name, after, take, officePath = actor.Actor.OfficePath }, cancellationToken)).Select(row => row.View)];

    /// <summary>Leases free tasks, oldest first. Rows that another program is fetching at this moment are passed over, so no two get the same one.</summary>
    public async Task<IReadOnlyList<ExternalTaskView>> LeaseAsync(string[] names, string worker, int seconds, int take, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>($"""
            with free as (
                select t.id from external_task t left join office o on o.id = t.office_id
                where t.status = 'open' and t.name = any(@names) and {Rights} and (t.leased_until is null or t.leased_until <= clock_timestamp())
                order by t.opened_at, t.id limit @take for update of t skip locked),
            leased as (
                update external_task t set worker = @worker, leased_until = clock_timestamp() + make_interval(secs => @seconds), attempts = t.attempts + 1
                from free where t.id = free.id returning t.*)
            select {Columns} from leased t {Joins} order by t.opened_at, t.id
            """, new { names, worker, seconds, take, officePath = actor.Actor.OfficePath }, cancellationToken)).Select(row => row.View)];

    /// <summary>A task that the actor may see, or nothing at all.</summary>
    public async Task<Standing> FindAsync(string id, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<Standing>($"""
            select t.instance_id, t.token, t.case_id, t.status, t.worker, t.leased_until > clock_timestamp() as is_leased, t.report
            from external_task t left join office o on o.id = t.office_id where t.id = @id and {Rights}
            """, new { id, officePath = actor.Actor.OfficePath }, cancellationToken)
        ?? throw RefusedException.NotFound("external-task-unknown", "没有这个外部任务，或您无权查看。", "There is no such external task, or you may not see it.");

    /// <summary>Refuses what is not this worker's: a task that ended, or that somebody else has. A lease that ran out is no reason while nobody else took the task.</summary>
    public static void MustBeOf(Standing task, string worker)
    {
        if (task.Status != "open")
            throw RefusedException.Conflict("external-task-ended", "该外部任务已经结束（已完成、已报错或已取消）。", "The external task has ended: it was completed, reported as failed, or cancelled.");
        if (task.Worker is null)
            throw RefusedException.Conflict("external-task-not-fetched", "请先领取（fetch）该外部任务。", "Fetch the external task first.");
        if (task.Worker != worker)
            throw RefusedException.Conflict("external-task-of-another", "租期已过，该外部任务已由另一个程序领取。", "Its lease ran out and another program has fetched the external task.");
    }
}
