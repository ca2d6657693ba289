using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Counts what is open just now, once for all who look: time limits by lamp, work by person and group, places where cases wait. One walk over what is open, at the offices of the cases, then added up the tree.</summary>
internal sealed class StandingPress(PgSession session, Diagrams diagrams, CalendarShelf calendars, HouseRules rules, TimeProvider time)
{
    // Rows of an office count for every office above it.
    private const string Above = "join office o on o.id = leaf.office_id join office a on o.path = a.path or o.path like a.path || '/%'";

    private const string Standing = $"""
        with lamp as materialized (select k.id, k.case_id, k.office_id, k.colour, c.process, c.state from clock k join case_file c on c.id = k.case_id where k.colour is not null and k.office_id is not null),
        leaf as (
            select office_id, 'all' as dimension, '' as value, colour, count(*) as count from lamp group by office_id, colour
            union all select office_id, 'process', process, colour, count(*) from lamp group by office_id, process, colour
            union all select office_id, 'state', state, colour, count(*) from lamp group by office_id, state, colour
            union all select l.office_id, 'person', t.assignee, l.colour, count(distinct l.id) from lamp l join task t on t.case_id = l.case_id and t.status = 'open' and t.assignee is not null
                group by l.office_id, t.assignee, l.colour
            union all select l.office_id, 'group', g, l.colour, count(distinct l.id) from lamp l join task t on t.case_id = l.case_id and t.status = 'open' cross join unnest(t.candidate_groups) g
                group by l.office_id, g, l.colour)
        insert into standing (office_id, dimension, value, colour, count)
        select a.id, leaf.dimension, leaf.value, leaf.colour, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.dimension, leaf.value, leaf.colour
        """;

    private const string Workload = $"""
        with open as materialized (select t.office_id, t.assignee, t.candidate_groups, {Promised} as due from task t where t.status = 'open'),
        leaf as (
            select office_id, 'person' as kind, assignee as value, due, count(*) as count from open where assignee is not null group by office_id, assignee, due
            union all select office_id, 'group', g, due, count(*) from open cross join unnest(candidate_groups) g where assignee is null group by office_id, g, due)
        insert into workload (office_id, kind, value, due, count)
        select a.id, leaf.kind, leaf.value, leaf.due, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.kind, leaf.value, leaf.due
        """;

    /// <summary>When the earliest running limit of the case of a <c>task t</c> ends; null: nothing is promised, or it is paused.</summary>
    public const string Promised = "(select min(k.deadline) from clock k where k.case_id = t.case_id and k.colour is not null and k.colour <> 'paused')";

    /// <summary>What open cases wait for: of <c>case_file c</c>, with <c>visit.place</c>, the drawn activity at which or in which it is, and <c>came.since</c>, the instant of the burst that came to it: a token is the
    /// number of the event that scheduled its visit, so that is one look into an index. Of the versions <c>@definitions</c>, <c>@versions</c> with their <c>@depths</c>.</summary>
    public const string Visits = """
        from case_file c join workflow_instance i on i.case_id = c.id and i.status = 'Running'
        join unnest(@definitions, @versions, @depths) drawn (definition_id, version, depth) on drawn.definition_id = i.definition_id and drawn.version = i.version
        cross join lateral (select array_to_string((string_to_array(one.value ->> 'activity', ':'))[:drawn.depth], ':') as place, one.key::bigint as token from json_each(i.state -> 'visits') one where one.value -> 'waiting' is not null) visit
        cross join lateral (select coalesce((select b.at from burst b where b.instance_id = i.id and b.sequence >= visit.token and b.at >= i.created_at order by b.sequence limit 1), i.created_at) as since) came
        """;

    /// <summary>Whether a limit of <c>case_file c</c> is over.</summary>
    public const string Late = "exists (select from clock k where k.case_id = c.id and k.colour = 'red')";

    private sealed record Running(string Definition, int Version);

    private const string Places = $"""
        with here as (
            select c.office_id, i.definition_id, i.version, visit.place, min(came.since) as since, {Late} as late {Visits} where c.closed_at is null group by c.id, i.definition_id, i.version, visit.place),
        leaf as materialized (
            select office_id, definition_id, version, place as activity, @most - width_bucket(since, @instants) as step, count(*) as count, count(*) filter (where late) as late
            from here group by office_id, definition_id, version, place, step),
        place as (
            insert into waiting_place (office_id, definition_id, version, activity, count, late)
            select a.id, leaf.definition_id, leaf.version, leaf.activity, sum(leaf.count)::int, sum(leaf.late)::int from leaf {Above} group by a.id, leaf.definition_id, leaf.version, leaf.activity)
        insert into waiting_time (office_id, definition_id, version, activity, step, count)
        select a.id, leaf.definition_id, leaf.version, leaf.activity, leaf.step, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.definition_id, leaf.version, leaf.activity, leaf.step
        """;

    /// <summary>Puts new numbers in place of the old ones, which are shown until the commit.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Two runs at once: the second waits here and then counts anew.
        await session.ExecuteAsync("insert into statistic_run (work, made_at) values ('standing', @now) on conflict (work) do update set made_at = excluded.made_at", new { now = time.GetUtcNow() }, cancellationToken);
        var calendar = await calendars.CalendarAsync(session, rules, cancellationToken);
        await session.ExecuteAsync($"delete from standing; {Standing}", null, cancellationToken);
        await session.ExecuteAsync($"delete from workload; {Workload}", null, cancellationToken);
        var running = await session.QueryAsync<Running>("select distinct definition_id as definition, version from workflow_instance where case_id is not null and status = 'Running'", null, cancellationToken);
        var depths = new int[running.Count];
        foreach (var (at, one) in running.Index())
            depths[at] = await diagrams.DepthAsync(one.Definition, one.Version, cancellationToken);
        await session.ExecuteAsync($"delete from waiting_place; delete from waiting_time; {Places}", new
        {
            definitions = running.Select(one => one.Definition).ToArray(), versions = running.Select(one => one.Version).ToArray(), depths,
            most = Scale.Most, instants = Scale.Instants(rules.Dashboard.Hours, calendar, time.GetUtcNow()),
        }, cancellationToken);
    }
}
