using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Running;

/// <summary>Turns events into rows: the one switch that knows which row follows from which event. Everything is queued in the burst's transaction.</summary>
internal sealed class Consequences(PgSession session, JobQueue jobs, BookmarkStore bookmarks, RowNumbers numbers, CaseScope scope)
{
    public void Queue(OpenInstance open)
    {
        foreach (var happened in open.Events)
            Queue(open, happened);
        var names = open.Events.OfType<EventAwaited>().Where(awaited => awaited.Senders.IsEmpty && IsStillAwaited(open, awaited)).SelectMany(awaited => awaited.EventNames).Distinct().ToArray();
        if (names.Length > 0)
            bookmarks.TakeEarly(open.Instance.Id, open.Case?.Id, open.Instance.CorrelationId, names, JobKind.DeliverEvent, scope.Now);
    }

    /// <summary>An event that the instance published for itself while it waited for it nowhere: it finds it there when it does.</summary>
    public void KeepForItself(OpenInstance open, EventPublished published) =>
        bookmarks.Keep(published.EventName, null, open.Instance.Id, published.Payload.GetRawText(), scope.Now, PublishedEvents.Patience);

    private static bool IsStillAwaited(OpenInstance open, EventAwaited awaited) =>
        open.Instance.Visits.TryGetValue(awaited.Token, out var visit) && visit.Waiting?.Kind == WaitKind.Event;

    private void Queue(OpenInstance open, WorkflowEvent happened)
    {
        switch (happened)
        {
            // One that was left within the burst never gets a row.
            case EventAwaited awaited when IsStillAwaited(open, awaited): Await(open, awaited); open.Waits[awaited.Token] = WaitKind.Event; break;
            case CorrelationSet: Correlate(open); break;
            case EventPublished { Local: false } published:
                jobs.Enqueue(new Job(JobKind.PublishEvent, CaseJson.Element(new EventOnItsWay(published.EventName, published.Payload, published.CorrelationId)), scope.Now));
                break;
            // Without a case the runner has already turned the task into an incident.
            case TaskOpened opened when open.Case is not null: OpenTask(open, opened); open.Waits[opened.Token] = WaitKind.Task; break;
            case TimerArmed armed:
                jobs.Enqueue(new Job(JobKind.Timer, JsonSerializer.SerializeToElement(new { }), armed.Due, open.Case?.Id, open.Instance.Id, armed.Token));
                open.Waits[armed.Token] = WaitKind.Timer;
                break;
            case HttpRequestAwaited awaited: AwaitHttp(open, awaited); open.Waits[awaited.Token] = WaitKind.HttpRequest; break;
            case HttpResponseWritten written: AnswerHttp(open, written); break;
            case RequestIssued { Request: OpenInstance.ExternalTask } issued: open.Waits[issued.Token] = WaitKind.Request; open.ExternalTasks.Add(issued.Token); break;
            case RequestIssued issued: open.Waits[issued.Token] = WaitKind.Request; break;
            case ActivityFaulted faulted: Leave(open, faulted.Token, "cancelled", null); RaiseIncident(open, faulted); open.Waits[faulted.Token] = WaitKind.Incident; break;
            case ActivityRetried retried: ResolveIncident(open, retried.Token, "retried"); open.Waits.Remove(retried.Token); break;
            case ActivityCompleted completed: Leave(open, completed.Token, "completed", completed.Outcomes.FirstOrDefault()); break;
            case InstanceFinished or InstanceCancelled when open.Process.Definition.Activation != ActivationStrategy.AllowAlways:
                session.Add("delete from activation where instance_id = @Id", new { open.Instance.Id });
                break;
            case ActivityCancelled cancelled: Leave(open, cancelled.Token, "cancelled", null); break;
            default: break;
        }
    }

    private void Leave(OpenInstance open, long token, string status, string? outcome)
    {
        if (!open.Waits.Remove(token, out var waited))
            return;
        switch (waited)
        {
            case WaitKind.Task:
                open.Record.Contents.Tasks.RemoveAll(task => task.Token == token && task.Instance == open.Instance.Id);
                session.Add("""
                    update task set status = @status, outcome = @outcome, ended_at = @Now, ended_by = @by
                    where case_id = @Id and token = @token and coalesce(instance_id, '') = @instance and status = 'open'
                    """, new { status, outcome, scope.Now, by = scope.Actor.Login, open.Record.Id, token, instance = open.MemberId ?? "" });
                break;
            case WaitKind.HttpRequest: session.Add("delete from http_wait where instance_id = @Id and token = @token", new { open.Instance.Id, token }); break;
            case WaitKind.Request when open.ExternalTasks.Remove(token):
                session.Add("update external_task set status = 'cancelled', ended_at = @Now, leased_until = null where id = @id and status = 'open'",
                    new { scope.Now, id = $"{open.Instance.Id}-{token}" });
                break;
            case WaitKind.Timer or WaitKind.Request: jobs.CancelFor(open.Instance.Id, token); break;
            case WaitKind.Event:
                open.Case?.Contents.ChildWaits.RemoveAll(one => one.Token == token && one.Instance == open.Instance.Id);
                bookmarks.Leave(open.Instance.Id, token);
                break;
            case WaitKind.Incident: ResolveIncident(open, token, status == "completed" ? "skipped" : "cancelled"); break;
            default: break;
        }
    }

    private void Await(OpenInstance open, EventAwaited awaited)
    {
        foreach (var name in awaited.EventNames.Distinct().Order(StringComparer.Ordinal))
        {
            if (open.Case is { } record && open.MemberId is not null)
                record.Contents.ChildWaits.Add(new ChildWait(open.Instance.Id, awaited.Token, name, [.. awaited.Senders], awaited.Form));
            bookmarks.Await(new Bookmark(open.Instance.Id, awaited.Token, name, open.Case?.Id, awaited.CorrelationId ?? open.Instance.CorrelationId, [.. awaited.Senders], awaited.Form));
        }
    }

    /// <summary>What the instance waits for moves with what it is about.</summary>
    private void Correlate(OpenInstance open)
    {
        var tokens = open.Instance.Waiting.Where(waiting => waiting is { Kind: WaitKind.Event, CorrelationId: null }).Select(waiting => waiting.Token).ToArray();
        if (tokens.Length > 0)
            bookmarks.Correlate(open.Instance.Id, tokens, open.Instance.CorrelationId);
    }

    private void OpenTask(OpenInstance open, TaskOpened opened)
    {
        var (record, task, id) = (open.Record, opened.Task, numbers.Next("task"));
        session.Add("""
            insert into task (id, case_id, instance_id, token, office_id, name, title, form, candidate_groups, priority, due, outcomes, data, status, opened_at) overriding system value
            values (@id, @caseId, @MemberId, @Token, @Office, @Name, @title, @Form, @groups, @Priority, @Due, @outcomes, @Data, 'open', @Now)
            """, new
        {
            id, caseId = record.Id, open.MemberId, opened.Token, record.Office, task.Name, title = CaseJson.Element(task.Title), task.Form, groups = task.CandidateGroups.ToArray(),
            task.Priority, task.Due, outcomes = task.Outcomes.ToArray(), task.Data, scope.Now,
        });
        record.Contents.Tasks.Add(new OpenTask(open.Instance.Id, opened.Token, new TaskView(id, record.Number, record.Process, record.Office, task.Name, task.Title, task.Form, "open", null,
            task.CandidateGroups, task.Priority, task.Due, task.Outcomes, task.Data, scope.Now)));
    }

    private void AwaitHttp(OpenInstance open, HttpRequestAwaited awaited)
    {
        foreach (var key in awaited.Route.Keys)
            session.Add("insert into http_wait (key, instance_id, token, case_id, route) values (@key, @Id, @Token, @caseId, @route)",
                new { key, open.Instance.Id, awaited.Token, caseId = open.Case?.Id, route = CaseJson.Element(awaited.Route) });
    }

    /// <summary>The caller of this burst gets it at once; one who still waits for an earlier burst finds it here, the longest waiting first.</summary>
    private void AnswerHttp(OpenInstance open, HttpResponseWritten written)
    {
        var answer = new Http.WrittenAnswer(written.StatusCode, written.ContentType, written.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray()), written.Content);
        scope.Answers.Add(answer);
        session.Add("update http_exchange set answer = @answer where id = (select id from http_exchange where root_id = @RootId and answer is null order by id limit 1)",
            new { answer = CaseJson.Element(answer), open.RootId });
    }

    private void RaiseIncident(OpenInstance open, ActivityFaulted faulted)
    {
        var id = numbers.Next("incident");
        session.Add("""
            insert into incident (id, case_id, instance_id, token, activity, code, message, raised_at) overriding system value
            values (@id, @caseId, @MemberId, @Token, @Activity, @Code, @Message, @Now)
            """, new { id, caseId = open.Case?.Id, open.MemberId, faulted.Token, faulted.Activity, faulted.Code, faulted.Message, scope.Now });
        open.Case?.Contents.Incidents.Add(new OpenIncident(open.Instance.Id, faulted.Token, new IncidentSummary(id, faulted.Activity, faulted.Code, faulted.Message, scope.Now)));
    }

    private void ResolveIncident(OpenInstance open, long token, string resolution)
    {
        open.Case?.Contents.Incidents.RemoveAll(one => one.Token == token && one.Instance == open.Instance.Id);
        session.Add("""
            update incident set resolved_at = @Now, resolved_by = @by, resolution = @resolution, reason = @reason
            where coalesce(instance_id, case_id::text) = @Id and token = @token and resolved_at is null
            """, new { scope.Now, by = scope.Actor.Login, resolution, reason = scope.Reason, open.Instance.Id, token });
    }
}

/// <summary>Job kinds of the product. Stored, so they never change; outside jobs use their type's name.</summary>
internal static class JobKind
{
    public const string Timer = "timer";

    /// <summary>An absence begins or ends.</summary>
    public const string Substitution = "substitution";

    public const string Clock = "clock";
    public const string Message = "message";

    /// <summary>A timer trigger starts an instance.</summary>
    public const string Trigger = "trigger";

    /// <summary>A published event looks for its receivers.</summary>
    public const string PublishEvent = "publish-event";

    /// <summary>One instance gets an event it waits for.</summary>
    public const string DeliverEvent = "deliver-event";

    /// <summary>An event starts an instance.</summary>
    public const string TriggeredStart = "triggered-start";

    /// <summary>An instance starts that another one dispatched.</summary>
    public const string StartChild = "start-child";

    /// <summary>An operator's command on many subjects.</summary>
    public const string Operation = "operation";

    /// <summary>A red card that stays open climbs.</summary>
    public const string Escalate = "escalate";

    /// <summary>A published year table recounts open clocks.</summary>
    public const string Recount = "recount";

    /// <summary>What managers are shown in numbers is counted.</summary>
    public const string Statistics = "statistics";

    /// <summary>What recurs at an hour of the day.</summary>
    public const string Recurring = "recurring";

    /// <summary>The nightly deletion.</summary>
    public const string Retention = "retention";
}
