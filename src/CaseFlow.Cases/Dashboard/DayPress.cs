using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Forecast;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Dashboard;

/// <summary>A state that a case has been in since an instant.</summary>
internal sealed record StageEntry(string State, DateTimeOffset At)
{
    /// <summary>As the case keeps them, oldest first.</summary>
    public static IReadOnlyList<StageEntry> Read(string? stages) => stages is null ? [] : JsonSerializer.Deserialize<StageEntry[]>(stages, CaseJson.Options)!;
}

/// <summary>Counts a day in Shanghai: what was opened, closed, kept and broken, the parts of shares, and how long what was closed had taken in working time. Rows of that day only, found by the order of time.</summary>
internal sealed class DayPress(PgSession session, CalendarShelf calendars, Foresight foresight, HouseRules rules, TimeProvider time)
{
    private const string Above = "join office o on o.id = leaf.office_id join office a on o.path = a.path or o.path like a.path || '/%'";

    private const string Counts = $"""
        with leaf as (
            select office_id, process, 'opened' as measure, count(*) as count from case_file where opened_at >= @from and opened_at < @to group by office_id, process
            union all select office_id, process, 'closed', count(*) from case_file where closed_at >= @from and closed_at < @to group by office_id, process
            union all select k.office_id, c.process, lower(k.outcome), count(*) from clock k join case_file c on c.id = k.case_id
                where k.stopped_at >= @from and k.stopped_at < @to and k.outcome is not null and k.office_id is not null group by k.office_id, c.process, k.outcome
            union all select s.office_id, c.process, s.kind, count(*) from signal s join case_file c on c.id = s.case_id
                where s.raised_at >= @from and s.raised_at < @to and s.kind in ('red', 'amber') group by s.office_id, c.process, s.kind
            union all select c.office_id, c.process, 'share.' || share.code || '.' || share.part, count(*) from decision d join case_file c on c.id = d.case_id
                join unnest(@codes::text[], @parts::text[], @named::text[]) as share (code, part, named) on share.named = d.step || '/' || d.decision
                where d.at >= @from and d.at < @to group by c.office_id, c.process, share.code, share.part)
        insert into day_count (office_id, day, process, measure, count)
        select a.id, @day, leaf.process, leaf.measure, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.process, leaf.measure
        """;

    private const string Stays = $"""
        with leaf as (select office_id, process, stage, step, count(*) as count from unnest(@offices::text[], @processes::text[], @stages::text[], @steps::smallint[]) as one (office_id, process, stage, step)
            group by office_id, process, stage, step)
        insert into stay (office_id, day, process, stage, step, count)
        select a.id, @day, leaf.process, leaf.stage, leaf.step, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.process, leaf.stage, leaf.step
        """;

    private sealed record Closed(string Office, string Process, string? Stages, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt);

    /// <summary>The day on which counting goes on: the last one that was counted, which was not over then, or the first one there is.</summary>
    public async Task<DateOnly> FirstAsync(CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<DateOnly?>("select day from statistic_run where work = 'days'", null, cancellationToken)
        ?? (await session.SingleOrDefaultAsync<DateTimeOffset?>("select opened_at from case_file order by id limit 1", null, cancellationToken) is { } first ? ShanghaiTime.DateOf(first) : ShanghaiTime.DateOf(time.GetUtcNow()));

    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var span = new { day, from = ShanghaiTime.StartOf(day).ToUniversalTime(), to = ShanghaiTime.EndOf(day).ToUniversalTime() };
        await session.ExecuteAsync("""
            insert into statistic_run (work, made_at, day) values ('days', @now, @day) on conflict (work) do update set made_at = excluded.made_at, day = excluded.day;
            delete from day_count where day = @day; delete from stay where day = @day
            """, new { now = time.GetUtcNow(), day }, cancellationToken);
        var shares = rules.Dashboard.Shares.SelectMany(share => share.Part.Select(named => (share.Code, Part: "part", Named: named)).Concat(share.Of.Select(named => (share.Code, Part: "of", Named: named)))).ToList();
        await session.ExecuteAsync(Counts, new
        {
            span.day, span.from, span.to, codes = shares.Select(share => share.Code).ToArray(), parts = shares.Select(share => share.Part).ToArray(), named = shares.Select(share => share.Named).ToArray(),
        }, cancellationToken);
        var calendar = await calendars.CalendarAsync(session, rules, cancellationToken);
        await StaysAsync(span, span.day, calendar, cancellationToken);
        await foresight.LearnAsync(span.day, span.from, span.to, calendar, cancellationToken);
    }

    private async Task StaysAsync(object span, DateOnly day, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var stays = new List<(string Office, string Process, string Stage, short Step)>();
        foreach (var one in await session.QueryAsync<Closed>("select office_id as office, process, stages::text as stages, opened_at, closed_at from case_file where closed_at >= @from and closed_at < @to", span, cancellationToken))
        {
            short Step(DateTimeOffset from, DateTimeOffset to) => Scale.StepOf(rules.Dashboard.Hours.Between(calendar, from, to));
            stays.Add((one.Office, one.Process, "", Step(one.OpenedAt, one.ClosedAt)));
            var stages = StageEntry.Read(one.Stages);
            for (var place = 0; place < stages.Count; place++)
            {
                var left = place + 1 < stages.Count ? stages[place + 1].At : one.ClosedAt;
                // The state that the end itself gives takes no time.
                if (left > stages[place].At)
                    stays.Add((one.Office, one.Process, stages[place].State, Step(stages[place].At, left)));
            }
        }
        await session.ExecuteAsync(Stays, new
        {
            day, offices = stays.Select(stay => stay.Office).ToArray(), processes = stays.Select(stay => stay.Process).ToArray(), stages = stays.Select(stay => stay.Stage).ToArray(), steps = stays.Select(stay => stay.Step).ToArray(),
        }, cancellationToken);
    }
}
