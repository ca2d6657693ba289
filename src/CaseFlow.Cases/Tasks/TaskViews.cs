using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Tasks;

/// <summary>Reads tasks, with the rights of the actor in the query: offices at or below the actor's own, groups the actor belongs to.</summary>
internal sealed class TaskViews(PgSession session, ICurrentActor actor)
{
    private const string Columns = """
        t.id, c.number as case_number, c.process, t.office_id as office, t.name, t.title::text as title, t.form, t.status, t.assignee, t.candidate_groups, t.priority, t.due,
        t.outcomes, t.data::text as data, t.opened_at, t.token, t.case_id, t.instance_id, (select a.name from account a where a.login = t.assignee) as assignee_name
        """;

    internal sealed record Row(long Id, string CaseNumber, string Process, string Office, string Name, string Title, string? Form, string Status, string? Assignee, string[] CandidateGroups,
        int Priority, DateTimeOffset? Due, string[] Outcomes, string Data, DateTimeOffset OpenedAt, long Token, long CaseId, string? InstanceId, string? AssigneeName)
    {
        public TaskView View => new(Id, CaseNumber, Process, Office, Name, JsonSerializer.Deserialize<Dictionary<string, string>>(Title)!, Form, Status, Assignee, CandidateGroups, Priority, Due,
            Outcomes, JsonElement.Parse(Data), OpenedAt);
    }

    /// <summary>Roles and groups whose tasks the actor may do.</summary>
    public string[] Groups => [.. actor.Actor.Roles.Union(actor.Actor.Groups)];

    /// <summary>A task that the actor may see, or nothing at all.</summary>
    public async Task<Row> FindAsync(long id, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<Row>($"""
            select {Columns} from task t join case_file c on c.id = t.case_id join office o on o.id = t.office_id where t.id = @id and {Actor.SeesOffice}
            """, new { id, officePath = actor.Actor.OfficePath }, cancellationToken)
        ?? throw RefusedException.NotFound("task-unknown", "没有这个任务，或您无权查看。", "There is no such task, or you may not see it.");

    /// <summary>Open desks hear that the task changed hands.</summary>
    public void Announce(Row task) => session.Announce(News.CaseNews.Subject(task.CaseNumber, task.Office));

    /// <summary>A page of open tasks, most urgent first.</summary>
    public async Task<Page<TaskView>> PageAsync(string condition, object? extra, string? after, int limit, CancellationToken cancellationToken)
    {
        // The key is «priority:id»: the order of the inbox index.
        var key = after?.Split(':') is [var p, var i] && int.TryParse(p, out var priority) && long.TryParse(i, out var id) ? (Priority: priority, Id: id) : ((int Priority, long Id)?)null;
        var parameters = new Dapper.DynamicParameters(extra);
        parameters.AddDynamicParams(new { officePath = actor.Actor.OfficePath, login = actor.Actor.Login, groups = Groups, take = limit + 1, priority = key?.Priority, after = key?.Id });
        var rows = await session.QueryAsync<Row>($"""
            select {Columns} from task t join case_file c on c.id = t.case_id join office o on o.id = t.office_id
            where t.status = 'open' and {Actor.SeesOffice} and {condition}
              and (@after::bigint is null or t.priority < @priority or (t.priority = @priority and t.id > @after))
            order by t.priority desc, t.id limit @take
            """, parameters, cancellationToken);
        var page = rows.Take(limit).Select(row => row.View).ToList();
        return new Page<TaskView>(page, rows.Count > limit ? $"{page[^1].Priority}:{page[^1].Id}" : null);
    }
}
