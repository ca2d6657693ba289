using System.Globalization;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Supervision;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Clocks;

/// <summary>Open time limits of one's offices, the least remaining working time first.</summary>
/// <param name="View"><c>red</c> (over), <c>amber</c>, <c>final</c> (the last day), <c>green</c> (time enough), <c>running</c> (all of these), <c>provisional</c> or <c>paused</c>.</param>
/// <param name="Office">Of this office and everything below it.</param>
/// <param name="Clock">Only clocks of this name, e.g. <c>promise</c>.</param>
/// <param name="State">The state of the case.</param>
/// <param name="Person">Login of who has one of its open tasks; <paramref name="Group"/>: who may take one.</param>
public sealed record ListTimeLimits(string View = "running", string? Office = null, string? Clock = null, string? Process = null, string? State = null, string? Person = null, string? Group = null,
    string? After = null, int Limit = 50) : IQuery<Page<TimeLimitRow>>;

/// <summary>How many there are, by office and lamp; without those that are green. Kept with the lamps (<c>lamp_count</c>): no time limit is read for it.</summary>
public sealed record CountTimeLimits : IQuery<IReadOnlyList<TimeLimitCount>>;

/// <summary>Time limits of an office that show one lamp.</summary>
public sealed record TimeLimitCount(string Office, string Colour, long Count);

/// <summary>A time limit in a manager's list. Paused time stands beside raw time.</summary>
/// <param name="RawDays">Days the applicant has waited: used and paused together.</param>
/// <param name="People">Who has the open tasks of the case, by login; <paramref name="Groups"/>: who may take those that nobody has taken.</param>
/// <param name="OwnFaultDays">Paused days whose reason lies with the office.</param>
/// <param name="Probability">That it will be broken, from 0 to 1, as last forecast; null below a tenth and where too little is known of the past.</param>
public sealed record TimeLimitRow(long Id, string CaseNumber, string Process, string CaseState, string Office, string Clock, IReadOnlyDictionary<string, string> Title, DateOnly DeadlineDate, bool Provisional, string Colour,
    string Unit, int Budget, int UsedDays, int RemainingDays, int OverdueDays, int PausedDays, int OwnFaultDays, int RawDays, PauseView? Pause, IReadOnlyList<string> LateStages, IReadOnlyList<string> People, IReadOnlyList<string> Groups, double? Probability);

internal sealed class ListTimeLimitsHandler(PgSession session, CalendarShelf calendars, ICurrentActor actor, TimeProvider time) : IRequestHandler<ListTimeLimits, Page<TimeLimitRow>>
{
    private sealed record Row(long Id, string CaseNumber, string Process, string CaseState, string Office, string Ledger, DateOnly Deadline, int RemainingDays, string[] People, string[] Groups, float? Probability);

    public async Task<Page<TimeLimitRow>> Handle(ListTimeLimits request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<Row>(Sql(request.View), new
        {
            officePath = actor.Actor.OfficePath, request.Office, request.Clock, request.Process, request.State, request.Person, request.Group, take = limit + 1, date = DateKey.Parse(request.After)?.Date, days = DaysKey(request.After)?.Days,
            id = DateKey.Parse(request.After)?.Id ?? DaysKey(request.After)?.Id,
        }, cancellationToken);
        var page = new List<TimeLimitRow>();
        foreach (var row in rows.Take(limit))
            page.Add(await ViewAsync(row, cancellationToken));
        var last = rows.Count > limit ? rows[limit - 1] : null;
        return new Page<TimeLimitRow>(page, last is null ? null : request.View == "paused" ? $"{last.RemainingDays}:{last.Id}" : DateKey.Of(last.Deadline, last.Id));
    }

    private const string Narrowed = """
        (@Clock::text is null or one.name = @Clock)
        and (@Process::text is null and @State::text is null
             or exists (select from case_file f where f.id = one.case_id and (@Process::text is null or f.process = @Process) and (@State::text is null or f.state = @State)))
        and (@Person::text is null and @Group::text is null
             or exists (select from task t where t.case_id = one.case_id and t.status = 'open' and (@Person::text is null or t.assignee = @Person) and (@Group::text is null or @Group = any(t.candidate_groups))))
        """;

    // One short range of an index for each office and lamp, then the first of all: as flat for a bureau with a million open cases as for a station.
    private static string Sql(string view)
    {
        var (lamps, condition, order) = view switch
        {
            "red" or "amber" or "final" or "green" => ($"'{view}'", "one.colour = lamp", "deadline"),
            "running" => ("'red', 'final', 'amber', 'green'", "one.colour = lamp", "deadline"),
            "provisional" => ("'any'", "one.colour is not null and one.provisional", "deadline"),
            "paused" => ("'any'", "one.colour = 'paused'", "remaining_days"),
            _ => throw RefusedException.Invalid("view-unknown", "视图应为 red、amber、final、green、running、provisional 或 paused。", "The view is red, amber, final, green, running, provisional or paused.", "view"),
        };
        var after = view == "paused" ? "(@days::int is null or (one.remaining_days, one.id) > (@days, @id))" : "(@date::date is null or (one.deadline, one.id) > (@date, @id))";
        return $"""
            select k.id, c.number as case_number, c.process, c.state as case_state, c.office_id as office, k.ledger::text as ledger, k.deadline, k.remaining_days,
                array(select distinct t.assignee from task t where t.case_id = c.id and t.status = 'open' and t.assignee is not null order by 1) as people,
                array(select distinct g from task t cross join unnest(t.candidate_groups) g where t.case_id = c.id and t.status = 'open' and t.assignee is null order by 1) as groups,
                (select f.probability from forecast f where f.clock_id = k.id and k.colour in ('green', 'amber', 'final')) as probability
            from office o cross join unnest(array[{lamps}]) lamp cross join lateral (
                select * from clock one where one.office_id = o.id and {condition} and {Narrowed} and {after} order by one.{order}, one.id limit @take) k
            join case_file c on c.id = k.case_id where {Actor.SeesOffice} and {Actor.InOffice} order by k.{order}, k.id limit @take
            """;
    }

    private async Task<TimeLimitRow> ViewAsync(Row row, CancellationToken cancellationToken)
    {
        var ledger = ClockLedger.Parse(row.Ledger);
        var reading = Clock.Read(ledger, (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion), time.GetUtcNow());
        return new TimeLimitRow(row.Id, row.CaseNumber, row.Process, row.CaseState, row.Office, ledger.Policy.Name, ledger.Policy.Title, reading.DeadlineDate, reading.Provisional, reading.Colour.ToString(),
            ledger.Policy.Unit.ToString(), ledger.Policy.Budget, reading.UsedDays, reading.RemainingDays, reading.OverdueDays, reading.PausedDays, reading.OwnFaultDays, reading.RawDays,
            ledger.OpenPause is { } pause ? ClockViews.Pause(pause) : null, [.. reading.StageDues.Where(stage => stage.Missed).Select(stage => stage.Stage)], row.People, row.Groups,
            row.Probability is { } probability ? Math.Round(probability, 2) : null);
    }

    private static (int Days, long Id)? DaysKey(string? text) => text?.Split(':') is [var days, var row] && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var left)
        && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (left, id) : null;
}

internal sealed class CountTimeLimitsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<CountTimeLimits, IReadOnlyList<TimeLimitCount>>
{
    public Task<IReadOnlyList<TimeLimitCount>> Handle(CountTimeLimits request, CancellationToken cancellationToken) => session.QueryAsync<TimeLimitCount>($"""
        select k.office_id as office, k.colour, sum(k.count) as count from office o join lamp_count k on k.office_id = o.id
        where {Actor.SeesOffice} group by k.office_id, k.colour having sum(k.count) > 0 order by k.office_id, k.colour
        """, new { officePath = actor.Actor.OfficePath }, cancellationToken);
}
