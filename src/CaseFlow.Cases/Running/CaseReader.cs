using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Running;

/// <summary>Reads a case with everything that belongs to it, and one of its instances, in one round trip of two statements. Two and not one: the second begins when the
/// first has its lock, so it sees what the holder before has committed.</summary>
internal sealed class CaseReader(PgSession session, PersonStore people)
{
    private const string CaseSql = """
        select c.id, c.number, c.query_code, c.process, c.version, c.office_id as office, c.channel, c.applicant_id as applicant, c.opened_at, c.state, c.closed_at, c.facts::text as facts,
               p.key_id, p.name, p.id_number, p.mobile, p.address,
               (select json_agg(k.ledger order by k.id)::text from clock k where k.case_id = c.id) as clocks,
               (select json_agg(json_build_object('id', t.id, 'instance', coalesce(t.instance_id, t.case_id::text), 'token', t.token, 'office', t.office_id, 'name', t.name, 'title', t.title,
                   'form', t.form, 'assignee', t.assignee, 'candidateGroups', t.candidate_groups, 'priority', t.priority, 'due', t.due, 'outcomes', t.outcomes, 'data', t.data,
                   'openedAt', t.opened_at) order by t.id)::text from task t where t.case_id = c.id and t.status = 'open') as tasks,
               (select json_agg(json_build_object('id', i.id, 'instance', coalesce(i.instance_id, i.case_id::text), 'token', i.token, 'activity', i.activity, 'code', i.code, 'message', i.message,
                   'raisedAt', i.raised_at) order by i.id)::text from incident i where i.case_id = c.id and i.resolved_at is null) as incidents,
               (select json_agg(json_build_object('instance', b.instance_id, 'token', b.token, 'name', b.name, 'senders', b.senders, 'form', b.form) order by b.instance_id, b.token, b.name)::text
                   from bookmark b where b.case_id = c.id and b.instance_id <> c.id::text) as child_waits,
               (select json_object_agg(id, version)::text from calendar) as calendars
        from case_file c join person p on p.id = c.applicant_id where c.id = any(@caseIds)
        """;

    private sealed record Row(long Id, string Number, string QueryCode, string Process, int Version, string Office, string Channel, Guid Applicant, DateTimeOffset OpenedAt, string State,
        DateTimeOffset? ClosedAt, string Facts, string KeyId, byte[] Name, byte[] IdNumber, byte[]? Mobile, byte[]? Address, string? Clocks, string? Tasks, string? Incidents, string? ChildWaits, string? Calendars);

    private sealed record TaskRow(long Id, string Instance, long Token, string Office, string Name, Dictionary<string, string> Title, string? Form, string? Assignee, string[] CandidateGroups,
        int Priority, DateTimeOffset? Due, string[] Outcomes, JsonElement Data, DateTimeOffset OpenedAt);

    private sealed record IncidentRow(long Id, string Instance, long Token, string Activity, string Code, string Message, DateTimeOffset RaisedAt);

    /// <param name="loadInstance">The statement that loads, or locks and loads, the instance <c>@instanceId</c>.</param>
    public async Task<(StoredInstance? Instance, CaseRecord? Case)> ReadAsync(long caseId, string instanceId, string loadInstance, CancellationToken cancellationToken)
    {
        await using var both = await session.ReadAsync([(loadInstance, new { instanceId }), (CaseSql, new { caseIds = new[] { caseId } })], cancellationToken);
        var instance = await both.SingleOrDefaultAsync<StoredInstance>(cancellationToken);
        return (instance, await both.SingleOrDefaultAsync<Row>(cancellationToken) is { } row ? Record(row) : null);
    }

    /// <summary>Reads cases without a lock and without their instances, for display.</summary>
    public async Task<IReadOnlyList<CaseRecord>> ReadAsync(long[] caseIds, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>(CaseSql, new { caseIds }, cancellationToken)).Select(Record)];

    /// <summary>The same for many roots: those that nobody holds, each with its case.</summary>
    public async Task<(IReadOnlyList<StoredInstance> Instances, IReadOnlyDictionary<long, CaseRecord> Cases)> ReadFreeAsync(long[] caseIds, string[] instanceIds, CancellationToken cancellationToken)
    {
        await using var both = await session.ReadAsync([(InstanceStore.LockFreeSql, new { instanceIds }), (CaseSql, new { caseIds })], cancellationToken);
        var instances = await both.ListAsync<StoredInstance>(cancellationToken);
        return (instances, (await both.ListAsync<Row>(cancellationToken)).Select(Record).ToDictionary(record => record.Id));
    }

    private CaseRecord Record(Row row) => new()
    {
        Id = row.Id, Number = row.Number, QueryCode = row.QueryCode, Process = row.Process, Version = row.Version, Office = row.Office, Channel = row.Channel, Applicant = row.Applicant,
        OpenedAt = row.OpenedAt, State = row.State, ClosedAt = row.ClosedAt, Facts = Read<Dictionary<string, JsonElement>>(row.Facts)!,
        Contents = new CaseContents
        {
            Applicant = people.Masked(row.Applicant, row.KeyId, row.Name, row.IdNumber, row.Mobile, row.Address),
            Calendars = Read<Dictionary<string, int>>(row.Calendars) ?? [],
            Clocks = [.. (Read<JsonElement[]>(row.Clocks) ?? []).Select(ledger => ClockLedger.Parse(ledger.GetRawText()))],
            Tasks = [.. (Read<TaskRow[]>(row.Tasks) ?? []).Select(task => new OpenTask(task.Instance, task.Token, new TaskView(task.Id, row.Number, row.Process, task.Office, task.Name, task.Title,
                task.Form, "open", task.Assignee, task.CandidateGroups, task.Priority, task.Due, task.Outcomes, task.Data, task.OpenedAt)))],
            Incidents = [.. (Read<IncidentRow[]>(row.Incidents) ?? []).Select(one => new OpenIncident(one.Instance, one.Token,
                new IncidentSummary(one.Id, one.Activity, one.Code, one.Message, one.RaisedAt)))],
            ChildWaits = [.. Read<ChildWait[]>(row.ChildWaits) ?? []],
        },
    };

    private static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, CaseJson.Options);
}
