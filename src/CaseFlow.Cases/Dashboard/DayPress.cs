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
        with leaf as (select office_id, process, measure, count(*) as count from ({Counted.Rows}) one group by office_id, process, measure)
        insert into day_count (office_id, day, process, measure, count)
        select a.id, @day, leaf.process, leaf.measure, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.process, leaf.measure
        """;

    private const string Stays = $"""
        with leaf as (select office_id, process, stage, step, count(*) as count from unnest(@offices::text[], @processes::text[], @stages::text[], @steps::smallint[]) as one (office_id, process, stage, step)
            group by office_id, process, stage, step)
        insert into stay (office_id, day, process, stage, step, count)
        select a.id, @day, leaf.process, leaf.stage, leaf.step, sum(leaf.count)::int from leaf {Above} group by a.id, leaf.process, leaf.stage, leaf.step
        """;

    /// <summary>The day on which counting goes on: the last one that was counted, which was not over then, or the first one there is; today where the clock was set back behind it.</summary>
    public async Task<DateOnly> FirstAsync(CancellationToken cancellationToken)
    {
        var today = ShanghaiTime.DateOf(time.GetUtcNow());
        var first = await session.SingleOrDefaultAsync<DateOnly?>("select day from statistic_run where work = 'days'", null, cancellationToken)
            ?? (await session.SingleOrDefaultAsync<DateTimeOffset?>("select opened_at from case_file order by id limit 1", null, cancellationToken) is { } opened ? ShanghaiTime.DateOf(opened) : today);
        return first < today ? first : today;
    }

    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var span = Counted.Of(day, rules);
        await session.ExecuteAsync("""
            insert into statistic_run (work, made_at, day) values ('days', @now, @day) on conflict (work) do update set made_at = excluded.made_at, day = excluded.day;
            delete from day_count where day = @day; delete from stay where day = @day
            """, new { now = time.GetUtcNow(), day }, cancellationToken);
        await session.ExecuteAsync(Counts, span, cancellationToken);
        var calendar = await calendars.CalendarAsync(session, rules, cancellationToken);
        await StaysAsync(span, calendar, cancellationToken);
        await foresight.LearnAsync(day, span.From, span.To, calendar, cancellationToken);
    }

    private async Task StaysAsync(CountedDay span, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var stays = new List<(string Office, string Process, string Stage, short Step)>();
        foreach (var one in await session.QueryAsync<ClosedCase>($"{ClosedCase.Select} where {ClosedCase.InTime}", span, cancellationToken))
            stays.AddRange(one.Stays(rules.Dashboard.Hours, calendar).Select(stay => (one.Office, one.Process, stay.Stage, Scale.StepOf(stay.Took))));
        await session.ExecuteAsync(Stays, new
        {
            span.Day, offices = stays.Select(stay => stay.Office).ToArray(), processes = stays.Select(stay => stay.Process).ToArray(), stages = stays.Select(stay => stay.Stage).ToArray(), steps = stays.Select(stay => stay.Step).ToArray(),
        }, cancellationToken);
    }
}
