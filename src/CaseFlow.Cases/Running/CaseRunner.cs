using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>The only caller of the engine. Opens a case under its lock, feeds it stimuli, answers the requests that its activities issue inside the same transaction,
/// and stores state, journal, consequences and the case row in one batch.</summary>
internal sealed class CaseRunner(
    PgSession session, InstanceStore instances, ProcessCatalogue processes, ActivityRequests requests, Consequences consequences, CaseScope scope, ICurrentActor actor, TimeProvider time)
{
    /// <summary>Requests answered for one stimulus before it counts as an endless loop: the engine's own limit sees one burst only, and each answer begins a new one.</summary>
    internal const int AnswersPerStimulus = 1_000;

    private const string Columns = "id, number, query_code, process, version, office_id as office, channel, applicant_id as applicant, opened_at, state, closed_at, facts::text as facts";

    private sealed record Row(long Id, string Number, string QueryCode, string Process, int Version, string Office, string Channel, Guid Applicant,
        DateTimeOffset OpenedAt, string State, DateTimeOffset? ClosedAt, string Facts);

    /// <summary>Locks the case's instance row, then reads the case: two bursts of one case run one after the other, on any node.</summary>
    public async Task<OpenCase> OpenAsync(long caseId, CancellationToken cancellationToken)
    {
        var stored = await instances.LockAndLoadAsync(InstanceId(caseId), cancellationToken)
            ?? throw new InvalidOperationException($"Case {caseId} has no workflow instance.");
        var row = await session.SingleAsync<Row>($"select {Columns} from case_file where id = @caseId", new { caseId }, cancellationToken);
        var record = new CaseRecord
        {
            Id = row.Id, Number = row.Number, QueryCode = row.QueryCode, Process = row.Process, Version = row.Version, Office = row.Office, Channel = row.Channel,
            Applicant = row.Applicant, OpenedAt = row.OpenedAt, State = row.State, ClosedAt = row.ClosedAt,
            Facts = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(row.Facts)!,
        };
        var process = await processes.GetAsync(row.Process, row.Version, cancellationToken);
        return Enter(new OpenCase(record, process, InstanceJson.Read(stored.State), stored.Revision, isNew: false));
    }

    /// <summary>A new case; it exists once the transaction commits.</summary>
    public OpenCase Create(CaseRecord record, ProcessVersion process) =>
        Enter(new OpenCase(record, process, WorkflowInstance.Create(InstanceId(record.Id)), 0, isNew: true));

    /// <summary>Feeds one stimulus and answers every request it leads to, until nothing is left to answer here.</summary>
    /// <exception cref="RefusedException">Nobody waits for the stimulus; nothing has changed.</exception>
    public async Task AdvanceAsync(OpenCase open, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var unanswered = new Queue<RequestIssued>();
        Feed(open, stimulus, unanswered);
        for (var answers = 0; unanswered.TryDequeue(out var issued); answers++)
        {
            // A request of a visit that a later event of the burst cancelled needs no answer.
            if (!open.Instance.Waiting.Any(waiting => waiting.Token == issued.Token && waiting.Kind == WaitKind.Request))
                continue;
            if (answers == AnswersPerStimulus)
            {
                Feed(open, new FailRequest(issued.Token, "endless-loop", $"{AnswersPerStimulus} activities ran without waiting for anything: a loop without an end."), unanswered);
                break;
            }
            (scope.Token, scope.Activity) = (issued.Token, issued.Activity);
            switch (await requests.AnswerAsync(issued, cancellationToken))
            {
                case ActivityAnswer.Answered answered: Feed(open, new AnswerRequest(issued.Token, answered.Port, answered.Result), unanswered); break;
                case ActivityAnswer.Failure failure: Feed(open, new FailRequest(issued.Token, failure.Code, failure.Message), unanswered); break;
                default: break;
            }
        }
    }

    /// <summary>Queues the row of a new case, before its first burst.</summary>
    public void SaveNew(CaseRecord record) => session.Add("""
        insert into case_file (id, number, query_code, process, version, state, office_id, channel, applicant_id, facts, opened_at, closed_at)
        values (@Id, @Number, @QueryCode, @Process, @Version, @State, @Office, @Channel, @Applicant, @facts, @OpenedAt, @ClosedAt)
        """, Parameters(record));

    /// <summary>Queues everything that the burst changed; the session sends it in one round trip.</summary>
    public void Save(OpenCase open)
    {
        var (record, instance) = (open.Record, open.Instance);
        if (record.Changed)
            session.Add("update case_file set state = @State, facts = @facts, closed_at = @ClosedAt where id = @Id", Parameters(record), 1);
        if (open.Events.Count == 0)
            return;
        var stored = new StoredInstance(instance.Id, record.Id, instance.DefinitionId, instance.Version, instance.Status.ToString(), InstanceJson.Write(instance), instance.Sequence);
        if (open.IsNew)
            instances.Insert(stored, scope.Now);
        else
            instances.Save(stored, open.ReadRevision, scope.Now);
        instances.Append(instance.Id, record.Id, scope.Now, scope.Actor.Login, instance.Sequence, JournalJson.Write(open.Events));
        consequences.Queue(open);
    }

    /// <summary>The instance of a case has the case's id.</summary>
    public static string InstanceId(long caseId) => caseId.ToString();

    private void Feed(OpenCase open, Stimulus stimulus, Queue<RequestIssued> unanswered)
    {
        var burst = Engine.Advance(open.Process.Definition, open.Instance, stimulus, scope.Now);
        if (burst.Refused is { } refused)
            throw RefusedException.Conflict(refused.Code, refused.Zh, refused.En);
        open.Take(burst);
        foreach (var issued in burst.Events.OfType<RequestIssued>())
            unanswered.Enqueue(issued);
    }

    private OpenCase Enter(OpenCase open)
    {
        (scope.Case, scope.Process, scope.Actor, scope.Now) = (open.Record, open.Process, actor.Actor, time.GetUtcNow());
        return open;
    }

    private static object Parameters(CaseRecord record) => new
    {
        record.Id, record.Number, record.QueryCode, record.Process, record.Version, record.State, record.Office, record.Channel, record.Applicant,
        facts = CaseJson.Element(record.Facts), record.OpenedAt, record.ClosedAt,
    };
}
