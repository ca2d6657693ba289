using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Operating.Operations;

/// <summary>One incident, case or job of an operation.</summary>
internal sealed record OperationSubject(long Id, long? CaseId, string? CaseNumber);

/// <summary>Finds the subjects of an operation, with the rights of the actor in the query.</summary>
internal sealed class OperationSubjects(PgSession session, ICurrentActor actor)
{
    /// <summary>More in one operation is refused: its item rows are written in one statement.</summary>
    public const int Most = 50_000;

    private const string Incidents = $"""
        select i.id, c.id as case_id, c.number as case_number
        from incident i left join case_file c on c.id = i.case_id left join office o on o.id = c.office_id left join workflow_instance w on w.id = i.instance_id
        where i.resolved_at is null and (c.id is not null and {Actor.SeesOffice} or i.case_id is null and {Actor.SeesBureau}) and (@ids::text[] is null or i.id::text = any(@ids)) and (@cases::text[] is null or c.number = any(@cases)) and (@Process::text is null or coalesce(w.definition_id, c.process) = @Process)
          and (@Version::int is null or coalesce(w.version, c.version) = @Version) and (@State::text is null or c.state = @State) and {Actor.InOffice} and {OfIncident}
        order by i.id limit @take
        """;

    private const string Cases = $"""
        select c.id, c.id as case_id, c.number as case_number from case_file c join office o on o.id = c.office_id
        where c.closed_at is null and {Actor.SeesOffice} and (@ids::text[] is null or c.number = any(@ids)) and (@cases::text[] is null or c.number = any(@cases)) and (@Process::text is null or c.process = @Process)
          and (@Version::int is null or c.version = @Version) and (@State::text is null or c.state = @State) and {Actor.InOffice}
          and (@Code::text is null and @Activity::text is null and @RaisedBefore::timestamptz is null
               or exists (select from incident i where i.case_id = c.id and i.resolved_at is null and {OfIncident}))
        order by c.id limit @take
        """;

    private const string Jobs = $"""
        select j.id, c.id as case_id, c.number as case_number from job j left join case_file c on c.id = j.case_id left join office o on o.id = c.office_id
        where j.failed_at is not null and (c.id is null or {Actor.SeesOffice}) and (@ids::text[] is null or j.id::text = any(@ids)) and (@Process::text is null or c.process = @Process)
          and (@Version::int is null or c.version = @Version) and (@State::text is null or c.state = @State) and (@Kind::text is null or j.kind = @Kind)
          and (@RaisedBefore::timestamptz is null or j.failed_at < @RaisedBefore) and {Actor.InOffice}
        order by j.id limit @take
        """;

    private const string Tasks = $"""
        select t.id, c.id as case_id, c.number as case_number from task t join case_file c on c.id = t.case_id join office o on o.id = t.office_id
        where t.status = 'open' and {Actor.SeesOffice} and (@ids::text[] is null or t.id::text = any(@ids)) and (@cases::text[] is null or c.number = any(@cases)) and (@Process::text is null or c.process = @Process)
          and (@Version::int is null or c.version = @Version) and (@State::text is null or c.state = @State) and {Actor.InOffice}
        order by t.id limit @take
        """;

    private const string OfIncident = """
        (@Code::text is null or i.code = @Code) and (@Activity::text is null or i.activity = @Activity or i.activity like '%:' || @Activity)
        and (@RaisedBefore::timestamptz is null or i.raised_at < @RaisedBefore)
        """;

    public async Task<IReadOnlyList<OperationSubject>> FindAsync(OperationCommand command, OperationSelection selection, CancellationToken cancellationToken)
    {
        var sql = command switch
        {
            OperationCommand.RetryIncident or OperationCommand.SkipIncident => Incidents,
            OperationCommand.RetryJob => Jobs,
            OperationCommand.ClaimTask or OperationCommand.ReleaseTask or OperationCommand.AssignTask or OperationCommand.CompleteTask => Tasks,
            _ => Cases,
        };
        var found = await session.QueryAsync<OperationSubject>(sql, new
        {
            officePath = actor.Actor.OfficePath, ids = selection.Ids?.ToArray(), cases = selection.Cases?.ToArray(), selection.Process, selection.Version, selection.Code, selection.Activity, selection.Office,
            selection.RaisedBefore, selection.State, selection.Kind, take = Most + 1,
        }, cancellationToken);
        return found.Count <= Most ? found
            : throw RefusedException.Invalid("too-many", $"一次最多处理 {Most} 项，请缩小范围。", $"At most {Most} at a time: narrow the selection.", "selection");
    }
}
