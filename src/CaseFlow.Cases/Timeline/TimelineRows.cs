using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Timeline;

/// <summary>What the tables of a case tell, in one query. The rights were checked with the case.</summary>
internal sealed class TimelineRows(PgSession session)
{
    // One line a source: rank, id, instant, kind, what, who, values. A case has some dozens of these rows, all found by its id.
    private const string Sources = """
        select 1, id, opened_at, 'case', 'case.opened', null, jsonb_build_object('number', number, 'channel', channel) from case_file where id = @caseId
        union all select 2, id, closed_at, 'case', 'case.closed', null, jsonb_build_object('state', state) from case_file where id = @caseId and closed_at is not null
        union all select 3, id, opened_at, 'task', 'task.opened', null, jsonb_build_object('title', title) from task where case_id = @caseId
        union all select 4, id, claimed_at, 'task', 'task.claimed', assignee, jsonb_build_object('title', title) from task where case_id = @caseId and claimed_at is not null
        union all select 5, id, ended_at, 'task', 'task.' || status, ended_by, jsonb_build_object('title', title, 'outcome', coalesce(outcome, '')) from task where case_id = @caseId and ended_at is not null
        union all select 6, id, at, 'decision', case when reason is null then 'decision' else 'decision.reason' end, by,
                         jsonb_build_object('step', step, 'decision', decision, 'reason', coalesce(reason, '')) from decision where case_id = @caseId and decision <> 'ASKED'
        union all select 7, id, started_at, 'clock', 'clock.started', null, jsonb_build_object('title', coalesce(nullif(ledger -> 'policy' -> 'title', '{}'), to_jsonb(name)), 'deadline', deadline)
                  from clock where case_id = @caseId
        union all select 8, id, stopped_at, 'clock', 'clock.' || coalesce(lower(outcome), 'abandoned'), null, jsonb_build_object('title', coalesce(nullif(ledger -> 'policy' -> 'title', '{}'), to_jsonb(name)))
                  from clock where case_id = @caseId and stopped_at is not null
        union all select 9, c.id * 100 + p.place, (p.pause ->> 'from')::timestamptz, 'clock', 'clock.paused', p.pause ->> 'actor',
                         jsonb_build_object('title', coalesce(nullif(c.ledger -> 'policy' -> 'title', '{}'), to_jsonb(c.name)), 'reason', p.pause ->> 'reason')
                  from clock c cross join lateral jsonb_array_elements(c.ledger -> 'pauses') with ordinality as p (pause, place) where c.case_id = @caseId
        union all select 10, c.id * 100 + p.place, (p.pause ->> 'to')::timestamptz, 'clock', 'clock.resumed', null,
                         jsonb_build_object('title', coalesce(nullif(c.ledger -> 'policy' -> 'title', '{}'), to_jsonb(c.name)))
                  from clock c cross join lateral jsonb_array_elements(c.ledger -> 'pauses') with ordinality as p (pause, place) where c.case_id = @caseId and p.pause ->> 'to' is not null
        union all select 11, id, raised_at, 'clock', 'signal.' || kind, null, jsonb_build_object('stage', coalesce(stage, ''), 'deadline', deadline) from signal where case_id = @caseId
        union all select 12, id, issued_at, 'clock', case kind when 'urge' then 'urge' else 'supervision' end, issued_by, jsonb_build_object('measure', measure, 'due', due_on, 'owner', coalesce(owner, ''))
                  from supervision where case_id = @caseId
        union all select 20, id, at, 'clock', 'supervision.' || step, by, jsonb_build_object('text', text) from supervision_step where case_id = @caseId
        union all select 21, id, at, 'clock', 'red-card.' || step, by, jsonb_build_object('text', text, 'cause', coalesce(cause, ''), 'level', coalesce(level, 0)) from red_card_step where case_id = @caseId
        union all select 13, id, queued_at, 'message', 'message.queued', null, jsonb_build_object('template', template) from message where case_id = @caseId
        union all select 14, id, sent_at, 'message', 'message.sent', null, jsonb_build_object('template', template) from message where case_id = @caseId and sent_at is not null
        union all select 15, min(id), issued_at, 'paper', 'paper.issued', min(issued_by), jsonb_build_object('title', jsonb_object_agg(locale, title)) from paper where case_id = @caseId group by template, issued_at
        union all select 22, s.id, s.signed_at, 'paper', 'paper.signed', s.taken_by, jsonb_build_object('title', (select jsonb_object_agg(p.locale, p.title) from paper p
                  where p.case_id = s.case_id and p.template = s.template and p.issued_at = s.issued_at)) from paper_signature s where s.case_id = @caseId
        union all select 16, row_number() over (order by received_at, source, event_id), received_at, 'event', 'webhook.' || outcome, source, jsonb_build_object('event', type)
                  from webhook_event where case_id = @caseId
        union all select 17, id, raised_at, 'incident', 'incident.raised', null, jsonb_build_object('activity', activity, 'code', code, 'message', message) from incident where case_id = @caseId
        union all select 18, id, resolved_at, 'incident', 'incident.' || resolution, resolved_by, jsonb_build_object('activity', activity, 'code', code, 'reason', coalesce(reason, ''))
                  from incident where case_id = @caseId and resolved_at is not null
        union all select 19, id, at, 'repair', 'repair.' || command, by,
                         jsonb_build_object('reason', reason, 'activity', coalesce(detail ->> 'activity', ''), 'to', coalesce(detail ->> 'to', ''), 'variables', coalesce(detail -> 'variables', '[]'))
                  from intervention where case_id = @caseId
        """;

    // An instance without a case has no tasks, clocks, papers: only where it could not go on, and who helped.
    private const string SourcesOfInstance = """
        select 17, id, raised_at, 'incident', 'incident.raised', null, jsonb_build_object('activity', activity, 'code', code, 'message', message) from incident where instance_id = @instanceId
        union all select 18, id, resolved_at, 'incident', 'incident.' || resolution, resolved_by, jsonb_build_object('activity', activity, 'code', code, 'reason', coalesce(reason, ''))
                  from incident where instance_id = @instanceId and resolved_at is not null
        union all select 19, id, at, 'repair', 'repair.' || command, by,
                         jsonb_build_object('reason', reason, 'activity', coalesce(detail ->> 'activity', ''), 'to', coalesce(detail ->> 'to', ''), 'variables', coalesce(detail -> 'variables', '[]'))
                  from intervention where instance_id = @instanceId
        """;

    private sealed record Row(int Rank, long Id, DateTimeOffset At, string Kind, string What, string? By, string Detail);

    public Task<IReadOnlyList<TimelineMoment>> ReadAsync(long caseId, string[] kinds, bool newest, TimelineCursor after, int take, CancellationToken cancellationToken) =>
        ReadAsync(Sources, caseId, "", kinds, newest, after, take, cancellationToken);

    public Task<IReadOnlyList<TimelineMoment>> ReadAsync(string instanceId, string[] kinds, bool newest, TimelineCursor after, int take, CancellationToken cancellationToken) =>
        ReadAsync(SourcesOfInstance, 0, instanceId, kinds, newest, after, take, cancellationToken);

    private async Task<IReadOnlyList<TimelineMoment>> ReadAsync(string sources, long caseId, string instanceId, string[] kinds, bool newest, TimelineCursor after, int take, CancellationToken cancellationToken)
    {
        var (order, beyond) = newest ? ("desc", "<") : ("asc", ">");
        var rows = await session.QueryAsync<Row>($"""
            select rank, id, at, kind, what, by, detail::text as detail from ({sources}) as source (rank, id, at, kind, what, by, detail)
            where kind = any(@kinds) and (@at::timestamptz is null or (at, rank, id) {beyond} (@at, @Rank, @Id)) order by at {order}, rank {order}, id {order} limit @take
            """, new { caseId, instanceId, kinds, at = after.At, after.Rank, after.Id, take }, cancellationToken);
        return [.. rows.Select(row => new TimelineMoment(row.At, row.Rank, row.Id, row.Kind, row.What, row.By, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.Detail)!))];
    }
}
