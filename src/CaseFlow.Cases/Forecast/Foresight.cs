using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Forecast;

/// <summary>How probable it is that an open time limit will be broken. The method is simple on purpose and says what it rests on: of the past cases of the process that had been in the same state for as long, the part
/// whose limit ran on for more working hours than are left (of one that has outrun them: of all, the part that took longer than is left). Pauses count neither here nor there. Each day's ends are first held against what would have been said, then learnt.</summary>
internal sealed class Foresight(PgSession session, CalendarShelf calendars, HouseRules rules, TimeProvider time)
{
    /// <summary>Less than this is not worth a manager's look.</summary>
    public const double Least = 0.1;

    private const int Batch = 2_000;

    private sealed record History(string Process, string Clock, string Stage, int Step, long Count);

    private sealed record Ended(string Process, string Name, string Ledger, string? Stages, string Outcome);

    private sealed record Running(long Id, long CaseId, string Office, string Process, string State, string Name, string Ledger, string? Stages);

    /// <summary>A forecast with what it rests on.</summary>
    internal sealed record Outlook(double Probability, double HoursLeft, double UsualHours, long Sample);

    /// <summary>What has been learnt until a day, by process, clock and state; the state «» is the whole limit.</summary>
    public async Task<IReadOnlyDictionary<(string Process, string Clock, string Stage), Survival>> PastAsync(DateOnly until, string? process, CancellationToken cancellationToken) =>
        (await session.QueryAsync<History>("""
            select process, clock, stage, step::int as step, sum(count)::bigint as count from rest where day >= @from and day < @until and (@process::text is null or process = @process)
            group by process, clock, stage, step order by process, clock, stage, step
            """, new { from = until.AddDays(-rules.Dashboard.ForecastDays), until, process }, cancellationToken))
        .GroupBy(row => (row.Process, row.Clock, row.Stage)).ToDictionary(group => group.Key, group => new Survival([.. group.Select(row => (row.Step, row.Count))]));

    /// <summary>What is said of a limit at an instant; null when the past says nothing.</summary>
    public Outlook? Look(IReadOnlyDictionary<(string Process, string Clock, string Stage), Survival> past, string process, ClockLedger ledger, ClockReading reading, IReadOnlyList<StageEntry> stages, WorkingCalendar calendar,
        DateTimeOffset now)
    {
        var left = Hours(ledger, calendar, now, reading.DeadlineInstant);
        foreach (var (stage, since) in Places(ledger, stages, now))
            if (past.TryGetValue((process, ledger.Policy.Name, stage), out var known) && known.Sample >= Survival.Fewest)
            {
                var elapsed = Hours(ledger, calendar, since, now);
                return new Outlook(known.Breaks(elapsed, left), left, known.Usual(elapsed), known.Sample);
            }
        return null;
    }

    /// <summary>The next open limits after one; null when no more are left.</summary>
    public async Task<long?> RunAsync(long after, CancellationToken cancellationToken)
    {
        var (now, calendar) = (time.GetUtcNow(), await calendars.CalendarAsync(session, rules, cancellationToken));
        var past = await PastAsync(ShanghaiTime.DateOf(now).AddDays(1), null, cancellationToken);
        var rows = await session.QueryAsync<Running>("""
            select k.id, k.case_id, k.office_id as office, c.process, c.state, k.name, k.ledger::text as ledger, c.stages::text as stages
            from clock k join case_file c on c.id = k.case_id where k.stopped_at is null and k.id > @after and k.office_id is not null order by k.id limit @take
            """, new { after, take = Batch }, cancellationToken);
        var until = rows.Count < Batch ? long.MaxValue : rows[^1].Id;
        var seen = new List<(Running Row, Outlook Outlook)>();
        foreach (var row in rows)
        {
            var ledger = ClockLedger.Parse(row.Ledger);
            var reading = Clock.Read(ledger, (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion), now);
            if (reading.IsOpen && reading.Colour is ClockColour.Green or ClockColour.Amber or ClockColour.FinalDay
                && Look(past, row.Process, ledger, reading, StageEntry.Read(row.Stages), calendar, now) is { Probability: >= Least } outlook)
                seen.Add((row, outlook));
        }
        await session.ExecuteAsync("""
            delete from forecast where clock_id > @after and clock_id <= @until;
            insert into forecast (clock_id, case_id, office_id, probability, hours_left, usual_hours, sample, made_at)
            select clock_id, case_id, office_id, probability, hours_left, usual_hours, sample, @now
            from unnest(@clocks::bigint[], @cases::bigint[], @offices::text[], @probabilities::real[], @lefts::real[], @usuals::real[], @samples::int[])
                as one (clock_id, case_id, office_id, probability, hours_left, usual_hours, sample);
            insert into statistic_run (work, made_at) values ('forecast', @now) on conflict (work) do update set made_at = excluded.made_at
            """, new
        {
            after, until, now, clocks = seen.Select(one => one.Row.Id).ToArray(), cases = seen.Select(one => one.Row.CaseId).ToArray(), offices = seen.Select(one => one.Row.Office).ToArray(),
            probabilities = seen.Select(one => (float)one.Outlook.Probability).ToArray(), lefts = seen.Select(one => (float)one.Outlook.HoursLeft).ToArray(),
            usuals = seen.Select(one => (float)one.Outlook.UsualHours).ToArray(), samples = seen.Select(one => (int)one.Outlook.Sample).ToArray(),
        }, cancellationToken);
        return until == long.MaxValue ? null : until;
    }

    /// <summary>The limits that ended on a day: what would have been said of each when its case entered a state is held against what came, then the day is learnt.</summary>
    public async Task LearnAsync(DateOnly day, DateTimeOffset from, DateTimeOffset to, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var past = await PastAsync(day, null, cancellationToken);
        var (rests, checks) = (new List<(string Process, string Clock, string Stage, short Step)>(), new List<(string Process, int Tenth, bool Broken)>());
        foreach (var row in await session.QueryAsync<Ended>("""
            select c.process, k.name, k.ledger::text as ledger, c.stages::text as stages, k.outcome from clock k join case_file c on c.id = k.case_id
            where k.stopped_at >= @from and k.stopped_at < @to and k.outcome in ('MET', 'MET_BY_ATTEMPT', 'BREACHED')
            """, new { from, to }, cancellationToken))
        {
            var ledger = ClockLedger.Parse(row.Ledger);
            var end = row.Outcome == "MET_BY_ATTEMPT" ? ledger.AttemptedAt!.Value : ledger.StoppedAt!.Value;
            var stages = StageEntry.Read(row.Stages);
            var at = (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion);
            foreach (var (stage, since) in stages.Where(stage => stage.At < end).Select(stage => (stage.State, Since: stage.At < ledger.StartedAt ? ledger.StartedAt : stage.At)).Append(("", Since: ledger.StartedAt)).DistinctBy(one => one.Item1))
            {
                // What nobody knew then is taken away: the end, and pauses that came later.
                var then = ledger with { StoppedAt = null, AttemptedAt = null, Pauses = [.. ledger.Pauses.Where(pause => pause.From < since)] };
                if (stage.Length > 0 && Look(past, row.Process, then, Clock.Read(then, at, since), [new StageEntry(stage, since)], calendar, since) is { } outlook)
                    checks.Add((row.Process, Math.Min(9, (int)(outlook.Probability * 10)), row.Outcome == "BREACHED"));
                rests.Add((row.Process, ledger.Policy.Name, stage, Scale.StepOf(TimeSpan.FromHours(Hours(ledger, calendar, since, end)))));
            }
        }
        await session.ExecuteAsync("""
            delete from rest where day = @day; delete from forecast_check where day = @day;
            insert into rest (process, clock, stage, day, step, count) select process, clock, stage, @day, step, count(*)::int
                from unnest(@processes::text[], @names::text[], @stages::text[], @steps::smallint[]) as one (process, clock, stage, step) group by process, clock, stage, step;
            insert into forecast_check (process, day, tenth, count, broken) select process, @day, tenth, count(*)::int, (count(*) filter (where broken))::int
                from unnest(@checked::text[], @tenths::smallint[], @brokens::bool[]) as one (process, tenth, broken) group by process, tenth
            """, new
        {
            day, processes = rests.Select(one => one.Process).ToArray(), names = rests.Select(one => one.Clock).ToArray(), stages = rests.Select(one => one.Stage).ToArray(), steps = rests.Select(one => one.Step).ToArray(),
            @checked = checks.Select(one => one.Process).ToArray(), tenths = checks.Select(one => (short)one.Tenth).ToArray(), brokens = checks.Select(one => one.Broken).ToArray(),
        }, cancellationToken);
    }

    // The state it is in, then the whole limit, for states of which too little is known.
    private static IEnumerable<(string Stage, DateTimeOffset Since)> Places(ClockLedger ledger, IReadOnlyList<StageEntry> stages, DateTimeOffset now)
    {
        if (stages.LastOrDefault(stage => stage.At <= now) is { } last)
            yield return (last.State, last.At < ledger.StartedAt ? ledger.StartedAt : last.At);
        yield return ("", ledger.StartedAt);
    }

    private double Hours(ClockLedger ledger, WorkingCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var hours = rules.Dashboard.Hours;
        var paused = ledger.Pauses.Sum(pause => hours.Between(calendar, pause.From > from ? pause.From : from, pause.To is { } end && end < to ? end : to).TotalHours);
        return Math.Max(0, hours.Between(calendar, from, to).TotalHours - paused);
    }
}
