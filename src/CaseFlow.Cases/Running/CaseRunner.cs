using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>The only caller of the engine. Opens an instance under the lock of its family, feeds it stimuli, answers the requests that its activities issue inside the
/// same transaction, and stores state, journal, consequences and the case row in one batch: of this instance and of every other one of the family that the burst touched.</summary>
internal sealed class CaseRunner(
    PgSession session, InstanceStore instances, CaseReader cases, ProcessCatalogue processes, ActivityRequests requests, Consequences consequences, CaseScope scope, ICurrentActor actor,
    TimeProvider time)
{
    /// <summary>Requests answered for one stimulus before it counts as an endless loop: the engine's own limit sees one burst only, and each answer begins a new one.
    /// Counted over the whole family: a loop may go through children.</summary>
    internal const int AnswersPerStimulus = 1_000;

    private static readonly string EndlessLoop = $"{AnswersPerStimulus} activities ran without waiting for anything: a loop without an end.";

    // What this transaction has opened: a second look finds the same object, with what the burst has done to it.
    private readonly Dictionary<string, OpenInstance> opened = [];
    private object? transaction;
    private int answers;

    // The new case whose row is queued, and how often the session had sent its queue by then.
    private (CaseRecord? Case, int Sent) unsent;

    /// <summary>Locks the instance row of a case, then reads the case: two bursts of one case run one after the other, on any node.</summary>
    public Task<OpenInstance> OpenAsync(long caseId, CancellationToken cancellationToken) => OpenAsync(caseId, null, cancellationToken);

    /// <summary>Locks the family of an instance and reads the instance, with its case if it has one.</summary>
    /// <param name="caseId">The case, where it is known.</param>
    /// <param name="instanceId">Null: the case's own instance.</param>
    public async Task<OpenInstance> OpenAsync(long? caseId, string? instanceId, CancellationToken cancellationToken)
    {
        ForgetEarlierTransactions();
        var id = instanceId ?? InstanceId(caseId!.Value);
        var open = opened.GetValueOrDefault(id) ?? await LoadAsync(id, caseId, cancellationToken);
        Enter(open);
        return open;
    }

    /// <summary>Opens those of the instances that are roots and that nobody holds, in one round trip.</summary>
    /// <returns>Their ids; each is opened by <see cref="OpenAsync(long?, string?, CancellationToken)"/> without another look at the database.</returns>
    public async Task<IReadOnlySet<string>> OpenManyAsync(IReadOnlyCollection<(long? CaseId, string? InstanceId)> wanted, CancellationToken cancellationToken)
    {
        ForgetEarlierTransactions();
        var (stored, records) = await cases.ReadFreeAsync([.. wanted.Select(one => one.CaseId).OfType<long>()], [.. wanted.Select(one => one.InstanceId ?? InstanceId(one.CaseId!.Value))], cancellationToken);
        foreach (var one in stored)
            await EnterAsync(one, one.CaseId is { } owner ? records[owner] : null, cancellationToken);
        return stored.Select(one => one.Id).ToHashSet();
    }

    /// <summary>A new case; it exists once the transaction commits.</summary>
    public OpenInstance Create(CaseRecord record, ProcessVersion process)
    {
        ForgetEarlierTransactions();
        var open = new OpenInstance(process, WorkflowInstance.Create(InstanceId(record.Id)), 0, isNew: true) { Case = record };
        Enter(open);
        return opened[open.Instance.Id] = open;
    }

    /// <summary>A new instance, as a child or on its own; it exists once the transaction commits.</summary>
    /// <param name="id">Its id; chosen by whoever starts it.</param>
    /// <param name="record">The case it belongs to.</param>
    /// <param name="rootId">The instance whose row is the lock of its family; null if that is its own.</param>
    /// <param name="depth">How deep it stands among instances that run inside one another.</param>
    public OpenInstance Create(string id, ProcessVersion process, InstanceParent? parent = null, CaseRecord? record = null, string? rootId = null, int depth = 0)
    {
        ForgetEarlierTransactions();
        var open = new OpenInstance(process, WorkflowInstance.Create(id), 0, isNew: true)
        {
            Case = record, RootId = rootId ?? id, Parent = parent, Depth = depth,
        };
        if (opened.Count == 0)
            Enter(open);
        return opened[id] = open;
    }

    /// <summary>Feeds one stimulus and answers every request it leads to, until nothing is left to answer here.</summary>
    /// <exception cref="RefusedException">Nobody waits for the stimulus; nothing has changed.</exception>
    public async Task AdvanceAsync(OpenInstance open, Stimulus stimulus, CancellationToken cancellationToken)
    {
        answers = 0;
        await RunAsync(open, stimulus, cancellationToken);
        // The end of a child answers the visit that waits for it in this same transaction: a crash leaves both undone. The answer may end the parent, and so on upwards.
        for (var child = open; child is { HasEnded: true, Parent: { Token: { } token } parent };)
        {
            var answered = await FindAsync(parent.Id, cancellationToken);
            if (ChildEnd.Answer(answered, token, child) is not { } answer)
                return;
            await RunAsync(answered, answer, cancellationToken);
            child = answered;
        }
    }

    /// <summary>The same within a request that is being answered: a child runs inside its parent's burst.</summary>
    public async Task RunAsync(OpenInstance open, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var place = scope.Place;
        var unanswered = new Queue<WorkflowEvent>();
        await FeedAsync(open, stimulus, unanswered, cancellationToken);
        while (unanswered.TryDequeue(out var next))
        {
            if (next is EventPublished published)
            {
                await DeliverToItselfAsync(open, published, unanswered, cancellationToken);
                continue;
            }
            var issued = (RequestIssued)next;
            // A request of a visit that a later event of the burst cancelled needs no answer.
            if (!open.Instance.Waiting.Any(waiting => waiting.Token == issued.Token && waiting.Kind == WaitKind.Request))
                continue;
            if (answers++ >= AnswersPerStimulus)
            {
                await FeedAsync(open, new FailRequest(issued.Token, "endless-loop", EndlessLoop), unanswered, cancellationToken);
                continue;
            }
            scope.Stand(open, issued.Token, issued.Activity);
            switch (await requests.AnswerAsync(issued, open.Case is not null, cancellationToken))
            {
                case ActivityAnswer.Answered answered: await FeedAsync(open, new AnswerRequest(issued.Token, answered.Port, answered.Result), unanswered, cancellationToken); break;
                case ActivityAnswer.Failure failure: await FeedAsync(open, new FailRequest(issued.Token, failure.Code, failure.Message), unanswered, cancellationToken); break;
                default: break;
            }
        }
        scope.Stand(place);
    }

    /// <summary>Queues the row of a new case, before its first burst: what activities write refers to it. Its values are read when it is sent, so that what the burst
    /// changes until then needs no update.</summary>
    public void SaveNew(CaseRecord record)
    {
        session.Add("""
            insert into case_file (id, number, query_code, process, version, state, office_id, channel, applicant_id, facts, opened_at, closed_at, stages)
            values (@Id, @Number, @QueryCode, @Process, @Version, @State, @Office, @Channel, @Applicant, @Facts::json, @OpenedAt, @ClosedAt, jsonb_build_array(jsonb_build_object('state', @State, 'at', @OpenedAt)))
            """, new CaseRow(record));
        unsent = (record, session.Sent);
    }

    /// <summary>Queues everything that the burst changed, in this instance and in every other one that it touched: children and parents. The session sends it in one round trip.</summary>
    public void Save(OpenInstance open)
    {
        SaveOne(open);
        foreach (var other in opened.Values)
            SaveOne(other);
    }

    /// <summary>The instance of a case has the case's id.</summary>
    public static string InstanceId(long caseId) => caseId.ToString();

    /// <summary>An id for any other instance; younger ones sort later.</summary>
    public static string NewInstanceId() => Guid.CreateVersion7().ToString("n");

    private void SaveOne(OpenInstance open)
    {
        if (open.Case is { Changed: true } record)
        {
            if (unsent != (record, session.Sent))
                session.Add("""
                    update case_file set state = @State, facts = @Facts::json, closed_at = @ClosedAt,
                        stages = case when state = @State then stages else stages || jsonb_build_object('state', @State, 'at', @Now) end where id = @Id
                    """, new CaseRow(record, scope.Now), 1);
            record.Changed = false;
        }
        // Also where the instance stood still: an order, a card, a pause is news to open desks.
        if (open.Case is { } known)
            session.Announce(News.CaseNews.Subject(known.Number, known.Office));
        if (open.Events.Count == 0)
            return;
        var instance = open.Instance;
        var stored = new StoredInstance(instance.Id, open.Case?.Id, instance.DefinitionId, instance.Version, instance.Status.ToString(), InstanceJson.Write(instance), instance.Sequence,
            open.RootId == instance.Id ? null : open.RootId, open.Parent?.Id, open.Parent?.Token, instance.CorrelationId == open.Case?.Number ? null : instance.CorrelationId, instance.Name, open.Depth == 0 ? null : open.Depth);
        if (open.IsNew)
            instances.Insert(stored, scope.Now);
        else
            instances.Save(stored, open.ReadRevision, scope.Now);
        instances.Append(instance.Id, open.Case?.Id, scope.Now, scope.Actor.Login, instance.Sequence, JournalJson.Write(open.Events));
        consequences.Queue(open);
        open.Written();
    }

    private async Task FeedAsync(OpenInstance open, Stimulus stimulus, Queue<WorkflowEvent> unanswered, CancellationToken cancellationToken)
    {
        var before = open.Instance;
        var burst = Engine.Advance(open.Process.Definition, open.Instance, stimulus, scope.Now);
        if (burst.Refused is not null)
            throw new RefusedException(RefusalKind.Conflict, [.. burst.Reasons.Select(reason => new Pipeline.Refusal(reason.Code, reason.Zh, reason.En))]);
        open.Take(burst);
        foreach (var happened in burst.Events.Where(happened => happened is RequestIssued or EventPublished { Local: true }))
            unanswered.Enqueue(happened);
        if (open.Case is null)
            foreach (var task in burst.Events.OfType<TaskOpened>().Where(task => open.Instance.Waiting.Any(waiting => waiting.Token == task.Token)))
                await FeedAsync(open, new FailRequest(task.Token, "no-case", $"{task.Activity} is a task for people, and this instance runs without a case: no office could do it."), unanswered, cancellationToken);
        foreach (var token in ChildEnd.Abandoned(open.Process.Definition, before, burst))
            await CancelChildrenAsync(open, token, cancellationToken);
    }

    /// <summary>An event that an instance publishes for itself alone reaches it after the burst that published it.</summary>
    private async Task DeliverToItselfAsync(OpenInstance open, EventPublished published, Queue<WorkflowEvent> unanswered, CancellationToken cancellationToken)
    {
        var waiting = open.Awaiting(published.EventName).Where(one => one.Senders.IsEmpty).ToList();
        if (waiting.Count == 0 && !open.HasEnded)
            consequences.KeepForItself(open, published);
        foreach (var one in waiting.Where(one => open.Awaiting(published.EventName).Any(still => still.Token == one.Token)))
            if (answers++ < AnswersPerStimulus)
                await FeedAsync(open, new DeliverEvent(one.Token, published.EventName, published.Payload), unanswered, cancellationToken);
            else
                await FeedAsync(open, new FailRequest(one.Token, "endless-loop", EndlessLoop), unanswered, cancellationToken);
    }

    /// <summary>Cancels the children of a visit that was left before they ended, or all of an instance that was cancelled, and theirs, with their tasks, timers and jobs.</summary>
    private async Task CancelChildrenAsync(OpenInstance open, long? token, CancellationToken cancellationToken)
    {
        var unsaved = opened.Values.Where(one => one.IsNew && one.Parent?.Id == open.Instance.Id && (token is null || one.Parent.Token == token)).Select(one => one.Instance.Id);
        foreach (var id in (await instances.OpenChildrenAsync(open.Instance.Id, token, cancellationToken)).Concat(unsaved.ToList()))
            if (await FindAsync(id, cancellationToken) is { HasEnded: false } child)
                await RunAsync(child, new CancelWorkflow("parent-left"), cancellationToken);
    }

    /// <summary>Another instance that the burst reaches. Parents and children are locked under a lock that is held already, or after it.</summary>
    private async Task<OpenInstance> FindAsync(string id, CancellationToken cancellationToken) => opened.GetValueOrDefault(id) ?? await LoadAsync(id, null, cancellationToken);

    private async Task<OpenInstance> LoadAsync(string id, long? caseId, CancellationToken cancellationToken)
    {
        var known = opened.Values.FirstOrDefault(one => one.Case is not null && one.Case.Id == caseId)?.Case;
        var (stored, record) = caseId is { } of && known is null
            ? await cases.ReadAsync(of, id, id == InstanceId(of) ? InstanceStore.LockSql : InstanceStore.LockFamilySql, cancellationToken)
            : (await instances.LockFamilyAndLoadAsync(id, cancellationToken), known);
        if (stored is null)
            throw new InvalidOperationException($"There is no workflow instance {id}.");
        // Who names an instance alone may not know that it has a case.
        if (record is null && stored.CaseId is { } owner)
            record = opened.Values.FirstOrDefault(one => one.Case?.Id == owner)?.Case ?? (await cases.ReadAsync(owner, id, InstanceStore.LoadSql, cancellationToken)).Case;
        return await EnterAsync(stored, record, cancellationToken);
    }

    private async Task<OpenInstance> EnterAsync(StoredInstance stored, CaseRecord? record, CancellationToken cancellationToken) => opened[stored.Id] =
        new OpenInstance(await processes.GetAsync(stored.DefinitionId, stored.Version, cancellationToken), InstanceJson.Read(stored.State), stored.Revision, isNew: false)
        {
            Case = record, RootId = stored.RootId ?? stored.Id, Parent = stored.ParentId is null ? null : new InstanceParent(stored.ParentId, stored.ParentToken), Depth = stored.Depth ?? 0,
        };

    private void ForgetEarlierTransactions()
    {
        if (transaction == session.Transaction)
            return;
        opened.Clear();
        transaction = session.Transaction;
    }

    private void Enter(OpenInstance open)
    {
        scope.Stand(open);
        (scope.Actor, scope.Now) = (actor.Actor, time.GetInstant());
    }

    private sealed class CaseRow(CaseRecord record, DateTimeOffset now = default)
    {
        public DateTimeOffset Now => now;
        public long Id => record.Id;
        public string Number => record.Number;
        public string QueryCode => record.QueryCode;
        public string Process => record.Process;
        public int Version => record.Version;
        public string State => record.State;
        public string Office => record.Office;
        public string Channel => record.Channel;
        public Guid Applicant => record.Applicant;
        public string Facts => System.Text.Json.JsonSerializer.Serialize(record.Facts, CaseJson.Options);
        public DateTimeOffset OpenedAt => record.OpenedAt;
        public DateTimeOffset? ClosedAt => record.ClosedAt;
    }
}
